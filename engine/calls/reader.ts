import type { Json } from "./json.ts";
import type { Draft } from "./usage-record.ts";

/** How the logs of one format are read. */
export interface Reader {
  /** The name of the format. */
  readonly format: string;
  /** Whether a row is of this format, whether or not it tells of a call. */
  readonly recognises: (row: Json) => boolean;
  /**
   * Begins a log. What is returned gives the calls that each of its rows tells of: none for a row that bills nothing. It
   * throws a `Failure` ("bad-input") for a row whose counts cannot be read.
   */
  readonly open: () => (row: Json) => readonly Draft[];
}
