import { type FormatNames, isData, FORMATS as NAMES, type PromptKind } from "../../../protocol/formats.ts";
import { chatJson } from "./chat-json.ts";
import { chatJsonl } from "./chat-jsonl.ts";
import { code } from "./code.ts";
import { cursorRule } from "./cursor-rule.ts";
import type { Format } from "./format.ts";
import { handlebars } from "./handlebars.ts";
import { jinja } from "./jinja.ts";
import { markdown } from "./markdown.ts";
import { notebook } from "./notebook.ts";
import { prompty } from "./prompty.ts";
import { text } from "./text.ts";
import { toml } from "./toml.ts";
import { yaml } from "./yaml.ts";

/** Every format. Of those that a text looks like, the first that all of it bears out holds: the most telling come first. */
export const FORMATS: readonly Format[] = [
  chatJsonl,
  notebook,
  chatJson,
  prompty,
  yaml,
  jinja,
  handlebars,
  markdown,
  text,
  cursorRule,
  toml,
  code,
];

const BY_ENDING: ReadonlyMap<string, Format> = new Map(
  FORMATS.flatMap((format) => {
    const { endings, names = [] }: FormatNames = NAMES[format.kind];
    return [...endings, ...names.map((name) => name.slice(1))].map((ending) => [ending, format]);
  }),
);

/** The format of a kind of file. */
export function formatOf(kind: PromptKind): Format {
  return FORMATS.find((format) => format.kind === kind)!;
}

/** The format that a file's name tells, if it does. */
export function formatByName(path = ""): Format | undefined {
  // Templates of other formats carry both endings: `rules.md.j2` is a template first.
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1];
  return ending === undefined ? undefined : BY_ENDING.get(ending.toLowerCase());
}

/** How much of a text is looked at for what it may be. */
const SNIFFED = 20_000;

/** The formats that a text looks like, the most telling first; its reader says whether the rest bears that out. */
export function* likelyFormats(text: string): Generator<Format> {
  const whole = text.replace(/^\ufeff/, "");
  const head = whole.slice(0, SNIFFED);
  for (const format of FORMATS) if (format.sniff?.(head) && (format.accepts?.(whole) ?? true)) yield format;
}

/** Whether a text that is none begins like a file of data: it may lack little to be one. */
export function resemblesData(text: string): boolean {
  const head = text.slice(0, SNIFFED);
  return FORMATS.some(({ kind, sniff }) => isData(kind) && sniff?.(head));
}
