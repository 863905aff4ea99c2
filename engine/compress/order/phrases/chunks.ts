import { once } from "../../../../protocol/once.ts";
import { english, type FunctionClass } from "../../../lexicon/words.ts";
import { functionClass } from "../../atoms/terms.ts";
import { BREAKS_PHRASE, type SentenceRange, type Words } from "../../worth/word-features.ts";

/** How many words of content say what is done and to what: "write an email". */
const VERB_AND_OBJECT = 2;
const OPENS_BRACKET = /^\(/;
/** With the comma of the clause around it. */
const CLOSES_BRACKET = /\)[,;:]?$/;

/** A stretch of a sentence by its grammar; which of them may go, `details.ts` says. */
export interface Chunk extends SentenceRange {
  /** Whether a clause begins with it: it has a verb and its object. */
  readonly isHead: boolean;
}

/**
 * The chunks of a sentence: each begins after a comma or with a preposition, conjunction or question word, and goes on
 * until the clause that it opens has its verb. A head is at the sentence's beginning, or after the comma of a clause
 * before it.
 */
export function chunksOf(words: Words, { first, end }: SentenceRange, verbs: ReadonlySet<string>): Chunk[] {
  const { atoms, functions } = words;
  const chunks: (Chunk & { end: number })[] = [];
  // With nothing behind it, as in "bring it in", it belongs to its verb.
  const isParticle = (i: number) => BREAKS_PHRASE.test(atoms[i]!.text) || i + 1 === end || atoms[i + 1]!.closing;
  const isCompound = (i: number) =>
    i >= first && i + 1 < end && compounds().has(`${atoms[i]!.term} ${atoms[i + 1]!.term}`);
  const isJoint = (i: number) =>
    functions[i] === "conjunction" ||
    functions[i] === "question word" ||
    isCompound(i) ||
    (functions[i] === "preposition" && !isParticle(i) && !LEANING.includes(functions[i - 1]) && !isCompound(i - 1));
  const isVerb = verbsOf(words, { first, end }, verbs);
  const joins = clauseJoints(words, { first, end }, isVerb);
  const isInner = new Uint8Array(end - first);
  for (const range of brackets(words, { first, end })) isInner.fill(1, range.first - first, range.end - first);
  let content = 0;
  /** How many clauses that are open have no verb yet. */
  let open = 0;
  /** Whether the chunk is a clause between commas, as in "the mill, which is old, turns": behind it the one before goes on. */
  let isBetween = false;
  for (let i = first; i < end; i++) {
    const current = chunks.at(-1);
    if (current && isInner[i - first]) {
      current.end = i + 1;
      continue;
    }
    const isAfterMark = i > first && BREAKS_PHRASE.test(atoms[i - 1]!.text);
    // "If it is wrong, ...": what it is a condition of comes after the comma.
    const isConsequence = isAfterMark && chunks.length === 1 && isJoint(first);
    const isHead = !current || isConsequence || (isAfterMark && isBetween && !isJoint(i));
    const isOpen = open > 0 || (current?.isHead && content < VERB_AND_OBJECT);
    const isTail = !isOpen && content > 0 && (isAfterMark || (isJoint(i) && atoms[i]!.term !== "of"));
    const opens =
      functions[i] === "question word" || (functions[i] === "conjunction" && !wordConjunctions().has(atoms[i]!.term));
    if (isHead || (isTail && !atoms[i]!.closing)) {
      chunks.push({ first: i, end: i + 1, isHead });
      if (isAfterMark) isBetween = functions[i] === "question word";
      content = 0;
      open = Number(isHead || opens || joins.has(i) || SEMICOLON.test(atoms[i - 1]!.text));
    } else {
      current!.end = i + 1;
      if (opens && open > 0) open++;
    }
    if (isVerb.has(i)) open = Math.max(0, open - 1);
    // "It is located" does not say where: its verb is both words.
    const isParticiple = functions[i - 1] === "auxiliary" && PAST.test(atoms[i]!.term);
    if (functions[i] === "auxiliary" && chunks.at(-1)!.isHead) content = 1;
    else if (!functions[i] && !atoms[i]!.closing && !isParticiple) content++;
  }
  return chunks;
}

const PAST = /[^e]ed$/;
const SEMICOLON = /;["'”’]*$/;
/** What does not end a chunk. */
const LEANING: readonly (FunctionClass | undefined)[] = ["article", "preposition"];
const compounds = once(() => new Set(english().compoundPrepositions));
const wordConjunctions = once(() => new Set(english().wordConjunctions));

/** Which words of a sentence are the verb of a clause, by index of the atom. */
function verbsOf({ atoms, functions }: Words, { first, end }: SentenceRange, verbs: ReadonlySet<string>): Set<number> {
  const found = new Set<number>();
  let isAuxiliaryAhead = false;
  for (let i = end - 1; i >= first; i--) {
    const { term, text } = atoms[i]!;
    if (BREAKS_PHRASE.test(text) || functions[i] === "question word") isAuxiliaryAhead = false;
    const isInfinitive = i > first && atoms[i - 1]!.term === "to";
    if (functionClass(term.split(" ")[0]!) === "auxiliary" && !isInfinitive) {
      found.add(i);
      isAuxiliaryAhead = true;
    }
    if (i === first || LEANING.includes(functions[i - 1])) continue;
    // In "the heat required for boiling is", "required" is none.
    if (verbs.has(term) ? term.endsWith("s") || !isAuxiliaryAhead : PAST.test(term) && !isAuxiliaryAhead) found.add(i);
  }
  return found;
}

/** Which conjunctions join a clause to the one before, not words: a verb follows before the next comma. */
function clauseJoints(
  { atoms, functions }: Words,
  { first, end }: SentenceRange,
  verbs: ReadonlySet<number>,
): Set<number> {
  const found = new Set<number>();
  let isVerbAhead = false;
  for (let i = end - 1; i >= first; i--) {
    if (BREAKS_PHRASE.test(atoms[i]!.text)) isVerbAhead = false;
    if (functions[i] === "conjunction" && isVerbAhead) found.add(i);
    if (verbs.has(i)) isVerbAhead = true;
  }
  return found;
}

/** What stands in brackets within a range, behind other words. */
export function brackets({ atoms }: Words, { first, end }: SentenceRange): SentenceRange[] {
  const found: SentenceRange[] = [];
  let open: number | undefined;
  for (let i = first + 1; i < end; i++) {
    if (OPENS_BRACKET.test(atoms[i]!.text)) open ??= i;
    if (open === undefined || !CLOSES_BRACKET.test(atoms[i]!.text)) continue;
    found.push({ first: open, end: i + 1 });
    open = undefined;
  }
  return found;
}
