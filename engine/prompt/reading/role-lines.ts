import type { Part, Protection, Role } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import type { TemplateEngine } from "../marks/templates.ts";
import { headParts, readBody } from "./document.ts";
import { readHead } from "./front-matter.ts";
import type { Message, Reading } from "./reading.ts";
import { messageTitle } from "./titles.ts";

/**
 * Reads a template in which a mark says who speaks from there on: front matter, then a message a mark; nothing where no
 * mark stands. The first group of `marker`, a global pattern, is the role.
 */
export function readRoleLines(text: string, marker: RegExp, engine: TemplateEngine): Reading | undefined {
  const head = readHead(text);
  const body = text.slice(head.end);
  const markers = [...body.matchAll(marker)];
  if (markers.length === 0) return undefined;
  const parts: Part[] = [...headParts(head)];
  const protections: Protection[] = [...head.protections];
  const messages: Message[] = [];
  const add = (role: Role, { start, end }: Span, opens: number) => {
    const { passage, comments } = readBody(text, { start: start + opens, end }, role, engine);
    parts.push({ start, end, kind: "message", role, depth: 0, title: messageTitle(role, messages.length + 1) });
    protections.push(...comments.map((span) => ({ ...span, reason: "comment" as const })));
    messages.push({ role, start, row: 0, passages: [passage] });
  };
  const starts = [...markers.map(({ index }) => head.end + index), text.length];
  // Nobody speaks it, but it is sent.
  const unspoken = { start: head.end, end: starts[0]! };
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
