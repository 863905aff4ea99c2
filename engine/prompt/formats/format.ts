import type { PromptKind } from "../../../protocol/formats.ts";
import type { TemplateEngine } from "../marks/templates.ts";
import type { Reading } from "../reading/reading.ts";

/** A kind of file that prompts are written in: how it is known by its content, and read. */
export interface Format {
  /** Its names stand under it in protocol/formats.ts. */
  readonly kind: PromptKind;
  /** The engine that fills its templates in. */
  readonly engine?: TemplateEngine;
  /** Whether a text without a telling name looks like it, from its beginning. Without it, only a name tells. */
  readonly sniff?: (head: string) => boolean;
  /** Whether all of a text that looks like it is of it, where that is asked before it is read. */
  readonly accepts?: (text: string) => boolean;
  /** The names of the models that a file says it is for, the likeliest first. */
  readonly models?: (text: string) => readonly string[];
  /** Reads a file, whose path may tell who speaks; it never fails, but warns of what it cannot read. */
  readonly read: (text: string, path?: string) => Reading;
}
