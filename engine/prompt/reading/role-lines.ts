import type { PromptKind } from "../../../protocol/formats.ts";
import type { Part, Protection, Role } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { headParts, readBody } from "./document.ts";
import { readHead } from "./front-matter.ts";
import type { Message, Reading } from "./reading.ts";

/** Prompty's role lines (`system:`), and dotprompt's helper (`{{role "system"}}`). */
const MARKERS: Partial<Record<PromptKind, RegExp>> = {
  prompty:
    /^[ \t]*(?:#[ \t]*)?(system|user|assistant|developer|tool|function)[ \t]*(?:\[[^\]\n]{0,300}\])?:[ \t]*(?:\r?\n|$)/gim,
  handlebars:
    /\{\{~?\s{0,20}role\s{1,20}["'](system|user|assistant|model|developer|tool)["']\s{0,20}~?\}\}[ \t]*(?:\r?\n)?/g,
};

/** Reads a template that says who speaks where: front matter, then a message a role; nothing where no role stands. */
export function readRoles(text: string, kind: PromptKind): Reading | undefined {
  const head = readHead(text);
  const body = text.slice(head.end);
  const markers = MARKERS[kind] ? [...body.matchAll(MARKERS[kind])] : [];
  if (markers.length === 0) return undefined;
  const parts: Part[] = [...headParts(head, text)];
  const protections: Protection[] = [...head.protections];
  const messages: Message[] = [];
  const add = (role: Role, { start, end }: Span, opens: number) => {
    const { passage, comments } = readBody(text, { start: start + opens, end }, role, kind);
    parts.push({ start, end, kind: "message", role, depth: 0, title: `${role} ${messages.length + 1}` });
    protections.push(...comments.map((span) => ({ ...span, reason: "comment" as const })));
    messages.push({ role, row: 0, passages: [passage] });
  };
  const starts = [...markers.map(({ index }) => head.end + index), text.length];
  // Nobody speaks it, but it is sent.
  const unspoken = { start: parts[0]?.end ?? head.end, end: starts[0]! };
  if (text.slice(unspoken.start, unspoken.end).trim() !== "") add("system", unspoken, 0);
  markers.forEach(({ 0: marker, 1: speaker }, i) => {
    const role = (speaker === "model" ? "assistant" : speaker === "function" ? "tool" : speaker!.toLowerCase()) as Role;
    add(role, { start: starts[i]!, end: starts[i + 1]! }, marker.length);
  });
  return {
    parts,
    passages: messages.flatMap((m) => m.passages),
    protections,
    warnings: head.warnings,
    messages,
    sectionDepth: 1,
  };
}
