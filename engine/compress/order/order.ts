import type { Task } from "../../../protocol/compression.ts";
import type { HeldProtection } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import type { Prompt } from "../../prompt/parse.ts";
import type { PartEmbedder, ScoredWord } from "../../salience/salience.ts";
import { taskOf } from "../advice/task.ts";
import type { Atom } from "../atoms/atoms.ts";
import { type Layout, layoutOf } from "../layout/layout.ts";
import type { Words } from "../worth/word-features.ts";
import { keptSpans } from "./asked-for.ts";
import { candidatesOf, freePhrases } from "./candidates.ts";
import { importanceOf } from "./importance.ts";
import { compareKeys, Tier, type Unit } from "./key.ts";
import { knownOf, type OrderOptions } from "./known.ts";
import { isAlmostData, keepMessages } from "./messages.ts";
import { joinSamePrompts } from "./same-prompts.ts";
import { type Bond, bondUnits, sequenceOf } from "./ties/bonds.ts";
import { leaningBonds } from "./ties/leanings.ts";
import { tiesOf } from "./ties/ties.ts";
import { unparted } from "./units.ts";
import { taskBonds } from "./verdicts/examples.ts";

/** The language of fewer words is not told. */
const SAYING = 5;

/** In what order the units of a prompt may go. What every target takes is a prefix of it. */
export interface Order {
  readonly atoms: readonly Atom[];
  /** How they stand in the text. */
  readonly layout: Layout;
  /** In the order of their keys, the first to go first. */
  readonly units: readonly Unit[];
  /** What may not go without what else, in any subset of them either. */
  readonly bonds: readonly Bond[];
  /** How many go at any target, since the prompt itself says so. */
  readonly required: number;
  /** How many trim takes. */
  readonly trimmed: number;
  /** How many squeeze may take: beyond them rules begin to go. */
  readonly limit: number;
  /** The phrases of which the comma stays, by their last atoms. */
  readonly commas: ReadonlySet<number>;
  /** The phrases that take the comma before them along, by their first atoms. */
  readonly parentheses: ReadonlySet<number>;
  /** How important each atom is, 0 to 1. */
  readonly importance: Float64Array;
  /** What kind of task the prompt sets, where it tells. */
  readonly task?: Task;
  /** What no target touches, and what goes only with its sentence; sorted by start. */
  readonly protections: readonly HeldProtection[];
  /** Whether some of it is in a language that the engine knows too little of: there, whole sentences go. */
  readonly isForeign: boolean;
}

/**
 * Orders all that may go of a prompt into units with explicit keys: reads the prompt, gathers what may go, puts it in
 * order, and binds what cannot go alone. The only model calls are the sentences' embeddings, with a question.
 * O(text log text).
 */
export async function orderOf(
  prompt: Prompt,
  scored: readonly (readonly ScoredWord[])[],
  embedder: PartEmbedder,
  options: OrderOptions = {},
): Promise<Order> {
  const known = await knownOf(prompt, scored, embedder, options);
  const { question, strength, held, words, sentences, asked, examples, reckons } = known;
  const phrases = freePhrases(known);
  const protections = [...held, ...onRequest(prompt, words, asked, options.force)].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
  const layout = layoutOf(prompt, words.atoms, protections);
  const firm = held.filter(({ hold }) => hold === "firm");
  const isData = isAlmostData(prompt);
  const apart = keepMessages(
    prompt,
    words,
    // Of what may be data, nothing but filler goes.
    joinSamePrompts(prompt, words.atoms, unparted(candidatesOf(known, phrases), words.atoms, firm))
      .filter(({ key }) => key.tier <= Tier.filler || !isData)
      .sort((a, b) => compareKeys(a.key, b.key)),
  );
  const sequence = sequenceOf(words.atoms, layout, apart);
  const ties = tiesOf(prompt, sequence, [
    ...leaningBonds(sentences, sequence, apart, question !== undefined),
    ...taskBonds(sentences, examples, sequence, apart),
  ]);
  const sorted = bondUnits(sequence, ties, apart);
  const upTo = (tier: Tier) => sorted.findLastIndex(({ key }) => key.tier <= tier) + 1;
  const task = question ? "question" : taskOf(prompt, reckons);
  return {
    atoms: words.atoms,
    layout,
    units: sorted,
    bonds: ties.bonds,
    required: 0,
    trimmed: upTo(Tier.filler),
    limit: upTo(strength === "strict" ? Tier.filler : strength === "normal" ? Tier.example : Tier.must),
    commas: new Set(phrases.filter(({ leavesComma }) => leavesComma).map(({ end }) => end - 1)),
    parentheses: new Set(phrases.filter(({ takesComma }) => takesComma).map(({ first }) => first)),
    importance: importanceOf(words, sorted),
    ...(task && { task }),
    protections,
    isForeign: sentences.some(({ first, end, mayGo, lexicon }) => mayGo && !lexicon && end - first >= SAYING),
  };
}

function onRequest(
  prompt: Prompt,
  { atoms }: Words,
  asked: readonly boolean[],
  force: readonly string[] = [],
): HeldProtection[] {
  const spans: Span[] = [...atoms.filter((_, i) => asked[i]), ...keptSpans(prompt, force)];
  return spans.map(({ start, end }) => ({ start, end, reason: "kept on request", hold: "firm" }));
}
