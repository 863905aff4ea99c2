import * as l10n from "@vscode/l10n";
import { firstIndex } from "../../../protocol/binary-search.ts";
import type { Prompt } from "../../prompt/parse.ts";
import type { Column, SentenceRange, Words } from "../worth/word-features.ts";
import { areAlike, type Example, examplesOf } from "./alike-examples.ts";
import { namedBelow } from "./named-below.ts";
import { nearIndex } from "./near-duplicates.ts";
import { type Meaning, type Statement, statementsOf } from "./statements.ts";
import { wishIndex } from "./wishes.ts";

const EXCERPT = 40;
/** How many examples of one answer are looked at: it bounds the work for a text of few answers. */
const MOST_ALTERNATIVES = 16;

/** A sentence or example that says again what another says. It goes whole. */
export interface Copy {
  /** What says the same, as the user reads it. */
  readonly reason: string;
}

/** What may be a copy. */
interface Freedom extends Meaning {
  readonly mayGo: (atom: number) => boolean;
}

/**
 * Finds the sentences that say again what another says: Zero-TPrune's second stage, which of the most similar tokens
 * drops the one that matters less, on sentences and by their words, since a cosine does not see that a number or a
 * "not" differs. Of two that say the same the fuller one is kept; of equally full ones that which `worth` values more;
 * of equals the first. So it is with few-shot examples that teach the same. All of a copy must be free to go. Returns
 * the copy that each atom belongs to. O(text).
 */
export function findCopies(
  prompt: Pick<Prompt, "text" | "passages" | "protections" | "parts">,
  words: Words,
  worth: Column,
  { mayGo, ...said }: Freedom,
): (Copy | undefined)[] {
  const { atoms } = words;
  const statements = statementsOf(prompt, words, said);
  const examples = examplesOf(statements);
  const judge = (ranges: readonly SentenceRange[]): Judgement => ({
    values: ranges.map((range) => mean(worth, range)),
    isLoose: (i) => isWhollyLoose(words, ranges[i]!, mayGo),
  });
  const copies = new Array<Copy | undefined>(atoms.length).fill(undefined);
  const lineAt = lineFinder(prompt.text);
  const name = (
    ranges: readonly SentenceRange[],
    keptFor: Int32Array,
    reasonFor: (line: number, said: string) => string,
  ) => {
    for (const [i, { first, end }] of ranges.entries()) {
      if (keptFor[i]! < 0) continue;
      const kept = ranges[lastOf(keptFor, i)]!;
      const { start } = atoms[kept.first]!;
      const said = excerpt(prompt.text.slice(start, atoms[kept.end - 1]!.end));
      copies.fill({ reason: reasonFor(lineAt(start), said) }, first, end);
    }
  };
  for (const comment of namedBelow(words)) {
    if (isWhollyLoose(words, comment, mayGo))
      copies.fill({ reason: l10n.t("says the same as the name below it") }, comment.first, comment.end);
  }
  const keptFor = pairUp(statements, judge(statements));
  restoreAntecedents(statements, keptFor);
  name(statements, keptFor, (line, said) => l10n.t("says the same as line {0}: “{1}”", line, said));
  name(examples, pairAlike(examples, judge(examples)), (line, said) =>
    l10n.t("teaches the same as line {0}: “{1}”", line, said),
  );
  return copies;
}

