import { FORMATS, type FormatNames, type PromptKind } from "../../../protocol/formats.ts";

const BY_ENDING: ReadonlyMap<string, PromptKind> = new Map(
  Object.entries<FormatNames>(FORMATS).flatMap(([kind, { endings, names = [] }]) =>
    [...endings, ...names.map((name) => name.slice(1))].map((ending) => [ending, kind as PromptKind]),
  ),
);

/** The kind that a file's name tells, if it does. */
export function kindByName(path = ""): PromptKind | undefined {
  // The templates of other kinds carry both endings: `rules.md.j2` is a template first.
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1];
  return ending === undefined ? undefined : BY_ENDING.get(ending.toLowerCase());
}

/** How much of a text is looked at for what it may be. */
const SNIFFED = 20_000;
const CHAT_OBJECT = /^\s*\{[\s\S]*?"(?:messages|contents|prompt|role|system|input)"\s*:/;
const CHAT_LIST = /^\s*\[\s*\{[\s\S]*?"(?:role|from)"\s*:/;
const ROWS = /^\s*\{[^\n]*\}[ \t]*\r?\n\s*\{[^\n]*\}[ \t]*(?:\r?\n|$)/;
const YAML_CHAT =
  /^(?:[\w-]+:[^\n]*\n|[ \t]*#[^\n]*\n|[ \t]*\r?\n)*(?:prompts:[ \t]*\r?\n|[ \t]*(?:- )?role:[ \t]*["']?(?:system|user|assistant)["']?[ \t]*\r?\n[ \t]*(?:name|contents?|parts|value|text):)/;
const MARKDOWN = /^(?:#{1,6} |```|~~~|[-*] |\d{1,3}\. |> |\|.*\|)/gm;
const LIKELY_MARKDOWN = 2;

/**
 * The kinds that a text looks like from its beginning, the most telling first; its reader says whether the rest bears
 * that out. JSON must be strict here, since a remark beside it may be all that the text is about.
 */
export function* likelyKinds(text: string): Generator<PromptKind> {
  const whole = text.replace(/^\ufeff/, "");
  const head = whole.slice(0, SNIFFED);
  if (ROWS.test(head) && whole.split("\n").every((line) => line.trim() === "" || isJson(line))) yield "chat-jsonl";
  if ((CHAT_OBJECT.test(head) || CHAT_LIST.test(head)) && isJson(whole)) yield "chat-json";
  if (/^---[ \t]*\r?\n/.test(head)) yield /^(?:system|user|assistant):[ \t]*$/m.test(head) ? "prompty" : "markdown";
  if (YAML_CHAT.test(head)) yield "yaml";
  if (/\{%-?\s*\w/.test(head)) yield "jinja";
  if (/\{\{[#/>!]/.test(head)) yield "handlebars";
  yield (head.match(MARKDOWN)?.length ?? 0) >= LIKELY_MARKDOWN ? "markdown" : "text";
}

/** Whether a text that is none begins like a file of data: it may lack little to be one. */
export function resemblesData(text: string): boolean {
  const head = text.slice(0, SNIFFED);
  return [ROWS, CHAT_OBJECT, CHAT_LIST, YAML_CHAT].some((pattern) => pattern.test(head));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
