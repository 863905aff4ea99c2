import type { Span } from "../../protocol/span.ts";

/** What is left of a text. */
export interface Compressed {
  readonly text: string;
  /** Whether the text exceeds the budget, since what is protected alone does. */
  readonly limited?: boolean;
  /** Whether every character of a stretch of the original is left. */
  keeps(span: Span): boolean;
}

/** Shortens a prepared text to at most so many o200k tokens. */
export type Shorten = (tokens: number) => Compressed;

/** A way to compress, as the bench sees it. */
export interface Compressor {
  readonly name: string;
  prepare(text: string, question?: string): Promise<Shorten>;
}
