import { StoreError } from "../../database/store-error.ts";
import { explain } from "./explain.ts";

/** What a worker thread is started with. */
export interface ThreadData {
  readonly file: string;
  readonly role: "write" | "read";
}

export interface Call {
  readonly id: number;
  readonly op: string;
  readonly args: readonly unknown[];
}

/** An error that can be cloned; what it was made of stays with the thread. */
export interface Failure {
  readonly isStore: boolean;
  readonly message: string;
}

/** Id 0 tells that the file was opened, or why not. */
export type Answer =
  { readonly id: number; readonly result: unknown } | { readonly id: number; readonly failure: Failure };

export function toFailure(thrown: unknown, file: string): Failure {
  const error = explain(thrown, file);
  if (error instanceof StoreError) return { isStore: true, message: error.message };
  return { isStore: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export const toError = ({ isStore, message }: Failure): Error =>
  isStore ? new StoreError(message) : new Error(`The archive's operation failed: ${message}`);
