import "server-only";
import type { Receipt } from "../../../audit/receipt.ts";
import { log } from "../../log.ts";
import type { Piece } from "./encode.ts";
import { ExportAborted, type ExportJob } from "./job.ts";

/**
 * The file as the answer's body: a piece is made when there is room for it, so a slow reader slows the reading. It ends orderly only
 * when every event was written and the receipt is kept; else it breaks off, which a browser shows as a failed download.
 */
export function exportBody(
  job: ExportJob,
  pieces: AsyncGenerator<Piece, void>,
  receipt: (count: number) => Promise<Receipt>,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const stop = () => {
        void pieces.return().catch(() => {});
        controller.error(job.signal.reason);
      };
      if (job.signal.aborted) stop();
      else job.signal.addEventListener("abort", stop, { once: true });
    },
    async pull(controller) {
      try {
        const next = await pieces.next();
        if (job.signal.aborted) return;
        if (next.done === true) {
          await job.done(await receipt(job.count));
          return controller.close();
        }
        job.wrote(next.value.bytes, next.value.events);
        controller.enqueue(next.value.bytes);
      } catch (error) {
        if (job.signal.aborted) return;
        log("error", "an export broke off", { export: job.row.id, cause: String(error) });
        await job.fail(error);
        controller.error(error);
      }
    },
    cancel: () => job.abort(new ExportAborted("The browser went away.")),
  });
}

export const brokenOff = (signal: AbortSignal): ReadableStream<Uint8Array> =>
  new ReadableStream({ start: (controller) => controller.error(signal.reason) });
