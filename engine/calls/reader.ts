import type { Json } from "./json.ts";
import { responseIn } from "./response.ts";
import type { Draft } from "./usage-record.ts";

/** How the logs of one format are read. */
export interface Reader {
  /** The name of the format. */
  readonly format: string;
  /** Whether a row is of this format, whether or not it tells of a call. */
  readonly recognises: (row: Json) => boolean;
  /**
   * Begins a log, or goes on with one. What is returned gives the calls that each of its rows tells of: none for a row that
   * bills nothing. It throws a `Failure` ("bad-input") for a row whose counts cannot be read. What later rows need of earlier
   * ones it keeps in `memory`, as plain data without any text of a prompt: of a log that grows only what is new is read.
   */
  readonly open: (memory: object) => (row: Json) => readonly Draft[];
}

/**
 * Whether a row that looks like those of a tool is the tool's own: of one of its kinds, or of a kind that is not known and
 * tells of no usage.
 */
export function isOwn(row: Json, kinds: RegExp): boolean {
  return typeof row.type === "string" && (kinds.test(row.type) || responseIn(row) === undefined);
}
