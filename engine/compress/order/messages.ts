import { isData, type PromptKind } from "../../../protocol/formats.ts";
import { resemblesData } from "../../prompt/formats/registry.ts";
import type { Prompt } from "../../prompt/parse.ts";
import { isComma } from "../atoms/commas.ts";
import type { Words } from "../worth/word-features.ts";
import type { Unit } from "./key.ts";

const PROSE: readonly PromptKind[] = ["text", "markdown", "code", "toml"];

/**
 * The units of a prompt without those with which one of its texts would lose the last of its words, or what makes it a
 * prompt: providers refuse a message that says nothing. `units` are by their keys. O(text).
 */
export function keepMessages(prompt: Prompt, { atoms }: Words, units: readonly Unit[]): Unit[] {
  const { passages } = prompt;
  const messageOf = new Int32Array(atoms.length).fill(-1);
  // Data without the remark beside it would be a file of data.
  const isRemark = isOneText(prompt);
  /** The characters of each that are left, but for those that go by themselves. */
  const left = passages.map(() => 0);
  const lengthOf = (i: number) => {
    const { start, end, text, closing, marker, removable } = atoms[i]!;
    return closing || marker || isComma(text) || (isRemark && !removable) ? 0 : end - start;
  };
  let i = 0;
  for (const [m, { source }] of passages.entries()) {
    while (i < atoms.length && atoms[i]!.start < source.start) i++;
    for (; i < atoms.length && atoms[i]!.start < source.end; i++) {
      messageOf[i] = m;
      left[m]! += lengthOf(i);
    }
  }
  return units.filter((unit) => {
    const losses = new Map<number, number>();
    for (const atom of unit.atoms) {
      const m = messageOf[atom]!;
      if (m >= 0) losses.set(m, (losses.get(m) ?? 0) + lengthOf(atom));
    }
    const isKept = Array.from(losses).some(([m, loss]) => loss > 0 && left[m]! - loss <= passages[m]!.least);
    if (!isKept) for (const [m, loss] of losses) left[m]! -= loss;
    return !isKept;
  });
}

/** Whether a text may lack little to be read as a file of data. */
export function isAlmostData(prompt: Prompt): boolean {
  return isOneText(prompt) && PROSE.includes(prompt.kind) && resemblesData(prompt.text);
}

/** Whether all of a prompt is one text. */
export function isOneText({ kind, messages }: Pick<Prompt, "kind" | "messages">): boolean {
  return !messages && !isData(kind);
}
