import "server-only";

import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import {
  type CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDatabase,
  type SqliteStatement,
} from "kysely";

const BUSY_TIMEOUT_MS = 5_000;
const KEPT_STATEMENTS = 200;

export interface SqliteOptions {
  /** Opens what is there, for reading alone; also beside a program that writes. */
  readonly readOnly?: boolean;
  /** KiB of pages that the connection keeps; SQLite's own choice is 2,000. */
  readonly cacheKiB?: number;
}

/**
 * A Kysely dialect over one SQLite file, made readable for its owner alone (WAL and shared-memory files take its mode).
 * Throws what SQLite throws when the file is none of its own.
 */
export function sqliteDialect(file: string, options: SqliteOptions = {}): SqliteFileDialect {
  const { readOnly = false, cacheKiB } = options;
  if (!readOnly) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Only where there is none: closing a file anew would drop the locks that this process holds on it.
    if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
  }
  const database = new DatabaseSync(file, {
    timeout: BUSY_TIMEOUT_MS,
    enableForeignKeyConstraints: true,
    readOnly,
  });
  try {
    if (!readOnly) {
      database.exec("pragma journal_mode = wal");
      // A log that one large write has made long is cut when it is used again.
      database.exec(`pragma journal_size_limit = ${64 * 2 ** 20}`);
    }
    database.exec("pragma synchronous = full");
    if (cacheKiB !== undefined) database.exec(`pragma cache_size = -${cacheKiB}`);
  } catch (error) {
    database.close();
    throw error;
  }
  return new SqliteFileDialect(database, readOnly ? "begin" : "begin immediate");
}

/** The rows of a compiled question, at once; `null` while a transaction is open, whose unfinished work is nobody's to see. */
export type RowsNow = <Row>(query: CompiledQuery<Row>) => readonly Row[] | null;

export class SqliteFileDialect extends SqliteDialect {
  readonly rowsNow: RowsNow;

  constructor(database: InstanceType<typeof DatabaseSync>, begin: string) {
    const kysely = asKyselyDatabase(database, begin);
    super({ database: kysely });
    this.rowsNow = <Row>({ sql, parameters }: CompiledQuery<Row>) =>
      database.isTransaction ? null : (kysely.prepare(sql).all(parameters) as readonly Row[]);
  }

  override createAdapter(): SqliteAdapter {
    return new Adapter();
  }
}

/** SQLite does change its schema within a transaction; Kysely does not count on it. A migration is whole or not at all. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely speaks to SQLite by better-sqlite3's names; the API of `node:sqlite` differs in these few. */
function asKyselyDatabase(database: InstanceType<typeof DatabaseSync>, begin: string): SqliteDatabase {
  // A statement is freed by the garbage collector alone, which does not see its native memory: few are made, and kept.
  const statements = new Map<string, SqliteStatement>();

  function prepare(sql: string): SqliteStatement {
    // A deferred transaction that reads first and writes later fails at once, whatever the busy timeout, when another
    // process (the user command beside the console) has written in between. Taking the lock at the start waits instead.
    const statement = database.prepare(sql === "begin" ? begin : sql);
    // After a full disk SQLite has rolled back by itself; a second time would hide the reason.
    const isOver = () => sql === "rollback" && !database.isTransaction;
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...parameters),
      run: (parameters) => (isOver() ? { changes: 0, lastInsertRowid: 0 } : statement.run(...parameters)),
      // An iterator left open would hold the kept statement.
      iterate: (parameters) => database.prepare(sql).iterate(...parameters),
    };
  }

  return {
    close() {
      statements.clear();
      database.close();
    },
    prepare(sql) {
      const kept = statements.get(sql) ?? prepare(sql);
      if (statements.size >= KEPT_STATEMENTS) statements.clear();
      statements.set(sql, kept);
      return kept;
    },
  };
}
