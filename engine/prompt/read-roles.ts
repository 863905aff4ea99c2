import type { Part, PromptKind, Protection, Role, Warning } from "../../protocol/prompt.ts";
import { readHead } from "./front-matter.ts";
import { headParts, readBody } from "./read-document.ts";
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
  const warnings: Warning[] = [...head.warnings];
  const messages: Message[] = [];
  markers.forEach(({ 0: marker, 1: speaker, index }, i) => {
    const role = (speaker === "model" ? "assistant" : speaker === "function" ? "tool" : speaker!.toLowerCase()) as Role;
    const start = head.end + index;
    const end = i + 1 < markers.length ? head.end + markers[i + 1]!.index : text.length;
    const { passage, comments } = readBody(text, { start: start + marker.length, end }, role, kind);
    parts.push({ start, end, kind: "message", role, depth: 0, title: `${role} ${i + 1}` });
    protections.push(...comments.map((span) => ({ ...span, reason: "comment" as const })));
    messages.push({ role, row: 0, passages: [passage] });
  });
  const before = head.end + markers[0]!.index;
  if (text.slice(parts.find((p) => p.kind === "front matter")?.end ?? 0, before).trim() !== "") {
    const { passage } = readBody(text, { start: head.end, end: before }, "system", kind);
    messages.unshift({ role: "system", row: 0, passages: [passage] });
  }
  return {
    parts,
    passages: messages.flatMap((m) => m.passages),
    protections,
    warnings,
    messages,
    sectionDepth: 1,
  };
}
