import { createRequire } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { DatabaseSync } from "@photostructure/sqlite";
import { resourcesFile } from "./build.ts";
import type { Statement } from "./questions.ts";

/** Bare SQL on the caller's own thread, which a server must not do, and on a thread as the archive's are. */
export interface Bare {
  readonly database: InstanceType<typeof DatabaseSync>;
  here(statements: readonly Statement[]): void;
  there(statements: readonly Statement[]): Promise<void>;
}

const THREAD = `
const { parentPort, workerData } = require("node:worker_threads");
const { DatabaseSync } = require(workerData.sqlite);
const database = new DatabaseSync(workerData.file, { readOnly: true });
database.exec(workerData.setup);
const kept = new Map();
const all = ({ sql, values }) => {
  if (!kept.has(sql)) kept.set(sql, database.prepare(sql));
  return kept.get(sql).all(...values);
};
parentPort.on("message", (statements) => parentPort.postMessage(statements.map(all)));
`;

/** Opens a file twice for reading, each with the cache of the archive's readers and prepared statements. */
export function openBare(file: string): Bare {
  const setup = `pragma cache_size = -8192; attach '${resourcesFile(file)}' as beside`;
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec(setup);
  const kept = new Map<string, ReturnType<typeof database.prepare>>();
  const require = createRequire(join(process.cwd(), "package.json"));
  const sqlite = require.resolve("@photostructure/sqlite");
  const worker = new Worker(THREAD, { eval: true, workerData: { sqlite, file, setup } });
  worker.on("error", (error) => {
    throw error;
  });
  return {
    database,
    here(statements) {
      for (const { sql, values } of statements) {
        const statement = kept.get(sql) ?? database.prepare(sql);
        kept.set(sql, statement);
        statement.all(...values);
      }
    },
    there: (statements) =>
      new Promise((resolve) => {
        worker.once("message", () => resolve());
        worker.postMessage(statements);
      }),
  };
}
