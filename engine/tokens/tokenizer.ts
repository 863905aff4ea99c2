import type { Family } from "../../protocol/catalogue.ts";
import { Failure } from "../../protocol/failure.ts";
import { readAsset } from "../runtime/assets.ts";
import { BytePairTokenizer } from "./byte-pair-tokenizer.ts";
import type { Tokenizer } from "./encoding.ts";
import { Vocabulary } from "./vocabulary.ts";
import { decompress, deserialize, vocabularyPath } from "./vocabulary-file.ts";

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
