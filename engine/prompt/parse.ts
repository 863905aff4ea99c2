import * as l10n from "@vscode/l10n";
import { isData, type PromptKind } from "../../protocol/formats.ts";
import type { Part, Protection, ProtectionReason, Warning } from "../../protocol/prompt.ts";
import { complement, type Span } from "../../protocol/span.ts";
import { chatExamples } from "./chat-examples.ts";
import type { Format } from "./formats/format.ts";
import { formatByName, likelyFormats } from "./formats/registry.ts";
import { text as plainText } from "./formats/text.ts";
import { blobLeaves, enclosedLeaves } from "./leaves.ts";
import { blobMarks } from "./marks/blobs.ts";
import { dataMarks } from "./marks/data-blocks.ts";
import { exampleMarks } from "./marks/examples.ts";
import { languageMarks } from "./marks/language-guards.ts";
import { literalMarks } from "./marks/literals.ts";
import { markdownMarks } from "./marks/markdown.ts";
import { nameSpans } from "./marks/names.ts";
import { type SectionRate, sectionRates } from "./marks/rate-marks.ts";
import { disjoint, type Example, fewShot } from "./marks/single-examples.ts";
import { templateMarks } from "./marks/templates.ts";
import { unfencedCode } from "./marks/unfenced-code.ts";
import { readProse } from "./reading/document.ts";
import type { Enclosure } from "./reading/enclosures.ts";
import { dataUrls, mediaLinks } from "./reading/media-links.ts";
import type { Message, Reading } from "./reading/reading.ts";
import { sectionParts, tile, withLeaves } from "./sections.ts";
import type { Passage } from "./text/passage.ts";
import { findQuestion, locateQuestion, type Question } from "./text/question.ts";

/** A prompt's file, understood: what the model will read of it, in which parts, and what no edit may touch. */
export interface Prompt {
  readonly kind: PromptKind;
  readonly text: string;
  /** In order, outer parts first; those of depth 0 tile the text. */
  readonly parts: readonly Part[];
  /** What the model reads, in the file's order. */
  readonly passages: readonly Passage[];
  /** Sorted by start; they may overlap. Whatever lies in no passage is among them. */
  readonly protections: readonly Protection[];
  readonly question?: Question;
  /** Each few-shot example, which is whole or gone: in the text, and turns of a chat. Disjoint and in order. */
  readonly examples: readonly Example[];
  /** Proper names of two or more words, each of which is one thing. Disjoint and in order. */
  readonly names: readonly Span[];
  /** Disjoint and in order. */
  readonly rates: readonly SectionRate[];
  /** The messages of chat files, in order. */
  readonly messages?: readonly Message[];
  /** What is sent beside the passages, in the file's order. */
  readonly enclosures?: readonly Enclosure[];
  readonly warnings: readonly Warning[];
}

/** What helps to read a prompt. */
export interface ParseOptions {
  /** The file's name: it tells the kind before the content does. */
  readonly path?: string;
  /** The question that the prompt will be weighed against, instead of the one found in it. */
  readonly question?: string;
}

/**
 * Reads any prompt. It never fails: what cannot be understood is protected and told in `warnings`.
 * Linear in the length of the text.
 */
export function parsePrompt(text: string, options: ParseOptions = {}): Prompt {
  const { format, ...reading } = readPrompt(text, options.path);
  const question = options.question
    ? locateQuestion(reading.passages, options.question)
    : findQuestion(reading.passages);
  const marked = reading.passages.map((passage) => markPassage(text, passage, format, reading.sectionDepth));
  const protections = [
    ...reading.protections,
    ...unread(text, reading),
    ...marked.flatMap((m) => m.protections),
    ...(question?.span ? [{ ...question.span, reason: "question" as const }] : []),
  ];
  return {
    kind: format.kind,
    text,
    parts: partsOf(text, reading, marked),
    passages: reading.passages,
    protections: protections.filter((p) => p.start < p.end).sort((a, b) => a.start - b.start || a.end - b.end),
    ...(question && { question }),
    examples: disjoint([...marked.flatMap((m) => m.examples), ...chatExamples(reading.messages ?? [])]),
    names: reading.passages.flatMap((passage) => nameSpans(passage.text).map((span) => passage.toSourceSpan(span))),
    rates: marked.flatMap((m) => m.rates),
    ...(reading.messages && { messages: reading.messages }),
    ...(reading.enclosures && { enclosures: reading.enclosures }),
    warnings: [...reading.warnings, ...marked.flatMap((m) => m.warnings)].sort((a, b) => a.start - b.start),
  };
}

/**
 * A prompt's format and its frame alone, without looking into what the model reads. A name tells the format; a look
 * only suggests some, and the first that all of the text bears out holds. No text that holds anything is read as one of
 * which nothing is sent: then all of it is prose. It never fails.
 */
