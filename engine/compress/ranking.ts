import type { Controls, Strength, Task } from "../../protocol/compression.ts";
import type { HeldProtection } from "../../protocol/prompt.ts";
import type { Span } from "../../protocol/span.ts";
import type { Prompt } from "../prompt/parse.ts";
import type { PartEmbedder, ScoredWord } from "../salience/salience.ts";
import { taskOf } from "./advice/task.ts";
import { type Atom, atomsOf } from "./atoms/atoms.ts";
import { heldProtections } from "./atoms/guards.ts";
import { askedFor, forcedSpans } from "./binding/asked-for.ts";
import { bind } from "./binding/binding.ts";
import { type Demands, weighGuards } from "./binding/constraints.ts";
import { lastWords } from "./binding/last-words.ts";
import { bindNegations } from "./binding/negation.ts";
import { findCopies } from "./redundancy/redundancy.ts";
import { agree } from "./worth/agreement.ts";
import { fillerOf } from "./worth/filler.ts";
import { keepModel, logOdds, logProbability } from "./worth/keep-model.ts";
import { asksToReckon, keepForReckoning } from "./worth/quantities.ts";
import { questionColumns } from "./worth/question-features.ts";
import { bridges, type Column, describeWords, phrases, type Words, wordColumns } from "./worth/word-features.ts";

/** How much of a sentence's rank its words decide, against its nearness to the question. Chosen by cross-validation. */
const WORD_SHARE = 0.6;
/** How far the words of a phrase share one value, so that they stay together. */
const SMOOTHING = 0.85;
/** How much less than its neighbours, in the mean, a function word between two words is worth at least. */
const BRIDGE = 0.3;

/** What filler ranks below everything else by, and what is said twice below that. */
const FIRST = -100_000;
const COPY = 10 * FIRST;

const NONE: Demands = { terms: [], verbatim: [] };

/** The order in which the atoms of a prompt may go. Every retention is a prefix of it. */
export interface Ranking {
  readonly atoms: readonly Atom[];
  /** Indices of the removable atoms, the first to go first. */
  readonly order: Int32Array;
  /** How many of `order` may go together, rising to all: a sentence that goes whole is one step. */
  readonly steps: Int32Array;
  /** How many of the steps go at any budget, since the prompt itself says so. */
  readonly required: number;
  /** How many at the head of `order` go for nothing: they only say again what stays, or they are required to go. */
  readonly free: number;
  /** Why each atom may go, as the user reads it. */
  readonly reasons: readonly string[];
  /** What kind of task the prompt sets, where it tells. */
  readonly task?: Task;
  /** What no budget touches, and what goes only with its sentence; sorted by start. */
  readonly protections: readonly HeldProtection[];
}

/** What the ranking is to serve. */
export interface RankOptions extends Controls {
  /** What the prompt is to answer; without one the document itself decides. */
  readonly question?: string;
}

/**
 * Ranks all that may go. With a question: by how likely a sentence holds the answer and a word belongs to it. Without:
 * by how likely a word answers any question. The only model calls are the sentences' embeddings, with a question.
 */
export async function rank(
  prompt: Prompt,
  scored: readonly (readonly ScoredWord[])[],
  embedder: PartEmbedder,
  options: RankOptions = {},
): Promise<Ranking> {
  const { text } = prompt;
  const { question, strength = "normal" } = options;
  const held = heldProtections(prompt, strength);
  const firm = held.filter((p) => p.hold === "firm");
  const words = describeWords(atomsOf(prompt, firm, scored));
  const { keep, demands } = question
    ? { keep: await keepForQuestion(prompt, words, question, embedder), demands: NONE }
    : keepByItself(prompt, words, strength);
  bindNegations(words, keep);
  const filler = fillerOf(text, words);
  const { unitOf, stays } = bind(prompt, words, keep, { strength, demands, asks: question !== undefined });
  const asked = askedFor(text, words, options);
  const reckons = asksToReckon(words);
  const task = question ? "question" : taskOf(prompt, reckons);
  const copies =
    reckons && !question
      ? []
      : findCopies(prompt, words, keep, {
          says: (i) => !filler[i],
          mayGo: (i) => words.atoms[i]!.removable && !asked[i],
        });
  for (const i of words.atoms.keys()) {
    if (copies[i]) keep[i] = COPY;
    else if (filler[i]) keep[i] = FIRST + keep[i]!;
  }
  const lastWord = lastWords(prompt, words, keep);
  const isFixed = (i: number) =>
    asked[i] || lastWord[i] || (stays[i] && words.atoms[i]!.removable && !filler[i] && !copies[i]);
  // A mark that was asked for stays when its sentence goes.
  const atoms = words.atoms.map((atom, i) =>
    isFixed(i) ? { ...atom, closing: false, marker: false, removable: false } : atom,
  );
  const mayGo = Int32Array.from(atoms.keys()).filter((i) => atoms[i]!.removable);
  const order = mayGo.sort((a, b) => keep[a]! - keep[b]! || b - a);
  const isStep = (rank: number) => {
    const [last, next] = [order[rank - 1]!, order[rank]];
    if (next === undefined) return true;
    if (copies[last]) return copies[last] !== copies[next];
    return unitOf[last] === -1 || unitOf[last] !== unitOf[next] || filler[last] !== undefined;
  };
  const fixed = words.atoms.flatMap((atom, i): HeldProtection[] => {
    if (!isFixed(i)) return [];
    if (asked[i]) return [{ start: atom.start, end: atom.end, reason: "kept on request", hold: "firm" }];
    return [{ ...withoutMarks(atom), reason: lastWord[i] ? "message" : (atom.guard ?? "rule"), hold: "firm" }];
  });
  const forced = forcedSpans(text, options.force ?? []).map(
    (span): HeldProtection => ({ ...span, reason: "kept on request", hold: "firm" }),
  );
  return {
    atoms,
    order,
    steps: Int32Array.from(order, (_, i) => i + 1).filter(isStep),
    required: 0,
    free: order.filter((i) => copies[i]).length,
    reasons: reasonsOf(words, filler, question).map((reason, i) => copies[i]?.reason ?? reason),
    ...(task && { task }),
    protections: [...held, ...fixed, ...forced].sort((a, b) => a.start - b.start || a.end - b.end),
  };
}

