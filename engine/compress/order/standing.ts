import { Tier } from "./key.ts";
import type { Sentence } from "./sentences.ts";

/** What becomes of a sentence when the budget comes to it. */
export interface Verdict {
  readonly tier: Tier;
  /** Why it goes, as the user reads it. */
  readonly reason: string;
}

/** What a sentence of instructions is to those who rely on the prompt. What the engine cannot read is a rule. */
export function standingOf({ text, lexicon, isItem, isTelling }: Sentence): Verdict {
  if (!lexicon) return { tier: Tier.Rule, reason: "a rule" };
  if (lexicon.isMust(text)) return { tier: Tier.Must, reason: "says what must or must never be done" };
  if (!isItem && lexicon.isTalk(text)) return { tier: Tier.Talk, reason: "asks for nothing" };
  const isRule =
    isItem ||
    isTelling ||
    /[:：]\W*$/u.test(text) ||
    lexicon.demands(text) ||
    lexicon.isCommand(text) ||
    lexicon.isRole(text);
  return isRule ? { tier: Tier.Rule, reason: "a rule" } : { tier: Tier.Talk, reason: "asks for nothing" };
}
