import { type Family, TOKEN_KINDS, type TokenWeights } from "../../protocol/catalogue.ts";
import { Failure } from "../../protocol/failure.ts";
import { readAsset } from "../runtime/assets.ts";
import { BytePairTokenizer } from "./byte-pair-tokenizer.ts";
import type { Tokenizer } from "./encoding.ts";
import { Vocabulary } from "./vocabulary.ts";
import { decompress, deserialize, vocabularyPath } from "./vocabulary-file.ts";

const loaded = new Map<string, Tokenizer>();

/**
 * The tokenizer of a family, read from disk at its first use. With weights, each token counts for what its kind does.
 * Throws a `Failure` ("model-files") if its vocabulary is missing or damaged.
 */
export function tokenizer(family: Family, weights?: TokenWeights): Tokenizer {
  const key = [family, ...TOKEN_KINDS.map((kind) => weights?.[kind])].join();
  let found = loaded.get(key);
  if (found === undefined) {
    found = new BytePairTokenizer(family, readVocabulary(family), weights);
    loaded.set(key, found);
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