function excerpt(sentence: string): string {
  const line = sentence.replace(/\s+/g, " ");
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT - 1)}…` : line;
}

interface Judgement {
  readonly values: readonly number[];
  readonly isLoose: (statement: number) => boolean;
}

/** For each statement the one kept in its stead, or -1; that one may itself have gone in favour of a third. */
function pairUp(statements: readonly Statement[], { values, isLoose }: Judgement): Int32Array {
  const keptFor = new Int32Array(statements.length).fill(-1);
  const twinOf = new Int32Array(statements.length).fill(-1);
  const same = new Map<string, number>();
  const near = nearIndex(statements);
  const wishes = wishIndex();
  const keyIn = (scope: number | undefined, { words }: Statement) => `${scope} ${words.join(" ")}`;
  const keyOf = (statement: Statement) => keyIn(statement.scope, statement);
  /** What points back says the same only after the same. */
  const follower = (s: number) => {
    const next = (twinOf[s - 1] ?? -1) + 1;
    return next > 0 && keyOf(statements[next]!) === keyOf(statements[s]!) ? next : undefined;
  };
  /** Which of two may go, the lesser first. */
  const lesser = (a: number, b: number) => {
    const fuller = statements[a]!.words.length - statements[b]!.words.length;
    if (fuller !== 0) return fuller > 0 ? [b] : [a];
    return values[b]! > values[a]! ? [a, b] : [b, a];
  };
  for (const [s, statement] of statements.entries()) {
    const { wish } = statement;
    const fulfilling = wish && wishes.find(wish);
    if (wish && fulfilling === undefined) wishes.add(s, wish);
    if (fulfilling !== undefined && isLoose(s)) keptFor[s] = lastOf(keptFor, fulfilling);
    if (!statement.isFree || keptFor[s]! >= 0) continue;
    const key = keyOf(statement);
    const own = statement.points ? follower(s) : (same.get(key) ?? near.find(s));
    const found = own ?? (statement.wider === undefined ? undefined : same.get(keyIn(statement.wider, statement)));
    const twin = found === undefined ? undefined : lastOf(keptFor, found);
    if (twin !== undefined) {
      // What holds in a step may go in favour of what holds everywhere, not the other way round.
      const isNarrower = own === undefined;
      const options = isNarrower ? [s] : statement.points ? [keptFor[s - 1]! >= 0 ? s : twin] : lesser(twin, s);
      const copy = options.find(isLoose);
      twinOf[s] = twin;
      if (copy !== undefined) keptFor[copy] = copy === s ? twin : s;
      if (copy !== twin) continue;
    }
    same.set(key, s);
    near.add(s);
  }
  return keptFor;
}

/** For each example the one kept in its stead, or -1. */
function pairAlike(examples: readonly Example[], { values, isLoose }: Judgement): Int32Array {
  const keptFor = new Int32Array(examples.length).fill(-1);
  const byAnswer = new Map<string, number[]>();
  for (const [e, example] of examples.entries()) {
    const others = byAnswer.get(example.answer) ?? [];
    byAnswer.set(example.answer, others);
    const twin = others.find((other) => areAlike(examples[other]!, example));
    const copy = twin === undefined ? undefined : values[e]! > values[twin]! ? twin : e;
    if (copy !== undefined && isLoose(copy)) keptFor[copy] = copy === e ? twin! : e;
    if (copy === e) continue;
    others.push(e);
    if (others.length > MOST_ALTERNATIVES) others.shift();
  }
  return keptFor;
}

/** Takes back the copies that a statement rests on which stays. Changes `keptFor`. */
function restoreAntecedents(statements: readonly Statement[], keptFor: Int32Array): void {
  for (let s = statements.length - 2; s >= 0; s--) {
    const next = statements[s + 1]!;
    if (next.continues && next.points && keptFor[s + 1]! < 0) keptFor[s] = -1;
  }
}

function isWhollyLoose(words: Words, sentence: SentenceRange, mayGo: (atom: number) => boolean): boolean {
  for (let i = sentence.first; i < sentence.end; i++) {
    if (!mayGo(i) && !words.atoms[i]!.closing && !words.atoms[i]!.marker) return false;
  }
  return true;
}

/** The end of the chain of those kept in another's stead. It is shortened on the way, which makes all calls linear. */
function lastOf(keptFor: Int32Array, statement: number): number {
  let last = statement;
  while (keptFor[last]! >= 0) last = keptFor[last]!;
  for (let at = statement; at !== last; ) {
    const next = keptFor[at]!;
    keptFor[at] = last;
    at = next;
  }
  return last;
}

function mean(values: Column, { first, end }: SentenceRange): number {
  let sum = 0;
  for (let i = first; i < end; i++) sum += values[i]!;
  return sum / (end - first);
}

/** The number of the line of an offset, from 1. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => firstIndex(0, starts.length, (line) => starts[line]! > offset);
}
