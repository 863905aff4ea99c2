import type { Encoding, Tokenizer } from "./encoding.ts";
import { type MergedFamily, RULES } from "./families.ts";
import { normalize } from "./normalization.ts";
import { PieceEncoder } from "./piece-encoder.ts";
import type { Splitter } from "./splitter.ts";
import { TokenList } from "./token-list.ts";
import { byteToUtf16Offsets, toUtf8, type Utf8 } from "./utf8.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Replaces and normalizes a text, cuts it into pieces, and encodes each by byte-pair merging. */
export class BytePairTokenizer implements Tokenizer {
  readonly #splitter: Splitter;
  readonly #encoder: PieceEncoder;

  constructor(
    readonly family: MergedFamily,
    vocabulary: Vocabulary,
  ) {
    this.#splitter = RULES[family].splitter(vocabulary);
    this.#encoder = new PieceEncoder(vocabulary);
  }

  encode(text: string): Encoding {
    const normalized = this.#normalize(text);
    const utf8 = toUtf8(normalized.text);
    const found = new TokenList();
    this.#tokenize(utf8, found);
    const ends = found.ends();
    if (utf8.length !== normalized.text.length) byteToUtf16Offsets(utf8, ends);
    const { original } = normalized;
    return { ids: found.tokens(), ends: original ? ends.map((end) => original[end]!) : ends };
  }

  count(text: string): number {
    const { normalization, replace } = RULES[this.family];
    const replaced = replace ? replace(text) : text;
    return this.#tokenize(toUtf8(normalization ? replaced.normalize(normalization) : replaced));
  }

  bytesOf(id: number): Uint8Array {
    const { vocabulary } = this.#encoder;
    return vocabulary.bytesOf(id - vocabulary.firstId);
  }

  #normalize(text: string) {
    const { normalization, replace } = RULES[this.family];
    const replaced = replace ? replace(text) : text;
    return normalization ? normalize(replaced, normalization) : { text: replaced };
  }

  /** Counts the text's tokens; each goes into `found`, where given. */
  #tokenize(utf8: Utf8, found?: TokenList): number {
    const { bytes, length } = utf8;
    const encoder = this.#encoder;
    const { firstId } = encoder.vocabulary;
    const pieceEnd = this.#splitter(utf8);
    let total = 0;
    for (let start = 0, end = 0; start < length; start = end) {
      end = pieceEnd(start);
      const count = encoder.encode(bytes, start, end);
      total += count;
      if (found) for (let i = 0; i < count; i++) found.push(firstId + encoder.tokens[i]!, encoder.ends[i]!);
    }
    return total;
  }
}
