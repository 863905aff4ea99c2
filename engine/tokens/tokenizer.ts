import type { Family } from "../../protocol/catalogue.ts";
import { Failure } from "../../protocol/failure.ts";
import { readAsset } from "../assets.ts";
import { BytePairTokenizer } from "./byte-pair-tokenizer.ts";
import { Vocabulary } from "./vocabulary.ts";
import { decompress, deserialize, vocabularyPath } from "./vocabulary-file.ts";

/**
 * A text's tokens. Token `i` has the id `ids[i]` and spans `[ends[i - 1] ?? 0, ends[i])` in UTF-16 units of the text
 * that was given; the spans tile the text. Where tokens share a code point, the one with its first byte owns all of its
 * units, and the span of each later one is empty; likewise where normalization turns characters into others.
 */
export interface Encoding {
  readonly ids: Uint32Array;
  readonly ends: Uint32Array;
}

export interface Tokenizer {
  readonly family: Family;
  /** The text's tokens; special tokens that the text quotes count as the plain text they are. */
  encode(text: string): Encoding;
  /** How many tokens the text has. */
  count(text: string): number;
}

const loaded = new Map<Family, Tokenizer>();

/**
 * The tokenizer of a family, read from disk at its first use. Throws a `Failure` ("model-files") if its vocabulary is
 * missing or damaged.
 */
export function tokenizer(family: Family): Tokenizer {
  let found = loaded.get(family);
  if (found === undefined) {
    found = new BytePairTokenizer(family, readVocabulary(family));
    loaded.set(family, found);
  }
  return found;
}

function readVocabulary(family: Family): Vocabulary {
  const path = vocabularyPath(family);
  const file = readAsset(path);
  try {
    return new Vocabulary(deserialize(decompress(file)));
  } catch (cause) {
    throw new Failure("model-files", `${path} is damaged; reinstall Tare.`, { cause });
  }
}
