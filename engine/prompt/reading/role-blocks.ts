import type { Role } from "../../../protocol/prompt.ts";
import { complement, type Span } from "../../../protocol/span.ts";
import type { TemplateEngine } from "../marks/templates.ts";
import { headParts, readBody, readDocument } from "./document.ts";
import { readHead } from "./front-matter.ts";
import type { Reading } from "./reading.ts";
import { messageTitle } from "./titles.ts";

/** What somebody says in a template: with its tags, and what stands between them. */
export interface RoleBlock {
  readonly role: Role;
  readonly outer: Span;
  readonly inner: Span;
}

const SPEAKERS: Readonly<Record<string, Role>> = {
  system: "system",
  developer: "developer",
  user: "user",
  human: "user",
  assistant: "assistant",
  model: "assistant",
  tool: "tool",
  function: "tool",
};
const NAMES = Object.keys(SPEAKERS).join("|");
const ELEMENT = "message|role|chat|turn";
const NAMED = `(${ELEMENT})\\s{1,4}(?:[\\w-]{1,20}=["'][^"'\\n]{0,80}["']\\s{1,4}){0,3}(?:(?:role|name)\\s{0,2}=\\s{0,2})?["'](${NAMES})["']`;

/** What of a template is no word of its own. */
const TAGS = /\{\{[^{}]{0,500}\}\}|\{%[^%]{0,500}%\}|\{#[^#]{0,2000}#\}/g;

/**
 * The first tag of an element in which one speaker says something, and its last, by the element's name: those of
 * guidance and Semantic Kernel in Handlebars (`{{#system}}`, `{{#message role="user"}}`), elements with a role
 * (`<message role="user">`), blocks of Jinja (`{% chat role="user" %}`, `{% block system %}`).
 */
const ELEMENTS: readonly (readonly [RegExp, (element: string) => string])[] = [
  [
    new RegExp(`\\{\\{~?#(?:${NAMED}|((?:${NAMES}))(?:\\s[^{}\\n]{0,200})?)\\s{0,4}~?\\}\\}`, "gi"),
    (element) => `\\{\\{~?/${element}\\s{0,4}~?\\}\\}`,
  ],
  [new RegExp(`<${NAMED}[^<>\\n]{0,200}>`, "gi"), (element) => `</${element}\\s{0,4}>`],
  [
    new RegExp(
      `\\{%[-+]?\\s{0,4}(?:(?:block\\s{1,4})?(?:${NAMED}|((?:${NAMES})))(?:_(?:prompt|message|instructions?))?)\\s{0,4}[-+]?%\\}`,
      "gi",
    ),
    (element) => `\\{%[-+]?\\s{0,4}end(?:${element}|block)\\b[^%\\n]{0,60}%\\}`,
  ],
];

/**
 * What each speaker says in a template whose elements tell who speaks, in order, and what stands between them with words
 * of its own: first the system's, then the user's. Nothing where no system and no assistant speaks: a section may be
 * about a user. Linear in the length of the text.
 */
export function roleBlocks(text: string): RoleBlock[] {
  const blocks = ELEMENTS.map((element) => elements(text, element)).find(areSpeakers);
  if (!blocks) return [];
  const between = complement(
    blocks.map(({ outer }) => outer),
    text.length,
  ).filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end).replace(TAGS, "")));
  const first = blocks[0]!.outer.start;
  return [
    ...blocks,
    ...between.map((span) => ({ role: span.start < first ? "system" : "user", outer: span, inner: span }) as const),
  ].sort((a, b) => a.outer.start - b.outer.start);
}

function areSpeakers(blocks: readonly RoleBlock[]): boolean {
  return blocks.some(({ role }) => role === "system" || role === "developer" || role === "assistant");
}

function elements(text: string, [opening, closingOf]: (typeof ELEMENTS)[number]): RoleBlock[] {
  const blocks: RoleBlock[] = [];
  /** The closing tags of each element that are still to come, the next one last. */
  const closings = new Map<string, RegExpExecArray[]>();
  let from = 0;
  for (const { 0: tag, 1: element, 2: named, 3: spoken, index } of text.matchAll(opening)) {
    if (index < from) continue;
    const name = (element ?? spoken)!.toLowerCase();
    const rest = closings.get(name) ?? [...text.matchAll(new RegExp(closingOf(name), "gi"))].reverse();
    closings.set(name, rest);
    const start = index + tag.length;
    while (rest.length > 0 && rest.at(-1)!.index < start) rest.pop();
    const closing = rest.at(-1);
    if (!closing) continue;
    from = closing.index + closing[0].length;
    const role = SPEAKERS[(named ?? spoken)!.toLowerCase()]!;
    blocks.push({ role, outer: { start: index, end: from }, inner: { start, end: closing.index } });
  }
  return blocks;
}

/** Reads what may be a template whose elements tell who speaks: front matter, then a message an element; or a document. */
export function readTemplate(text: string, path?: string, engine?: TemplateEngine): Reading {
  const head = readHead(text);
  const blocks = roleBlocks(text.slice(head.end));
  if (blocks.length === 0) return readDocument(text, path, engine);
  const read = blocks.map(({ role, outer, inner }, i) => ({
    part: { ...moved(outer, head.end), kind: "message" as const, role, depth: 0, title: messageTitle(role, i + 1) },
    ...readBody(text, moved(inner, head.end), role, engine),
  }));
  return {
    parts: [...headParts(head), ...read.map(({ part }) => part)],
    passages: read.map(({ passage }) => passage),
    protections: [
      ...head.protections,
      ...read.flatMap(({ comments }) => comments.map((span) => ({ ...span, reason: "comment" as const }))),
    ],
    warnings: head.warnings,
    messages: read.map(({ passage }) => ({ role: passage.role, row: 0, passages: [passage] })),
    sectionDepth: 1,
  };
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
