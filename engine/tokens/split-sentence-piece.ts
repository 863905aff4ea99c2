import type { Splitter } from "./splitter.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The longest run of one white space character that is a token. */
const LONGEST_RUN = 31;
const [TAB, NEWLINE, SPACE, SLASH, LESS, GREATER] = Buffer.from("\t\n /<>");

/**
 * SentencePiece encodes a text in one piece, but for the user-defined tokens that it cuts out first, each the longest
 * from the left: runs of line ends, tabs, or two or more spaces, and some tags. Cutting before every other space
 * changes nothing, and makes short pieces: apart from `> </`, no token has a space after another character.
 */
export function splitSentencePiece(vocabulary: Vocabulary): Splitter {
  const tagLengths = isolatedLengths(vocabulary);

  return ({ bytes, length }) => {
    const tagEnd = (at: number) => {
      const end = tagLengths[bytes[at]!]?.find((size) =>
        vocabulary.isolated.has(vocabulary.find(bytes, at, at + size)),
      );
      return end === undefined ? at : at + end;
    };
    const endsPiece = (at: number) => {
      const byte = bytes[at]!;
      if (byte === NEWLINE || byte === TAB) return true;
      if (byte === SPACE) return bytes[at - 1] !== GREATER || bytes[at + 1] !== LESS || bytes[at + 2] !== SLASH;
      return tagEnd(at) > at;
    };

    return (from) => {
      const byte = bytes[from]!;
      if (byte === NEWLINE || byte === TAB || (byte === SPACE && bytes[from + 1] === SPACE)) {
        const limit = Math.min(length, from + LONGEST_RUN);
        let end = from + 1;
        while (end < limit && bytes[end] === byte) end++;
        return end;
      }
      const tag = tagEnd(from);
      if (tag > from) return tag;
      let end = from + 1;
      while (end < length && !endsPiece(end)) end++;
      return end;
    };
  };
}

/** For each first byte, the lengths of the isolated tokens that are not white space, the longest first. */
function isolatedLengths(vocabulary: Vocabulary): (number[] | undefined)[] {
  const lengths: number[][] = [];
  for (const token of vocabulary.isolated) {
    const bytes = vocabulary.bytesOf(token);
    if (bytes[0]! <= SPACE!) continue;
    lengths[bytes[0]!] ??= [];
    if (!lengths[bytes[0]!]!.includes(bytes.length)) lengths[bytes[0]!]!.push(bytes.length);
  }
  for (const sizes of lengths) sizes?.sort((a, b) => b - a);
  return lengths;
}
