import type { Span } from "../../protocol/span.ts";
import { words } from "../prompt/text/segment.ts";
import { windows } from "./windows.ts";
import { type Pieces, vocabulary, wordpiece } from "./wordpiece.ts";

/** A text as the encoder reads it. */
export interface WindowedText {
  readonly words: readonly Span[];
  readonly pieces: Pieces;
  readonly windows: readonly TextWindow[];
}

/** One run of the encoder. */
export interface TextWindow {
  readonly ids: readonly number[];
  /** What the encoder sees, in a form to look it up by: equal where and only where the ids are. */
  readonly key: string;
}

/** Cuts a text into the words that are scored and the windows that are read. Throws a `Failure` ("model-files"). */
export function windowed(text: string): WindowedText {
  const pieces = wordpiece(text, vocabulary());
  const spans = words(text);
  const runs = windows(text, pieces, spans).map(({ from, to }) => {
    const ids = pieces.ids.slice(from, to);
    // Ids are below 2^15, so each is one UTF-16 unit.
    return { ids, key: String.fromCharCode(...ids) };
  });
  return { words: spans, pieces, windows: runs };
}
