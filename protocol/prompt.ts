import type { Span } from "./span.ts";

/** Who speaks. `none`: text of the file that no model receives (front matter, JSON syntax, comments of a template). */
export const ROLES = ["system", "developer", "user", "assistant", "tool", "none"] as const;
export type Role = (typeof ROLES)[number];

/**
 * How a prompt is sent. `call`: by itself, because it asks something. `instructions`: along with every turn, whatever
 * that asks. `nothing`: it holds nothing to send.
 */
export type SentAs = "call" | "instructions" | "nothing";

/** What is sent beside text. */
export const MEDIA = ["image", "document", "audio", "video"] as const;
export type MediaKind = (typeof MEDIA)[number];

/** What a part of a prompt is, as a reader of the file would name it. */
export const PART_KINDS = [
  "front matter",
  "section",
  "message",
  "row",
  "example",
  "tools",
  "tool",
  "call",
  "schema",
  "medium",
  "data",
  "structure",
  "body",
] as const;
export type PartKind = (typeof PART_KINDS)[number];

/**
 * A part of a prompt. Parts of one level are disjoint and in order; a deeper part lies inside one of the level above
 * (a heading's section inside its parent's, a message inside its JSONL row). The parts of depth 0 tile the text.
 */
export interface Part extends Span {
  readonly kind: PartKind;
  readonly role: Role;
  readonly depth: number;
  /** The heading, the role and number of a message, the key of a YAML entry. */
  readonly title: string;
}

/** Why a stretch is protected. */
export const PROTECTION_REASONS = [
  "front matter",
  "file structure",
  "escape sequence",
  "template variable",
  "template tag",
  "reference",
  "code block",
  "inline code",
  "formula",
  "markup tag",
  "special token",
  "URL",
  "path",
  "identifier",
  "number",
  "quoted text",
  "heading",
  "list marker",
  "table",
  "comment",
  "line break",
  "negation",
  "modal",
  "condition",
  "example",
  "answer slot",
  "cache breakpoint",
  "question",
  "byte order mark",
  "data",
  "rule",
  "message",
  "kept on request",
] as const;
export type ProtectionReason = (typeof PROTECTION_REASONS)[number];

/** A stretch that is protected, and why. */
export interface Protection extends Span {
  readonly reason: ProtectionReason;
}

/**
 * How compression holds a protection. `firm`: no target touches it. `guard`: it guards what its sentence says, so it is
 * never altered nor cut out of it; it goes, last of all, only together with all of the sentence. What frames a list
 * item or paragraph (its mark, a blank line) goes only with all of that.
 */
export type Hold = "firm" | "guard";

/** A protection, with how compression holds it. */
export interface HeldProtection extends Protection {
  readonly hold: Hold;
}

/** Something that a user should know about their text; never a failure. */
export interface Warning extends Span {
  readonly code: string;
  readonly message: string;
}
