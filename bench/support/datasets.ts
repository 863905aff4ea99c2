import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The folder of the data, which is for measuring only and never ships (see its README). */
const DATA = new URL("../../../shared/data/", import.meta.url);

/** Whether the data is there; it is not part of the project. */
export function hasData(): boolean {
  return existsSync(new URL("compression/xquad_en.json", DATA));
}

interface XquadParagraph {
  readonly context: string;
  readonly qas: readonly { readonly q: string; readonly a: string; readonly start: number }[];
}

interface NaturalQuestion {
  readonly q: string;
  readonly answers: readonly string[];
  readonly text: string;
}

export interface HotpotItem {
  readonly q: string;
  readonly a: string;
  readonly supporting: { readonly title: readonly string[]; readonly sent_id: readonly number[] };
  readonly context: { readonly title: readonly string[]; readonly sentences: readonly (readonly string[])[] };
}

interface CondaItem {
  readonly edit: number;
  readonly cue: string;
  readonly passage: string;
  readonly sentence: string;
}

interface IfevalItem {
  readonly prompt: string;
  readonly literals_in_prompt: readonly string[];
}

interface KeyValueItem {
  readonly pairs: readonly (readonly [string, string])[];
}

export interface GsmItem {
  readonly q: string;
  /** One bit for each model: right or wrong on the whole question. */
  readonly full: string;
  readonly c: Readonly<Record<string, readonly [text: string, bits: string]>>;
}

interface GoldenFile {
  readonly file: string;
  readonly constants: Readonly<Record<string, string>>;
}

interface Surrogate {
  readonly features: readonly string[];
  readonly models: readonly string[];
  readonly coef: readonly number[];
}

interface RealPrompt {
  readonly id: string;
  readonly path: string;
  readonly licence: string;
  readonly text: string;
}

export const xquad = (): XquadParagraph[] => items("xquad_en");
export const naturalQuestions = (): NaturalQuestion[] => items("nq_oracle");
export const hotpot = (): HotpotItem[] => items("hotpot_sample");
export const condaqa = (): CondaItem[] => items("condaqa_dev");
export const ifeval = (): IfevalItem[] => items("ifeval");
export const keyValues = (): KeyValueItem[] => items("kv75_40");
export const gsm8k = (): GsmItem[] => items("frugal_gsm8k_outcomes");
export const goldenFiles = (): GoldenFile[] => items("llmlingua_golden");
export const surrogate = (): Surrogate => JSON.parse(read("compression/frugal_surrogate.json").toString("utf8"));

export function realPrompts(): RealPrompt[] {
  const lines = gunzipSync(read("prompts/real-prompts.jsonl.gz")).toString("utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

/** The paragraphs of a question as one document, a paragraph a line after its title: all of them, or the chosen. */
export function hotpotDocument({ context }: HotpotItem, titles = context.title): string {
  const lines = context.title.map((title, i) => ({ title, line: `${title}: ${context.sentences[i]!.join("")}` }));
  return lines.flatMap(({ title, line }) => (titles.includes(title) ? [line] : [])).join("\n");
}

/** The documents by whose words the baselines tell how rare a word is: those of all four question-answering sets. */
export function questionDocuments(): string[] {
  return [
    ...xquad().map(({ context }) => context),
    ...naturalQuestions()
      .slice(0, 500)
      .map(({ text }) => text),
    ...hotpot().map((item) => hotpotDocument(item)),
    ...condaqa().map(({ passage }) => passage),
  ];
}

function items<T>(name: string): T[] {
  return JSON.parse(read(`compression/${name}.json`).toString("utf8")).items;
}

function read(path: string): Buffer {
  return readFileSync(new URL(path, DATA));
}

/** A prompt with what it asks for and what it may lose, as people marked it. */
export interface AnnotatedPrompt {
  readonly path: string;
  readonly lang: string;
  readonly kind: string;
  readonly text: string;
  /** Each a requirement: the least words that carry it, with the number of the occurrence that is meant, from 1. */
  readonly must: readonly { readonly spans: readonly (string | readonly [string, number])[] }[];
  /** Level 1 is what nobody misses. */
  readonly removable: readonly { readonly level: 1 | 2; readonly span: string; readonly occ?: number }[];
}

/** Annotated prompts: English prompt files, or prompts in other languages and formats. */
export function annotatedPrompts(name: "files" | "other"): AnnotatedPrompt[] {
  const lines = read(`requirements/${name}.jsonl`).toString("utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}
