import * as l10n from "@vscode/l10n";
import type { Sentence } from "../../sentences/sentences.ts";
import type { Column } from "../../worth/word-features.ts";
import { Tier } from "../key.ts";

/** What becomes of a sentence when the target comes to it. */
export interface Verdict {
  readonly tier: Tier;
  /** Why it goes, as the user reads it. */
  readonly reason: string;
}

/** What was decided of each sentence, and how much it is worth; parallel arrays. */
export interface Judged {
  readonly verdicts: readonly Verdict[];
  readonly worth: Column;
  /** Whether it stays at any target. */
  readonly stays: readonly boolean[];
}

/**
 * What a sentence of instructions is to those who rely on the prompt. It is a rule, unless it says itself that it only
 * explains, and holds nothing of its own.
 */
export function instructionVerdict({ text, lexicon, isItem, isTelling }: Sentence): Verdict {
  if (lexicon?.isMust(text)) return { tier: Tier.must, reason: l10n.t("says what must or must never be done") };
  const explains = lexicon?.isTalk(text) && !isItem && !isTelling && !/[:：]\W*$/u.test(text);
  return explains
    ? { tier: Tier.talk, reason: l10n.t("only explains") }
    : { tier: Tier.rule, reason: l10n.t("a rule") };
}
