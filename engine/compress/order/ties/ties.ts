import { isData } from "../../../../protocol/formats.ts";
import { overlapTester, type Span, union } from "../../../../protocol/span.ts";
import { insteadOfMessages } from "../../../prompt/formats/yaml.ts";
import type { Prompt } from "../../../prompt/parse.ts";
import { insteadOfKey } from "../../../prompt/reading/front-matter.ts";
import { CharacterClass, characterClass } from "../../../prompt/text/characters.ts";
import { COMMAS } from "../../atoms/commas.ts";
import { Gap } from "../../layout/gaps.ts";
import type { Line } from "../../layout/lines.ts";
import { bracketsOf, quotePairs } from "../../layout/pairs.ts";
import { isAlmostData, isOneText } from "../messages.ts";
import { blockBonds, itemBonds, mayHeadTable } from "./block-bonds.ts";
import type { Bond, Sequence, Ties } from "./bonds.ts";

/**
 * What of a prompt must not go without what else: no bracket without its partner, no first line of an item without the
 * others, and no words without those behind them that would open a block in their place. What goes over the ends of
 * sentences and lines goes with all of them, and what could not go in one stretch stays. `said`: what
 * is bound by what it says. O(text).
 */
export function tiesOf(prompt: Prompt, sequence: Sequence, said: readonly Bond[] = []): Ties {
  const { atoms, lines, gaps, unitOf } = sequence;
  const { pairs, single } = bracketsOf(prompt, atoms);
  const lasts = lines.map((line) => lastOf(line, sequence));
  const isData = isAlmostData(prompt);
  const isApart = (i: number) => gaps.kinds[i] === Gap.Fixed;
  const parts = Uint32Array.from(gaps.kinds);
  for (let i = 0; i < parts.length; i++) parts[i] = (parts[i - 1] ?? 0) + Number(isApart(i));
  const whole = wholly(sequence);
  const isInstead = overlapTester(insteadOfHeads(prompt));
  const written = [
    ...[...pairs, ...quotePairs(lines, atoms)].flatMap(({ open, close }) =>
      [open, close].map((atom) => ({ atom, first: open, end: close + 1 })),
    ),
    ...wordBonds(prompt, sequence),
    ...itemBonds(sequence, lasts),
    ...blockBonds(sequence, lasts),
  ].map(whole);
  const bonds = [...written, ...said];
  return {
    bonds,
    staying: [
      // Without them, what is no data and no template might be some.
      ...single.filter((i) => /[{}[\]]/.test(atoms[i]!.text)),
      ...[...atoms.keys()].filter((i) => isInstead(atoms[i]!) || OPENS_CODE.test(atoms[i]!.text)),
      ...(isAlmostCode(prompt) ? atoms.keys() : []),
      ...lines.flatMap((_, l) => (isData || keepsApart(sequence, l) ? (lasts[l] ?? []) : [])),
      ...lines.flatMap(({ first, end }, l) => (mayHeadTable(lines, l) ? range(first, end) : [])),
      ...[...atoms.keys()].filter((i) => i > 0 && isApart(i) && unitOf[i] === unitOf[i - 1]),
      ...bonds.filter(({ first, end }) => parts[end - 1] !== parts[first]).map(({ atom }) => atom),
    ],
  };
}

function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}

