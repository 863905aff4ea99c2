import type { ProtectionReason } from "../../../../protocol/prompt.ts";
import type { Reason } from "../../../lexicon/words.ts";
import { isLeadIn } from "../../sentences/lead-ins.ts";
import type { Sentence } from "../../sentences/sentences.ts";
import type { Words } from "../../worth/word-features.ts";
import { framingsOf } from "./framing.ts";
import { filler, type Phrase } from "./phrase.ts";

/** The sentences that say nothing, without the marks that close them. O(text). */
export function emptySentences(words: Words, sentences: readonly Sentence[]): Phrase[] {
  const framings = framingsOf(words, sentences);
  return sentences.flatMap(({ first, end }, s) => {
    const reason = emptinessOf(words, sentences, s) ?? framings[s];
    while (words.atoms[end - 1]?.closing) end--;
    return reason ? [filler({ first, end }, reason)] : [];
  });
}

/** A sentence with one of these says something, however it is put; so does one with a figure. */
const TELLING: readonly ProtectionReason[] = ["condition", "quoted text", "identifier"];

/** Why a whole sentence says nothing; undefined where it says something, is announced, or announces what needs it. */
function emptinessOf({ atoms }: Words, sentences: readonly Sentence[], s: number): Reason | undefined {
  const { first, end, text, lexicon, isHeading, holdsFirm } = sentences[s]!;
  if (!lexicon || isHeading || holdsFirm || isAnnounced(sentences, s) || !mayLead(sentences, s)) return undefined;
  const isTelling =
    /\p{N}/u.test(text) || atoms.slice(first, end).some(({ guard }) => guard && TELLING.includes(guard));
  return isTelling ? undefined : lexicon.emptinessOf(text);
}

function isAnnounced(sentences: readonly Sentence[], s: number): boolean {
  return s > 0 && isLeadIn(sentences[s - 1]!.text);
}

/** Whether a sentence announces nothing, or a list that is told from what stands before it without it. */
function mayLead(sentences: readonly Sentence[], s: number): boolean {
  const { text, isItem } = sentences[s]!;
  return !isLeadIn(text) || (!isItem && sentences[s + 1]?.isItem === true && sentences[s - 1]?.isItem !== true);
}
