import type { Family } from "../../../protocol/catalogue.ts";
import type { Encoding, Tokenizer } from "../encoding.ts";
import { normalize } from "../normalization.ts";
import { LONGEST, PieceCache } from "../piece-cache.ts";
import { TokenList } from "../token-list.ts";
import { hashOf } from "../vocabulary.ts";
import type { VocabularyData } from "../vocabulary-file.ts";
import { Pieces } from "./pieces.ts";
import { BEGIN, CAPS, END, type MarkedRules, type MarkedStream, markedStream, SHIFT } from "./stream.ts";

/**
 * Counts as Claude does from version 3 on: cuts the marked stream of a text into the fewest pieces. The count is what is
 * known; where the model itself cuts among equal ways is not, and ids are numbers of ours.
 */
export class MarkedTokenizer implements Tokenizer {
  readonly #pieces: Pieces;
  readonly #rules: MarkedRules;
  readonly #cache = new PieceCache();
  /** The last stretch's pieces, and where each ends in the stream. */
  #found = new Int32Array(LONGEST);
  #ends = new Int32Array(LONGEST);

  constructor(
    readonly family: Family,
    data: VocabularyData,
    rules: MarkedRules,
  ) {
    this.#pieces = new Pieces(data);
    this.#rules = rules;
  }

  encode(text: string): Encoding {
    const normalized = normalize(text, "NFC");
    const stream = markedStream(normalized.text, this.#rules);
    const found = new TokenList();
    this.#tokenize(stream, found);
    const { original } = normalized;
    return { ids: found.tokens(), ends: original ? found.ends().map((end) => original[end]!) : found.ends() };
  }

  count(text: string): number {
    return this.#tokenize(markedStream(text.normalize("NFC"), this.#rules));
  }

  bytesOf(id: number): Uint8Array {
    return this.#pieces.bytesOf(id).filter((byte) => byte > CAPS);
  }

  /** Counts the pieces; each goes into `found`, where given, with where it ends in the text. */
  #tokenize({ bytes, length, ends }: MarkedStream, found?: TokenList): number {
    let total = 0;
    for (let start = 0, end = 0; start < length; start = end) {
      end = stretchEnd(bytes, start, length);
      const count = this.#cut(bytes, start, end);
      total += count;
      if (found) for (let i = 0; i < count; i++) found.push(this.#found[i]!, ends[this.#ends[i]! - 1]!);
    }
    return total;
  }

  #cut(bytes: Uint8Array, start: number, end: number): number {
    if (end - start > this.#found.length) {
      this.#found = new Int32Array(end - start);
      this.#ends = new Int32Array(end - start);
    }
    const hash = end - start <= LONGEST ? hashOf(bytes, start, end) : 0;
    const known = this.#cache.recall(hash, bytes, start, end, this.#found, this.#ends);
    if (known > 0) return known;
    const count = this.#pieces.cut(bytes, start, end, this.#found, this.#ends);
    this.#cache.note(hash, bytes, start, end, this.#found, this.#ends, count);
    return count;
  }
}

/** Where a stretch ends that no piece crosses: words begin and end with marks, and white space stands by itself. */
function stretchEnd(bytes: Uint8Array, start: number, length: number): number {
  let at = start;
  while (at < length && (bytes[at] === SHIFT || bytes[at] === CAPS)) at++;
  if (bytes[at] === BEGIN) at++;
  const isWhite = isWhiteSpace(bytes[at]!);
  for (; at < length; at++) {
    const byte = bytes[at]!;
    if (byte === END) return at + 1;
    if (byte === BEGIN || byte === SHIFT || byte === CAPS || isWhiteSpace(byte) !== isWhite) return at;
  }
  return at;
}

const isWhiteSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x09;
