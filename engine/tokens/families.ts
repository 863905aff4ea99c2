import type { Family } from "../../protocol/catalogue.ts";
import { splitCasedWords } from "./split-cased-words.ts";
import { splitDeepseek } from "./split-deepseek.ts";
import { splitGpt2 } from "./split-gpt2.ts";
import { splitSentencePiece } from "./split-sentence-piece.ts";
import { splitWords } from "./split-words.ts";
import type { Splitter } from "./splitter.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What a tokenizer does to a text before it merges bytes. */
interface FamilyRules {
  /** Changes that keep every UTF-16 offset. */
  readonly replace?: (text: string) => string;
  readonly normalization?: "NFC" | "NFKC";
  readonly splitter: (vocabulary: Vocabulary) => Splitter;
}

export const RULES: Record<Family, FamilyRules> = {
  o200k: { splitter: () => splitCasedWords({ digits: 3, contractions: true }) },
  cl100k: { splitter: () => splitWords({ digits: 3, wholeTail: true }) },
  gemma3: { replace: (text) => text.replaceAll("▁", " "), splitter: splitSentencePiece },
  llama3: { splitter: () => splitWords({ digits: 3, wholeTail: false }) },
  qwen3: { normalization: "NFC", splitter: () => splitWords({ digits: 1, wholeTail: false }) },
  deepseek_v3: { splitter: () => splitDeepseek },
  tekken: { splitter: () => splitCasedWords({ digits: 1, contractions: false }) },
  claude: { normalization: "NFKC", splitter: () => splitGpt2 },
};
