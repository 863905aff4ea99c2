import { classify, LETTER, NEWLINE, NUMBER, WHITE_SPACE } from "./character-class.ts";
import {
  contractionEnd,
  lineOrWhiteSpaceEnd,
  numberEnd,
  PUNCTUATION,
  runEnd,
  type Splitter,
  spacedRunEnd,
} from "./splitter.ts";
import { after } from "./utf8.ts";

interface Options {
  /** The most digits a piece. */
  readonly digits: number;
  /** Whether white space at the end of the text is one piece even where it holds line ends. */
  readonly wholeTail: boolean;
}

/**
 * The pattern of Llama 3, of Qwen with one digit a piece, and of cl100k with `\s++$` before the last line's
 * alternatives:
 *
 *     '(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*
 *     |\s*[\r\n]+|\s+(?!\S)|\s+
 */
export function splitWords({ digits, wholeTail }: Options): Splitter {
  return (text) => {
    const { bytes } = text;
    const classes = classify(text);
    return (from) => {
      const kind = classes[from]!;
      if (kind & LETTER) return runEnd(classes, from, LETTER);
      if (kind & NUMBER) return numberEnd(bytes, classes, from, digits);
      const contraction = contractionEnd(bytes, from);
      if (contraction > from) return contraction;
      const letters = after(bytes, from);
      if (!(kind & NEWLINE) && classes[letters]! & LETTER) return runEnd(classes, letters, LETTER);
      const symbols = spacedRunEnd(bytes, classes, from, PUNCTUATION);
      if (symbols > from) return runEnd(classes, symbols, NEWLINE);
      if (wholeTail) {
        const tail = runEnd(classes, from, WHITE_SPACE);
        if (tail === text.length) return tail;
      }
      return lineOrWhiteSpaceEnd(bytes, classes, from, text.length);
    };
  };
}