async function keepForQuestion(
  prompt: Prompt,
  words: Words,
  question: string,
  embedder: PartEmbedder,
): Promise<Column> {
  const { word, sentence } = keepModel();
  const agreement = await agree(prompt.text, words, question, embedder);
  const asked = questionColumns(prompt.text, words, question, agreement);
  const columns = { ...wordColumns(words), ...asked.words };
  const bySentence = logOdds(sentence, asked.sentences, words.sentences.length).map(logProbability);
  const likely = smoothed(words, logOdds(word, columns, words.atoms.length).map(logProbability));
  const byWord = bridged(words, withAsked(words, asked.isAsked, bySentence, likely));
  return byWord.map((value, i) => bySentence[words.sentenceOf[i]!]! + WORD_SHARE * value);
}

/**
 * Without a question from outside: a word problem by its quantities, any other prompt by what it says and demands. With
 * the values, which atoms are the terms of an instruction.
 */
function keepByItself(
  { text }: Prompt,
  words: Words,
  strength: Strength,
): { readonly keep: Column; readonly demands: Demands } {
  const keep = smoothed(words, logOdds(keepModel().document, wordColumns(words), words.atoms.length));
  if (asksToReckon(words)) return { keep: keepForReckoning(words, keep), demands: NONE };
  return { keep, demands: weighGuards(text, words, keep, strength) };
}

/** A word without the punctuation around it, which may go with its neighbours. */
function withoutMarks({ start, text }: Atom): Span {
  const [before = ""] = /^\p{P}*(?=[^\p{P}])/u.exec(text) ?? [];
  const word = text.slice(before.length).replace(/(?<=[^\p{P}])\p{P}+$/u, "");
  return { start: start + before.length, end: start + before.length + word.length };
}

function smoothed(words: Words, values: Column): Column {
  const shared = values.slice();
  for (const { first, end } of phrases(words)) {
    let mean = 0;
    for (let i = first; i < end; i++) mean += values[i]! / (end - first);
    for (let i = first; i < end; i++) shared[i] = SMOOTHING * mean + (1 - SMOOTHING) * values[i]!;
  }
  return shared;
}

/**
 * In the sentence that is likeliest to answer, the words of the question are worth at least the lower quartile of its
 * words of content: "Berlin is the capital of Germany" must not become "Berlin is the of Germany".
 */
function withAsked(
  { sentences, functions }: Words,
  isAsked: readonly boolean[],
  bySentence: Column,
  values: Column,
): Column {
  const held = values.slice();
  const best = sentences[bySentence.indexOf(bySentence.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY))];
  if (!best) return held;
  const content = values.subarray(best.first, best.end).filter((_, i) => !functions[best.first + i]);
  const least = content.sort()[Math.floor(content.length / 4)] ?? 0;
  for (let i = best.first; i < best.end; i++) if (isAsked[i]) held[i] = Math.max(held[i]!, least);
  return held;
}

/** "from 1986 to 2013", "method of locomotion": a function word stays with the words on both sides of it. */
function bridged(words: Words, values: Column): Column {
  const held = values.slice();
  for (const i of bridges(words)) held[i] = Math.max(values[i]!, (values[i - 1]! + values[i + 1]!) / 2 - BRIDGE);
  return held;
}

function reasonsOf(words: Words, filler: readonly (string | undefined)[], question: string | undefined): string[] {
  const content = question ? "far from the question" : "low information";
  return words.functions.map((kind, i) => {
    if (filler[i]) return `filler: ${filler[i]}`;
    return kind ? `${kind}: the reader restores it` : content;
  });
}
