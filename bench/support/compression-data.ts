import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Span } from "../../protocol/span.ts";

const DATA = new URL("../../../shared/data/", import.meta.url);

/** Whether the measurement data, which is no part of the project, stands beside it. */
export function hasData(): boolean {
  return existsSync(new URL("compression/llmlingua_golden.json", DATA));
}

function items<Item>(file: string): Item[] {
  return (JSON.parse(readFileSync(new URL(`compression/${file}`, DATA), "utf8")) as { items: Item[] }).items;
}

interface Hotpot {
  readonly supporting: { readonly title: readonly string[] };
  readonly context: { readonly title: readonly string[]; readonly sentences: readonly (readonly string[])[] };
}

/** One paragraph a line, each with its title: all of them, or the chosen. */
function paragraphs({ context }: Hotpot, chosen: readonly string[] = context.title): string {
  const lines = context.title.map((title, i) => ({ title, line: `${title}: ${context.sentences[i]!.join("")}` }));
  return lines.flatMap(({ title, line }) => (chosen.includes(title) ? [line] : [])).join("\n");
}

const xquad = () => items<{ context: string }>("xquad_en.json").map((item) => item.context);
const naturalQuestions = () => items<{ text: string }>("nq_oracle.json").map((item) => item.text);
const hotpot = () => items<Hotpot>("hotpot_sample.json");
const condaqa = () => items<{ passage: string }>("condaqa_dev.json").map((item) => item.passage);

function realPrompts(): string[] {
  const lines = gunzipSync(readFileSync(new URL("prompts/real-prompts.jsonl.gz", DATA))).toString("utf8");
  return lines
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { text: string }).text);
}

/** Texts by where they are from: reading-comprehension passages, instructions, prompt files. */
export function textsBySource(): Record<string, string[]> {
  return {
    XQuAD: xquad(),
    "Natural Questions": naturalQuestions(),
    HotpotQA: hotpot().map((item) => paragraphs(item, item.supporting.title)),
    IFEval: items<{ prompt: string }>("ifeval.json").map((item) => item.prompt),
    "prompt files": realPrompts(),
  };
}

/** Words as white space divides them: the split that every ranking is measured on. */
export function spacedWords(text: string): Span[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
}

/** A word in lower case without the marks around it; empty for marks alone. */
export function bare(word: string): string {
  return word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}

/** Inverse document frequency of a word, from the passages of all four question-answering sets. */
export function inverseDocumentFrequency(): (word: string) => number {
  const documents = [
    ...xquad(),
    ...naturalQuestions().slice(0, 500),
    ...hotpot().map((item) => paragraphs(item)),
    ...condaqa(),
  ];
  const frequency = new Map<string, number>();
  for (const document of documents)
    for (const word of new Set(document.split(/\s+/).map(bare))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  return (word) => Math.log((documents.length + 1) / ((frequency.get(bare(word)) ?? 0) + 0.5));
}

/** A prompt and, for each of its words, whether LLMLingua-2 kept it. */
export interface Golden {
  readonly name: string;
  readonly text: string;
  readonly kept: readonly boolean[];
}

/** LLMLingua-2's own test prompts with the outputs its tests demand (microsoft/LLMLingua, MIT). */
export function goldens(): Golden[] {
  const tests = items<{ file: string; constants: Record<string, string> }>("llmlingua_golden.json");
  const { constants } = tests.find(({ file }) => file.endsWith("test_llmlingua2.py"))!;
  const golden = (name: string, text: string, output: string): Golden => ({
    name,
    text,
    kept: keptWords(
      spacedWords(text).map(({ start, end }) => text.slice(start, end)),
      constants[output]!,
    ),
  });
  return [
    golden("dialogue", constants.PROMPT!, "COMPRESSED_SINGLE_CONTEXT_PROMPT"),
    golden("maths", constants.GSM8K_PROMPT!.split("\n\n")[0]!, "GSM8K_150TOKENS_COMPRESSED_SINGLE_CONTEXT_PROMPT"),
    golden("meeting", constants.MEETINGBANK_PROMPT!, "MEETINGBANK_150TOKENS_COMPRESSED_SINGLE_CONTEXT_PROMPT"),
  ];
}

/** Aligns an output, which is an in-order selection, with the words it was selected from. Marks alone are not aligned. */
function keptWords(words: readonly string[], output: string): boolean[] {
  const kept = words.map(() => false);
  let from = 0;
  for (const word of output.split(/\s+/).map(bare)) {
    const at = word ? words.findIndex((candidate, i) => i >= from && bare(candidate) === word) : -1;
    if (at < 0) continue;
    kept[at] = true;
    from = at + 1;
  }
  return kept;
}
