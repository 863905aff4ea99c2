import type { Splitter } from "./splitter.ts";
import { isContinuation } from "./utf8.ts";
import { NONE, type Vocabulary } from "./vocabulary.ts";

/** The longest run of one white space character that is a token. */
const LONGEST_RUN = 31;
const [TAB, NEWLINE, SPACE] = new TextEncoder().encode("\t\n ");

/**
 * SentencePiece encodes a text in one piece, but for the user-defined tokens that it cuts out first, each the longest
 * from the left: runs of line ends, tabs, or two or more spaces, and some tags. Here a text is cut also between any two
 * characters that no token holds side by side: no merge reaches over such a place, so the tokens are the same, and the
 * pieces are short.
 */
export function splitSentencePiece(vocabulary: Vocabulary): Splitter {
  const { isolated, neighbours } = vocabulary.sentencePiece!;
  const isolatedTokens = new Set(isolated);
  const tagLengths = lengthsByFirstByte(isolated.map((token) => vocabulary.bytesOf(token)));

  return ({ bytes, length }) => {
    const isolatedEnd = (at: number) => {
      const byte = bytes[at]!;
      if (byte === NEWLINE || byte === TAB || (byte === SPACE && bytes[at + 1] === SPACE)) {
        const limit = Math.min(length, at + LONGEST_RUN);
        let end = at + 1;
        while (end < limit && bytes[end] === byte) end++;
        return end;
      }
      for (const size of tagLengths[byte] ?? []) {
        const token = vocabulary.find(bytes, at, at + size);
        if (token !== NONE && isolatedTokens.has(token)) return at + size;
      }
      return at;
    };

    return (from) => {
      let end = isolatedEnd(from);
      if (end > from) return end;
      do end++;
      while (
        isContinuation(bytes[end]!) ||
        (neighbours[(bytes[end - 1]! << 8) | bytes[end]!] && isolatedEnd(end) === end)
      );
      return end;
    };
  };
}

/** For each first byte, the lengths of the tokens that are not white space, the longest first. */
function lengthsByFirstByte(tokens: readonly Uint8Array[]): (number[] | undefined)[] {
  const lengths = Array.from({ length: 256 }, () => new Set<number>());
  for (const token of tokens) if (token[0]! > SPACE!) lengths[token[0]!]!.add(token.length);
  return lengths.map((set) => (set.size > 0 ? [...set].sort((a, b) => b - a) : undefined));
}
