import * as l10n from "@vscode/l10n";
import { overlapTester, union } from "../../../../protocol/span.ts";
import { lastExchanges } from "../../../prompt/chat-examples.ts";
import type { Prompt } from "../../../prompt/parse.ts";
import type { Sentence } from "../../sentences/sentences.ts";
import type { Words } from "../../worth/word-features.ts";
import { Tier } from "../key.ts";
import { materialOf } from "./register.ts";
import { instructionVerdict, type Verdict } from "./verdict.ts";

/** What is known of a prompt before it is told what becomes of its sentences. */
interface Grounds {
  readonly question: string | undefined;
  /** Whether all of it is a problem to be calculated. */
  readonly reckons: boolean;
  /** Which atoms are denied; where a question decides what matters, none. */
  readonly isDenied: readonly boolean[];
}

/** What becomes of each sentence when the target comes to it, and whether it is what the prompt works on. */
export function verdictsOf(
  prompt: Prompt,
  words: Words,
  sentences: readonly Sentence[],
  { question, reckons, isDenied }: Grounds,
): { verdicts: Verdict[]; isMaterial: boolean[] } {
  const tellsLittle: Verdict = {
    tier: Tier.material,
    reason: question ? l10n.t("far from the question") : l10n.t("tells little"),
  };
  const shows = overlapTester(union(prompt.protections.filter(({ reason }) => reason === "example")));
  const isLast = overlapTester(union(lastExchanges(prompt.messages ?? [])));
  const isMaterial = materialOf(prompt, sentences, question !== undefined).map(
    // The only example of something is no part of what the prompt works on.
    (is, s) => is && (question !== undefined || !shows(words.atoms[sentences[s]!.first]!)),
  );
  const verdicts = sentences.map((sentence, s): Verdict => {
    if (reckons) return { tier: Tier.must, reason: l10n.t("part of what is to be calculated") };
    if (asksThePrompt(words, sentence)) return { tier: Tier.must, reason: l10n.t("what the prompt asks") };
    if (isLast(words.atoms[sentence.first]!))
      return { tier: Tier.must, reason: l10n.t("part of an exchange that shows how to answer") };
    const denies = isDenied.slice(sentence.first, sentence.end).some(Boolean);
    if (isMaterial[s] && denies) return { tier: Tier.rule, reason: l10n.t("says what is not so") };
    return isMaterial[s] ? tellsLittle : instructionVerdict(sentence);
  });
  return { verdicts, isMaterial };
}

/** Whether a sentence is what the prompt asks. */
function asksThePrompt({ atoms }: Words, { first, end }: Sentence): boolean {
  return atoms.slice(first, end).some(({ guard }) => guard === "question");
}
