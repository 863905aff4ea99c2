import type { HeldProtection } from "../../../protocol/prompt.ts";
import type { Prompt } from "../../prompt/parse.ts";
import type { Atom } from "../atoms/atoms.ts";
import { type Gaps, gapsOf } from "./gaps.ts";
import { type Line, linesOf } from "./lines.ts";
import { type ListItems, listItems } from "./list-items.ts";

/** How the atoms of a prompt stand in it. */
export interface Layout {
  readonly lines: readonly Line[];
  readonly items: ListItems;
  readonly gaps: Gaps;
}

/** O(text). */
export function layoutOf(
  prompt: Pick<Prompt, "text" | "passages">,
  atoms: readonly Atom[],
  protections: readonly HeldProtection[],
): Layout {
  const lines = linesOf(prompt, atoms);
  return { lines, items: listItems(lines, atoms), gaps: gapsOf(prompt.text, protections, atoms) };
}
