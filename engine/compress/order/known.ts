import type { Controls } from "../../../protocol/compression.ts";
import type { HeldProtection } from "../../../protocol/prompt.ts";
import type { Prompt } from "../../prompt/parse.ts";
import type { PartEmbedder, ScoredWord } from "../../salience/salience.ts";
import { atomsOf } from "../atoms/atoms.ts";
import { heldProtections } from "../atoms/guards.ts";
import { denials } from "../sentences/negation.ts";
import { type Sentence, sentencesOf } from "../sentences/sentences.ts";
import { asksToReckon } from "../worth/reckoning.ts";
import { describeWords, type Words } from "../worth/word-features.ts";
import { type Worth, worthOf } from "../worth/worth.ts";
import { askedFor } from "./asked-for.ts";
import { type ExampleUnit, exampleUnits } from "./verdicts/examples.ts";
import type { Verdict } from "./verdicts/verdict.ts";
import { verdictsOf } from "./verdicts/verdicts.ts";

/** What the order is to serve. */
export interface OrderOptions extends Controls {
  /** What the prompt is to answer; without one the document itself decides. */
  readonly question?: string;
}

/** What is known of a prompt, by atom and by sentence, before anything of it is chosen to go. */
export interface Known {
  readonly prompt: Prompt;
  readonly question: string | undefined;
  readonly strength: NonNullable<Controls["strength"]>;
  /** What no target touches, and what goes only with its sentence. */
  readonly held: readonly HeldProtection[];
  readonly words: Words;
  readonly sentences: readonly Sentence[];
  readonly worth: Worth;
  /** Which atoms the user asked to keep. */
  readonly asked: readonly boolean[];
  /** Whether all of it is a problem to be calculated. */
  readonly reckons: boolean;
  /** Examples that repeat others. */
  readonly examples: readonly ExampleUnit[];
  /** Whether nothing inside of a sentence may go: the answers that a model is to learn are what they are. */
  readonly isWhole: readonly boolean[];
  /** Which atoms are denied. Where no question decides what matters, what is denied must stay denied. */
  readonly isDenied: readonly boolean[];
  /** What becomes of each sentence when the target comes to it. */
  readonly verdicts: readonly Verdict[];
  /** Whether a sentence is what the prompt works on. */
  readonly isMaterial: readonly boolean[];
}

/** Reads a prompt. The only model calls are the sentences' embeddings, with a question. O(text log text). */
export async function knownOf(
  prompt: Prompt,
  scored: readonly (readonly ScoredWord[])[],
  embedder: PartEmbedder,
  options: OrderOptions,
): Promise<Known> {
  const { question, strength = "normal" } = options;
  const held = heldProtections(prompt, strength);
  const firm = held.filter(({ hold }) => hold === "firm");
  const words = describeWords(atomsOf(prompt, firm, scored));
  const sentences = sentencesOf(prompt, words);
  const reckons = question === undefined && asksToReckon(words);
  const examples = exampleUnits(prompt, words, sentences);
  const inExample = new Set(examples.flatMap((example) => example.sentences));
  const isDenied = question === undefined ? denials(words) : [];
  return {
    prompt,
    question,
    strength,
    held,
    words,
    sentences,
    worth: await worthOf(prompt.text, words, question, embedder),
    asked: askedFor(prompt, words, options),
    reckons,
    examples,
    isWhole: sentences.map(({ role, isToRepeat }, s) => role === "assistant" || isToRepeat || inExample.has(s)),
    isDenied,
    ...verdictsOf(prompt, words, sentences, { question, reckons, isDenied }),
  };
}
