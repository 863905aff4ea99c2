import * as l10n from "@vscode/l10n";
import type { Role } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { type TemplateEngine, templateMarks } from "../marks/templates.ts";
import { Passage, PieceWriter } from "../text/passage.ts";
import { type Head, readHead } from "./front-matter.ts";
import type { Reading } from "./reading.ts";
import { roleBy } from "./role.ts";

/** Reads a file all of which is sent as it stands. */
export function readProse(text: string, path = ""): Reading {
  const start = text.startsWith("\ufeff") ? 1 : 0;
  const passage = Passage.verbatim(roleBy(path), text, { start, end: text.length });
  return {
    parts: [],
    passages: passage.text === "" ? [] : [passage],
    protections: start > 0 ? [{ start: 0, end: start, reason: "byte order mark" }] : [],
    warnings: [],
    sectionDepth: 0,
  };
}

/** Reads a file that is one text: front matter, then a body without the comments that its template engine drops. */
export function readDocument(text: string, path = "", engine?: TemplateEngine): Reading {
  const head = readHead(text);
  const { passage, comments } = readBody(text, { start: head.end, end: text.length }, roleBy(path), engine);
  return {
    parts: headParts(head),
    passages: passage.text === "" ? [] : [passage],
    protections: [...head.protections, ...comments.map((span) => ({ ...span, reason: "comment" as const }))],
    warnings: head.warnings,
    sectionDepth: 0,
  };
}

/** The part that the head of a file makes: none, or one of depth 0. */
export function headParts({ end, hasFrontMatter }: Head): Reading["parts"] {
  return hasFrontMatter
    ? [{ start: 0, end, kind: "front matter", role: "none", depth: 0, title: l10n.t("Front matter") }]
    : [];
}

/** A stretch of a file as one passage that leaves out the comments of its template engine. */
export function readBody(
  text: string,
  body: Span,
  role: Role,
  engine?: TemplateEngine,
): { readonly passage: Passage; readonly comments: readonly Span[] } {
  const comments = templateMarks(text.slice(body.start, body.end), engine).comments.map(({ start, end }) => ({
    start: body.start + start,
    end: body.start + end,
  }));
  const writer = new PieceWriter();
  let from = body.start;
  for (const comment of comments) {
    writer.add({ start: from, end: comment.start }, text.slice(from, comment.start));
    writer.add(comment, "");
    from = comment.end;
  }
  writer.add({ start: from, end: body.end }, text.slice(from, body.end));
  return { passage: writer.passage(role, body.end), comments };
}
