import type { Controls, Task } from "../../../protocol/compression.ts";
import type { HeldProtection } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import type { Prompt } from "../../prompt/parse.ts";
import type { PartEmbedder, ScoredWord } from "../../salience/salience.ts";
import { taskOf } from "../advice/task.ts";
import { findCopies } from "../redundancy/redundancy.ts";
import { type Atom, atomsOf } from "../units/atoms.ts";
import { heldProtections } from "../units/guards.ts";
import { asksToReckon } from "../worth/quantities.ts";
import { describeWords, type Words } from "../worth/word-features.ts";
import { worthOf } from "../worth/worth.ts";
import { askedFor, forcedSpans } from "./asked-for.ts";
import { detailsOf } from "./details.ts";
import { exampleUnits } from "./examples.ts";
import { compareKeys, Tier, type Unit } from "./key.ts";
import { leadIns, withLeadIns } from "./lead-ins.ts";
import { keepMessages } from "./messages.ts";
import { denials } from "./negation.ts";
import { type Phrase, phrasesOf } from "./phrases.ts";
import { materialOf } from "./register.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";
import { standingOf, type Verdict } from "./standing.ts";
import { singleWords } from "./telegram.ts";
import { copyUnits, detailUnits, phraseUnits, wholeUnits } from "./units.ts";

/** In what order the units of a prompt may go. What every budget takes is a prefix of it. */
export interface Order {
  readonly atoms: readonly Atom[];
  /** By their keys, the first to go first. */
  readonly units: readonly Unit[];
  /** How many go at any budget, since the prompt itself says so. */
  readonly required: number;
  /** How many trim takes. */
  readonly trimmed: number;
  /** How many squeeze may take: beyond them rules begin to go. */
  readonly limit: number;
  /** The phrases of which the comma stays, by their last atoms. */
  readonly commas: ReadonlySet<number>;
  /** The phrases that take the comma before them along, by their first atoms. */
  readonly parentheses: ReadonlySet<number>;
  /** What kind of task the prompt sets, where it tells. */
  readonly task?: Task;
  /** What no budget touches, and what goes only with its sentence; sorted by start. */
  readonly protections: readonly HeldProtection[];
  /** Whether some of it is in a language that the engine knows too little of: there, whole sentences go. */
  readonly isForeign: boolean;
}

/** What the order is to serve. */
export interface OrderOptions extends Controls {
  /** What the prompt is to answer; without one the document itself decides. */
  readonly question?: string;
}

/**
 * Orders all that may go of a prompt into units with explicit keys. The only model calls are the sentences' embeddings,
 * with a question. O(text log text).
 */
