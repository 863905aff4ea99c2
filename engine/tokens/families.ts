import type { Family } from "../../protocol/catalogue.ts";
import type { MarkedRules } from "./marked/stream.ts";
import { splitCasedWords } from "./split-cased-words.ts";
import { splitDeepseek } from "./split-deepseek.ts";
import { splitGpt2 } from "./split-gpt2.ts";
import { splitSentencePiece } from "./split-sentence-piece.ts";
import { splitWords } from "./split-words.ts";
import type { Splitter } from "./splitter.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Families whose pieces are cut out of a marked stream; the others merge bytes. */
export const MARKED = {
  claude3: { straightensQuotes: true, capsFrom: 4 },
  "claude4.7": { straightensQuotes: false, capsFrom: Number.POSITIVE_INFINITY },
} as const satisfies Partial<Record<Family, MarkedRules>>;

export type MarkedFamily = keyof typeof MARKED;
export type MergedFamily = Exclude<Family, MarkedFamily>;

/** What a tokenizer does to a text before it merges bytes. */
interface FamilyRules {
  /** Changes that keep every UTF-16 offset. */
  readonly replace?: (text: string) => string;
  readonly normalization?: "NFC" | "NFKC";
  readonly splitter: (vocabulary: Vocabulary) => Splitter;
}

export const RULES: Record<MergedFamily, FamilyRules> = {
  o200k: { splitter: () => splitCasedWords({ digits: 3, contractions: true }) },
  cl100k: { splitter: () => splitWords({ digits: 3, wholeTail: true }) },
  gemma3: { replace: (text) => text.replaceAll("▁", " "), splitter: splitSentencePiece },
  llama3: { splitter: () => splitWords({ digits: 3, wholeTail: false }) },
  qwen3: { normalization: "NFC", splitter: () => splitWords({ digits: 1, wholeTail: false }) },
  deepseek_v3: { splitter: () => splitDeepseek },
  tekken: { splitter: () => splitCasedWords({ digits: 1, contractions: false }) },
  claude: { normalization: "NFKC", splitter: () => splitGpt2 },
};