export function readPrompt(text: string, path?: string): Reading & { readonly format: Format } {
  const named = formatByName(path);
  if (named) {
    const reading = named.read(text, path);
    if (sendsWhatItHolds(reading, text)) return { format: named, ...reading, ...linked(reading, named, path) };
    const message = l10n.t("No message and no prompt was found in this file; all of it is read as plain text.");
    const warning = { start: 0, end: text.length, code: "no-prompt", message };
    return { format: named, ...readProse(text, path), warnings: [...reading.warnings, warning] };
  }
  for (const format of likelyFormats(text)) {
    const reading = format.read(text, path);
    const warnings = [...reading.warnings, ...templateMarks(text, format.engine).warnings];
    if (warnings.length === 0 && sendsWhatItHolds(reading, text))
      return { format, ...reading, ...linked(reading, format, path) };
  }
  const prose = readProse(text, path);
  return { format: plainText, ...prose, ...linked(prose, plainText, path) };
}

/** What is enclosed, with what stands in its texts as data, and what a document shows from files beside it. */
function linked(reading: Reading, { kind }: Format, path = ""): Pick<Reading, "enclosures"> {
  const links = [...dataUrls(reading), ...(isData(kind) ? [] : mediaLinks(reading, path))];
  return links.length > 0 ? { enclosures: [...(reading.enclosures ?? []), ...links] } : {};
}

/** Whether a model gets a word of a text that has any. */
function sendsWhatItHolds({ passages, enclosures = [] }: Reading, text: string): boolean {
  return text.trim() === "" || enclosures.length > 0 || passages.some((passage) => passage.text.trim() !== "");
}

/** What a part of depth 0 is that nothing else names. */
function fillerOf({ sectionDepth, passages }: Reading): Pick<Part, "kind" | "role" | "title"> {
  return sectionDepth === 0
    ? { kind: "body", role: passages[0]?.role ?? "none", title: "" }
    : { kind: "structure", role: "none", title: "" };
}

/** The parts of a reading and what is enclosed, with what they leave uncovered: those of depth 0 tile the text. */
export function framedParts(reading: Reading, text: string): Part[] {
  return withLeaves(tile(reading.parts, text, fillerOf(reading)), enclosedLeaves(reading));
}

/** The same with what was found inside of the passages. */
function partsOf(text: string, reading: Reading, marked: readonly Pick<Marked, "parts" | "blobs">[]): Part[] {
  const parts = [...reading.parts, ...marked.flatMap((m) => m.parts)];
  const leaves = [
    ...enclosedLeaves(reading),
    ...blobLeaves(
      text,
      reading,
      marked.flatMap((m) => m.blobs),
    ),
  ];
  return withLeaves(tile(parts, text, fillerOf(reading)), leaves);
}

/** The stretches that lie in no passage and that the reader gave no reason for. */
function unread(text: string, { passages, protections }: Reading): Protection[] {
  const read = [...passages.map((p) => p.source), ...protections];
  return complement(read, text.length).map((span) => ({ ...span, reason: "file structure" }));
}

/** Everything that is found inside of one passage, in file coordinates. */
interface Marked {
  readonly parts: Part[];
  readonly protections: Protection[];
  readonly examples: Example[];
  readonly rates: SectionRate[];
  /** Encoded bytes and the like. */
  readonly blobs: Span[];
  readonly warnings: Warning[];
}

function markPassage(file: string, passage: Passage, format: Format, depth: number): Marked {
  const { text } = passage;
  const markdown = markdownMarks(text);
  const isCode = ({ reason }: Protection) => reason === "code block" || reason === "inline code";
  const { rates, warnings } = sectionRates(text, markdown.protections.filter(isCode));
  // Data that is being typed is malformed now and then: then all of it is the block, and its long strings are prose.
  // Rows are blocks of their own.
  const isDataAsText = depth === 0 && isData(format.kind) && format.kind !== "chat-jsonl";
  const code = markdown.protections.filter((p) => p.reason === "code block");
  const template = templateMarks(text, format.engine);
  const blobs = blobMarks(text);
  const { examples, slots } = fewShot(text, markdown.headings, markdown.protections.filter(isCode));
  const toSource = <T extends Span>(mark: T): T => ({ ...mark, ...passage.toSourceSpan(mark) });
  return {
    parts: sectionParts(passage, markdown.headings, depth),
    protections: [
      ...[
        ...markdown.protections,
        ...unfencedCode(text, code),
        ...template.protections,
        ...literalMarks(text),
        ...blobs,
        ...(isDataAsText ? [] : dataMarks(text)),
        ...languageMarks(text),
        ...exampleMarks(text, markdown.headings),
        ...slots.map(({ start, end }) => ({ start, end, reason: "answer slot" as const })),
      ].map(toSource),
      ...passage.encoded.map((span) => ({ ...span, reason: reasonOfEncoding(file[span.start]!) })),
    ],
    examples: examples.map(({ question, answer, ...span }) => ({
      ...toSource(span),
      question: toSource(question),
      answer: toSource(answer),
    })),
    rates: rates.map(toSource),
    blobs: blobs.map(toSource),
    warnings: [...markdown.warnings, ...template.warnings, ...warnings].map(toSource),
  };
}

/** The line ends and the indentation of YAML are encoded, too, and what stands between the strings of a notebook's cell. */
function reasonOfEncoding(first: string): ProtectionReason {
  return /[\s"]/.test(first) ? "file structure" : "escape sequence";
}
