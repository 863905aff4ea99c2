import type { Span } from "../../protocol/span.ts";
import { words } from "../prompt/text/segment.ts";
import { unigram, unigramVocabulary } from "./unigram.ts";
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

/** How the encoders cut a text into pieces. */
const PIECES = {
  english: (text: string): Pieces => wordpiece(text, vocabulary()),
  multilingual: (text: string): Pieces => unigram(text, unigramVocabulary()),
};

/** Cuts a text into the words that are scored and the windows that are read. Throws a `Failure` ("model-files"). */
export function windowed(text: string, encoder: keyof typeof PIECES = "english"): WindowedText {
  const pieces = PIECES[encoder](text);
  const spans = words(text);
  const runs = windows(text, pieces, spans).map(({ from, to }) => {
    const ids = pieces.ids.slice(from, to);
    // Ids are below 2^16, so each is one UTF-16 unit.
    return { ids, key: String.fromCharCode(...ids) };
  });
  return { words: spans, pieces, windows: runs };
}
