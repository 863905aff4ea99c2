import * as l10n from "@vscode/l10n";
import type { Family } from "../../protocol/catalogue.ts";
import { Failure } from "../../protocol/failure.ts";
import { readAsset } from "../runtime/assets.ts";
import { BytePairTokenizer } from "./byte-pair-tokenizer.ts";
import type { Tokenizer } from "./encoding.ts";
import { MARKED, type MarkedFamily } from "./families.ts";
import { MarkedTokenizer } from "./marked/marked-tokenizer.ts";
import { Vocabulary } from "./vocabulary.ts";
import { decompress, deserialize, vocabularyPath } from "./vocabulary-file.ts";

const loaded = new Map<Family, Tokenizer>();

/**
 * The tokenizer of a family, read from disk at its first use. Throws a `Failure` ("model-files") if its vocabulary is
 * missing or damaged.
 */
export function tokenizer(family: Family): Tokenizer {
  const found = loaded.get(family) ?? read(family);
  loaded.set(family, found);
  return found;
}

function read(family: Family): Tokenizer {
  const path = vocabularyPath(family);
  const file = readAsset(path);
  try {
    const data = deserialize(decompress(file));
    if (isMarked(family)) return new MarkedTokenizer(family, data, MARKED[family]);
    return new BytePairTokenizer(family, new Vocabulary(data));
  } catch (cause) {
    throw new Failure("model-files", l10n.t("{0} is damaged; reinstall Tare.", path), { cause });
  }
}

function isMarked(family: Family): family is MarkedFamily {
  return Object.hasOwn(MARKED, family);
}
