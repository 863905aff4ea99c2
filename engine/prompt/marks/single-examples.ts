import { firstIndex } from "../../../protocol/binary-search.ts";
import { once } from "../../../protocol/once.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import { cuesOf } from "../../lexicon/words.ts";
import { callsExamples, isAnswered, isAsked, isCalledExample } from "./examples.ts";
import type { Heading } from "./markdown.ts";

/** One few-shot example: what it asks, and the answer that it teaches. The question is empty where no label tells. */
export interface Example extends Span {
  readonly question: Span;
  readonly answer: Span;
}

/** The few-shot examples of a text, disjoint and in order, and the label lines that wait for the model's answer. */
export interface FewShot {
  readonly examples: readonly Example[];
  readonly slots: readonly Span[];
}

/** A label at the start of a line: `Review: …`, `**Input 2:** …`, `> EN: …`, `评论：…`. */
const LABEL =
  /^[ \t]{0,20}(?:> ?)?(?:#{1,6} |[*_]{2})?(?:\d{1,3}[.)] )?(\p{L}[\p{L}\p{M}\p{N} _-]{0,30}?) ?[#№]?(\d{0,3})(?:[*_]{2})? ?[:：](?:[*_]{2})?(?!\/\/)[ \t]*([^\n]*)/gmu;
/** What stands where the input of the moment will. */
const PLACEHOLDER = /^["'`]?(?:\{\{?[^{}\n]{0,80}\}\}?|<[^<>\n]{1,60}>|\[[^[\]\n]{1,60}\]|\$\{?\w{1,60}\}?)?["'`]?\s*$/;
const MOST_LABELS = 6;
/** A title of one example that is numbered. */
const NUMBERED = /^\p{L}+ ?#?\d/u;
/** A line that frames examples and is none of their words: a rule, a heading, a tag. */
const FRAME = /^(?:[-=*#_~]{2,}|#{1,6} .*|<\/?\w[^<>]{0,60}>|)$/;

/** What is asked, an arrow, and the answer: `cheese => fromage`. */
const POINTED = /^(?![-*#>|])([^\s][^\n]{0,300}?) ?(=>|->|→|⇒)(?:[ \t][^\n]*)?$/gm;

const patterns = once(() => {
  const tags = cuesOf(({ examples }) => examples.singleTags).join("|");
  const single = cuesOf(({ examples }) => examples.single).join("|");
  return {
    tag: new RegExp(String.raw`<\/?(?:${tags})(?:[\s_-][^<>\n]{0,200})?>`, "gi"),
    /** A title of one example, without a plural. */
    single: new RegExp(String.raw`^(?:${single})(?![\p{L}\p{M}])(?!.*\p{L}s(?!\p{L}))`, "iu"),
    problems: new Set(cuesOf(({ examples }) => examples.problems)),
  };
});

interface Label extends Span {
  readonly name: string;
  readonly isNumbered: boolean;
  /** What follows on its line. */
  readonly rest: string;
}

/**
 * Finds each few-shot example: `<example>` elements, sections and their subsections that are called so, and blocks of the
 * same labelled shape (`Review: … Sentiment: …`), in any language where the last of them waits for its answer, else where
 * labels or headings say that they are examples. `code` is in no label and no tag. O(text).
 */
export function fewShot(text: string, headings: readonly Heading[], code: readonly Span[]): FewShot {
  const outer = [...taggedExamples(text, code), ...sectionExamples(text, headings)];
  const labelled = labelledExamples(text, outer, code);
  const pointed = pointedExamples(text, code);
  const inner = disjoint([...labelled.examples, ...pointed.examples]);
  const slots = [...new Set([...labelled.slots, ...pointed.slots])].sort((a, b) => a.start - b.start);
  const isSplit = (whole: Span) => countInside(inner, whole) > 1 || countInside(slots, whole) > 0;
  const wholes = outer.filter((whole) => !isSplit(whole)).map((whole) => parted(text, whole));
  return { examples: disjoint([...wholes, ...inner]), slots };
}

/** How many of some spans, in order, lie inside of another; two stand for more. */
function countInside(spans: readonly Span[], whole: Span): number {
  const first = firstIndex(0, spans.length, (i) => spans[i]!.start >= whole.start);
  return spans.slice(first, first + 2).filter((span) => contains(whole, span)).length;
}

function contains(outer: Span, { start, end }: Span): boolean {
  return outer.start <= start && end <= outer.end;
}

/** Those that no other one covers, in order. */
export function disjoint(examples: readonly Example[]): Example[] {
  const kept: Example[] = [];
  for (const example of examples.toSorted((a, b) => a.start - b.start || b.end - a.end))
    if (example.start >= (kept.at(-1)?.end ?? 0)) kept.push(example);
  return kept;
}

/** The innermost elements that are called examples. */
function taggedExamples(text: string, code: readonly Span[]): Span[] {
  const found: Span[] = [];
  const isCode = overlapTester(union(code));
  let start: number | undefined;
  for (const { 0: tag, index } of text.matchAll(patterns().tag)) {
    if (isCode({ start: index, end: index + tag.length })) continue;
    if (!tag.startsWith("</")) start = index;
    else if (start !== undefined) {
      found.push({ start, end: index + tag.length });
      start = undefined;
    }
  }
  return found;
}

/**
 * Of sections that are called examples, the subsections; of those that are so numbered, each. One alone that is called an
 * example may be the form that is asked for.
 */
function sectionExamples(text: string, headings: readonly Heading[]): Span[] {
  const found: Span[] = [];
  let from = 0;
  headings.forEach((heading, i) => {
    if (heading.start < from || !isCalledExample(heading.title)) return;
    const isOne = NUMBERED.test(heading.title);
    const end = endOfSection(headings, i);
    if (!isOne && patterns().single.test(heading.title)) return;
    for (let at = isOne ? i : i + 1; at < end; at = endOfSection(headings, at))
      found.push(
        trimmed(text, { start: headings[at]!.start, end: headings[endOfSection(headings, at)]?.start ?? text.length }),
      );
    from = headings[end]?.start ?? text.length;
  });
  return found;
}

/** Index of the heading after a section. */
function endOfSection(headings: readonly Heading[], i: number): number {
  let next = i + 1;
  while (next < headings.length && headings[next]!.level > headings[i]!.level) next++;
  return next;
}

/** An example as its last label, or last element, parts it. */
function parted(text: string, { start, end }: Span): Example {
  const inside = text.slice(start, end);
  const labels = [...inside.matchAll(LABEL), ...inside.matchAll(/<\w[^<>\n]{0,60}>/g)];
  const last = Math.max(0, ...labels.map(({ index }) => index));
  return { start, end, question: { start, end: start + last }, answer: { start: start + last, end } };
}

/** Blocks of lines with the same labels. `announced` are stretches that are called examples. */
function labelledExamples(text: string, announced: readonly Span[], code: readonly Span[]): FewShot {
  const isCode = overlapTester(union(code));
  const all = labelsOf(text).filter(({ start, end, rest }) => !isCode({ start, end: end - rest.length }));
  const count = new Map<string, number>();
  for (const { name } of all) count.set(name, (count.get(name) ?? 0) + 1);
  const labels = all.filter(({ name }) => count.get(name)! > 1);
  const examples: Example[] = [];
  const slots = openSlot(text, all);
  for (let i = 0; i < labels.length; ) {
    const size = labels.slice(i + 1, i + 1 + MOST_LABELS).findIndex(({ name }) => name === labels[i]!.name) + 1;
    const isShaped = size > 1 || (size === 1 && isNamed([labels[i]!]));
    const records = isShaped ? recordsOf(labels, i, size) : [];
    const open = records.find((record) => isOpen(text, record));
    const taught = records.slice(0, open && records.indexOf(open)).filter((record) => record.length === size);
    const [first] = taught;
    if (first && taught.length > 1 && (open || isNamed(first) || isAnnounced(text, announced, first))) {
      const after = (record: readonly Label[]) =>
        Math.min(paragraphEnd(text, record.at(-1)!), open?.[0]?.start ?? text.length);
      examples.push(...taught.map((record, r) => exampleOf(text, record, taught[r + 1]?.[0]?.start ?? after(record))));
      if (open) slots.push(...open.filter(({ rest }) => PLACEHOLDER.test(rest)));
    }
    i += Math.max(1, records.flat().length - size);
  }
  return { examples, slots };
}

/** Lines of what is asked, an arrow and its answer, where the last of them waits for its own. */
function pointedExamples(text: string, code: readonly Span[]): FewShot {
  const isCode = overlapTester(union(code));
  const lines = Array.from(text.matchAll(POINTED), ({ 0: line, 1: asked, 2: arrow, index }) => {
    const [start, end, middle] = [index, index + line.length, index + asked!.length];
    return { start, end, arrow, question: { start, end: middle }, answer: { start: middle, end } };
  }).filter((line) => !isCode(line));
  const open = lines.at(-1);
  if (!open || text.slice(open.answer.start, open.end).trim() !== open.arrow) return { examples: [], slots: [] };
  const examples = lines.slice(0, -1).filter(({ arrow }) => arrow === open.arrow);
  return examples.length < 2 ? { examples: [], slots: [] } : { examples, slots: [open] };
}

function labelsOf(text: string): Label[] {
  return Array.from(text.matchAll(LABEL), ({ 0: line, 1: name, 2: number, 3: rest, index }) => ({
    start: index,
    end: index + line.length,
    name: name!.trim().toLowerCase(),
    isNumbered: number !== "",
    rest: rest!,
  }));
}

/** Runs of labels with the names of the first `size` ones; the last run may be cut short. */
function recordsOf(labels: readonly Label[], first: number, size: number): Label[][] {
  const records: Label[][] = [];
  for (let at = first; labels[at]?.name === labels[first]!.name; ) {
    let length = 1;
    while (length < size && labels[at + length]?.name === labels[first + length]!.name) length++;
    records.push(labels.slice(at, at + length));
    at += length;
    if (length < size) break;
  }
  return records;
}

/** Whether a run waits for its answer: its last label stands alone, at the end of all or below a placeholder. */
function isOpen(text: string, record: readonly Label[]): boolean {
  const last = record.at(-1)!;
  const after = text.slice(last.end);
  if (!PLACEHOLDER.test(last.rest) || !/^\s*$|^[ \t]*\r?\n[ \t]*\r?\n/.test(after.slice(0, 200))) return false;
  return after.trim() === "" || record.some(({ rest }) => rest.trim() !== "" && PLACEHOLDER.test(rest));
}

/** A label alone on the last line. */
function openSlot(text: string, labels: readonly Label[]): Label[] {
  const last = labels.at(-1);
  return last && last.rest.trim() === "" && text.slice(last.end).trim() === "" ? [last] : [];
}

/** Whether its labels are those of examples, and not of problems with their solutions, which teach something else. */
function isNamed(record: readonly Label[]): boolean {
  const [asked, answered] = [record[0]!.name, record.at(-1)!.name];
  if (isCalledExample(asked)) return record[0]!.isNumbered;
  return isAsked(`${asked}:`) && isAnswered(`${answered}:`) && !patterns().problems.has(asked);
}

/** Whether it stands in what is called examples, or right below a line that calls it so. */
function isAnnounced(text: string, announced: readonly Span[], [first]: readonly Label[]): boolean {
  const [, line] = /([^\n]*)[:：][*_]*\s*$/.exec(text.slice(Math.max(0, first!.start - 200), first!.start)) ?? [];
  return (line !== undefined && callsExamples(line)) || announced.some((span) => contains(span, first!));
}

function exampleOf(text: string, record: readonly Label[], after: number): Example {
  const last = record.at(-1)!;
  const { start, end } = trimmed(text, {
    start: titleStart(text, record[0]!.start),
    end: after,
  });
  return { start, end, question: { start, end: last.start }, answer: { start: last.start, end } };
}

/** The end of the paragraph of a label, or of the one after it where it stands alone. */
function paragraphEnd(text: string, { end, rest }: Label): number {
  const from = rest.trim() === "" ? end + /^\s*/.exec(text.slice(end))![0].length : end;
  const at = text.slice(from).search(/\n[ \t]*\r?\n/);
  return at < 0 ? text.length : from + at;
}

/** Where an example begins: with its number, if that stands on the line above. */
function titleStart(text: string, start: number): number {
  const end = text.slice(0, start).trimEnd().length;
  const line = text.lastIndexOf("\n", end - 1) + 1;
  return isNumbered(text.slice(line, end)) ? line : start;
}

function isNumbered(line: string): boolean {
  const title = line.replace(/^[\s#*_]+/, "");
  const isTitle = line.trimStart().startsWith("#") || /^\p{L}+ ?#?\d{1,3}[*_:.)]*$/u.test(title);
  return isTitle && isCalledExample(title) && NUMBERED.test(title);
}

/** Without the lines at its end that are blank, rules, headings or tags. */
function trimmed(text: string, { start, end }: Span): Span {
  let last = start + text.slice(start, end).trimEnd().length;
  for (;;) {
    const line = text.lastIndexOf("\n", last - 1);
    const words = text.slice(line + 1, last).trim();
    if (line <= start || !(FRAME.test(words) || isNumbered(words))) return { start, end: last };
    last = start + text.slice(start, line).trimEnd().length;
  }
}