/** Whether the text of a file of code is read as one, though it has marks of long strings: less of it may be read as code. */
function isAlmostCode({ kind, text, passages }: Prompt): boolean {
  return kind === "code" && passages[0]?.text.length === text.length && /"""|'''/.test(text);
}

/** What of a text stands where the head of a file would: front matter, or the messages of a YAML file. */
function insteadOfHeads(prompt: Prompt): Span[] {
  const { kind, text } = prompt;
  const spans = [
    isData(kind) ? undefined : insteadOfKey(text),
    isOneText(prompt) ? insteadOfMessages(text) : undefined,
  ];
  return union(spans.flatMap((span) => span ?? []));
}

/** The atom of a line that goes last; undefined where it has no words. */
function lastOf({ first, end }: Line, { later }: Sequence): number | undefined {
  let last: number | undefined;
  for (let i = first; i < end; i++) last = later(last, i);
  return last;
}

/** Extends a bond that goes over the end of a sentence to whole sentences, and where that is in several lines, to whole lines. */
function wholly({ atoms, lines }: Sequence): (bond: Bond) => Bond {
  const lineOf = new Int32Array(atoms.length);
  for (const [l, { first, end }] of lines.entries()) lineOf.fill(l, first, end);
  const sentences: { first: number; end: number }[] = [];
  const sentenceOf = Int32Array.from(atoms, ({ sentence }, i) => {
    if (sentence !== atoms[i - 1]?.sentence) sentences.push({ first: i, end: i });
    sentences.at(-1)!.end = i + 1;
    return sentences.length - 1;
  });
  return ({ atom, first, end }) => {
    const [one, other] = [sentenceOf[first]!, sentenceOf[end - 1]!];
    if (one === other) return { atom, first, end };
    const from = sentences[one]!.first;
    const to = sentences[other]!.end;
    const [above, below] = [lineOf[from]!, lineOf[to - 1]!];
    return above === below
      ? { atom, first: from, end: to }
      : { atom, first: lines[above]!.first, end: lines[below]!.end };
  };
}

/** Whether a line cannot go with its line breaks, and without words would part what stands around it. */
function keepsApart({ lines, gaps }: Sequence, l: number): boolean {
  const { first, end, breaks } = lines[l]!;
  const isFixed = gaps.kinds[first] !== Gap.Break && gaps.kinds[end] !== Gap.Break;
  return isFixed && breaks === 1 && lines[l + 1]?.breaks === 1;
}

/** Opens or closes a string over several lines, or a code span. */
const OPENS_CODE = /`|"""|'''/;
/** Opens a block wherever it begins a line. */
const OPENING = /^(?:[-*+]|\d{1,9}[.)])(?:\s|$)|^(?:[>|<]|#{1,6}(?:\s|$)|[-=]+\s*$|`{3}|~{3})/;
/** Tells who speaks, alone on a line. */
const SPEAKER = /^#?\s*(?:system|user|assistant|developer|tool|function)\s*(?:\[[^\]\n]*\])?:\s*$/i;
/** So much of a line is looked at. */
const LOOK = 80;

/** Words before what would open a block in their place, after what would do so without them, and between what would be one word. */
function wordBonds({ text }: Prompt, { atoms, lines, later }: Sequence): Bond[] {
  const bonds: Bond[] = [];
  for (const { first, end } of lines) {
    /** Those that go last: of the line so far, after its mark, since the last number, since the last word glued to it. */
    let before: number | undefined;
    let afterMark: number | undefined;
    let afterNumber: number | undefined;
    let between: number | undefined;
    let mark: number | undefined;
    let number: number | undefined;
    let isGlued = false;
    for (let i = first; i < end; i++) {
      const { start, text: word, closing, marker } = atoms[i]!;
      if (marker) continue;
      const rest = text.slice(start, Math.min(atoms[end - 1]!.end, start + LOOK));
      const opens = OPENING.test(rest);
      const bind = (atom: number | undefined, from = atom) => {
        if (atom !== undefined && from !== undefined) bonds.push({ atom, first: from, end: i + 1 });
      };
      if (opens || SPEAKER.test(rest)) bind(before);
      if (closing) bind(afterNumber, number);
      if (isGlued && i > first && atoms[i - 1]!.end === start && isWord(word.codePointAt(0)!)) bind(between);
      if (i === first && (opens || closing)) mark = i;
      else if (mark !== undefined) afterMark = later(afterMark, i);
      if (/^\d+$/.test(word.replace(COMMAS, ""))) [number, afterNumber] = [i, undefined];
      else if (number !== undefined) afterNumber = later(afterNumber, i);
      if (i > first && atoms[i - 1]!.end < start) isGlued = false;
      if (isWord(word.codePointAt(word.length - 1)!)) [isGlued, between] = [true, undefined];
      else between = isGlued ? later(between, i) : undefined;
      before = later(before, i);
    }
    if (mark !== undefined && afterMark !== undefined) bonds.push({ atom: afterMark, first: mark, end });
  }
  return bonds;
}

function isWord(point: number): boolean {
  return characterClass(point) === CharacterClass.Word;
}