export async function orderOf(
  prompt: Prompt,
  scored: readonly (readonly ScoredWord[])[],
  embedder: PartEmbedder,
  options: OrderOptions = {},
): Promise<Order> {
  const { question, strength = "normal" } = options;
  const held = heldProtections(prompt, strength);
  const words = describeWords(
    atomsOf(
      prompt,
      held.filter((p) => p.hold === "firm"),
      scored,
    ),
  );
  const sentences = sentencesOf(prompt, words);
  const worth = await worthOf(prompt.text, words, question, embedder);
  const asked = askedFor(prompt.text, words, options);
  const reckons = question === undefined && asksToReckon(words);
  const examples = exampleUnits(prompt, words, sentences);
  const inExample = new Set(examples.flatMap((example) => example.sentences));
  /** Whether nothing inside of a sentence may go: the answers that a model is to learn are what they are. */
  const isWhole = sentences.map(({ role, isToRepeat }, s) => role === "assistant" || isToRepeat || inExample.has(s));
  const phrases = phrasesOf(prompt, words, sentences).filter(
    ({ first, end }) => !isWhole[words.sentenceOf[first]!] && !asked.slice(first, end).some(Boolean),
  );
  const copies = reckons
    ? []
    : findCopies(prompt, words, worth.words, {
        says: saysSomething(words, phrases),
        mayGo: (i) => words.atoms[i]!.removable && !asked[i] && !isWhole[words.sentenceOf[i]!],
      });
  const material = materialOf(prompt, sentences, question !== undefined);
  const standing = withLeadIns(leadIns(prompt, words), {
    verdicts: sentences.map((sentence, s): Verdict => {
      if (reckons) return { tier: Tier.Must, reason: "a part of what is to be reckoned" };
      if (asksThePrompt(words, sentence)) return { tier: Tier.Must, reason: "what the prompt asks" };
      if (material[s]) return { tier: Tier.Material, reason: question ? "far from the question" : "tells little" };
      return standingOf(sentence);
    }),
    worth: worth.sentences,
    stays: sentences.map(
      ({ first, end, role, holdsFirm }) => role === "assistant" || holdsFirm || asked.slice(first, end).some(Boolean),
    ),
  });
  const taken = new Uint8Array(words.atoms.length);
  const take = (units: readonly Unit[]) => {
    for (const { atoms } of units) for (const i of atoms) taken[i] = 1;
    return units;
  };
  const isFree = (i: number) => words.atoms[i]!.removable && !taken[i];
  const isDenied = question === undefined ? denials(words) : [];
  const units = [
    ...take(copyUnits(copies)),
    ...take(phraseUnits(phrases.filter(({ first }) => !copies[first]))),
    ...take(
      sentences.flatMap((sentence, s) => {
        if (!material[s] || standing.stays[s] || isWhole[s] || !sentence.hasGrammar) return [];
        const details = detailsOf(words, sentence, worth.words, (i) => isDenied[i] === true || !isFree(i));
        // What they hang on goes last.
        standing.worth[s] = details.reduce((most, detail) => Math.max(most, detail.worth), standing.worth[s]!);
        return detailUnits(details, standing.verdicts[s]!);
      }),
    ),
    ...wholeUnits(sentences, { ...standing, groups: examples, isFree }),
  ];
  const bound = strength === "light" ? singleWords(words, worth.words, units) : units;
  const sorted = keepMessages(
    prompt,
    words,
    bound.sort((a, b) => compareKeys(a.key, b.key)),
  );
  const upTo = (tier: Tier) => sorted.findLastIndex(({ key }) => key.tier <= tier) + 1;
  const task = question ? "question" : taskOf(prompt, reckons);
  return {
    atoms: words.atoms,
    units: sorted,
    required: 0,
    trimmed: upTo(Tier.Filler),
    limit: upTo(strength === "strict" ? Tier.Filler : strength === "normal" ? Tier.Example : Tier.Must),
    commas: new Set(phrases.filter(({ leavesComma }) => leavesComma).map(({ end }) => end - 1)),
    parentheses: new Set(phrases.filter(({ takesComma }) => takesComma).map(({ first }) => first)),
    ...(task && { task }),
    protections: [...held, ...onRequest(prompt.text, words, asked, options.force)].sort(
      (a, b) => a.start - b.start || a.end - b.end,
    ),
    isForeign: sentences.some(({ mayGo, lexicon }) => mayGo && !lexicon),
  };
}

/** Whether a sentence is what the prompt asks. */
function asksThePrompt({ atoms }: Words, { first, end }: Sentence): boolean {
  return atoms.slice(first, end).some(({ guard }) => guard === "question");
}

/** Whether an atom says anything, so that two sentences without it may still differ. */
function saysSomething({ atoms }: Words, phrases: readonly Phrase[]): (atom: number) => boolean {
  const says = atoms.map(() => true);
  for (const { first, end, tier } of phrases) if (tier === Tier.Filler) says.fill(false, first, end);
  return (atom) => says[atom]!;
}

function onRequest(
  text: string,
  { atoms }: Words,
  asked: readonly boolean[],
  force: readonly string[] = [],
): HeldProtection[] {
  const spans: Span[] = [...atoms.filter((_, i) => asked[i]), ...forcedSpans(text, force)];
  return spans.map(({ start, end }) => ({ start, end, reason: "kept on request", hold: "firm" }));
}
