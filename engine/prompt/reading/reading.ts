import type { Part, Protection, Role, Warning } from "../../../protocol/prompt.ts";
import type { Passage } from "../text/passage.ts";
import type { Enclosure } from "./enclosures.ts";

/** One message of a conversation, for the provider's overhead to be counted. */
export interface Message {
  readonly role: Role;
  readonly name?: string;
  /** Whether a function speaks, by the older name of tools. */
  readonly isFunction?: boolean;
  /** Where it stands in the file, where no passage tells. */
  readonly start?: number;
  /** Which of the independent rows of its file it stands in, from 0; rows never see each other. */
  readonly row: number;
  readonly passages: readonly Passage[];
}

/** What the reader of one kind of file finds: its frame, without looking into the passages. */
export interface Reading {
  readonly parts: readonly Part[];
  readonly passages: readonly Passage[];
  readonly protections: readonly Protection[];
  readonly warnings: readonly Warning[];
  readonly messages?: readonly Message[];
  /** What is sent beside the passages, in the file's order. */
  readonly enclosures?: readonly Enclosure[];
  /** Depth of the parts that the headings inside a passage make. */
  readonly sectionDepth: number;
}
