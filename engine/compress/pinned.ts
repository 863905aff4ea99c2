import type { Controls } from "../../protocol/compression.ts";
import type { ProtectionReason } from "../../protocol/prompt.ts";
import { isInstruction } from "./constraints.ts";
import type { Words } from "./word-features.ts";

const MEANT: ReadonlySet<ProtectionReason | undefined> = new Set<ProtectionReason>(["negation", "identifier", "path"]);

/**
 * Which atoms stay at any budget: those that the user named, and in an instruction a negation or comparison, without
 * which it says the opposite, and what is called by its name.
 */
export function pinned(
  text: string,
  { atoms, sentences }: Words,
  controls: Controls & { question?: string },
): boolean[] {
  const stays = new Array<boolean>(atoms.length).fill(false);
  if (controls.strength !== "light" && !controls.question) {
    for (const { first, end } of sentences) {
      if (!isInstruction(text.slice(atoms[first]!.start, atoms[end - 1]!.end))) continue;
      for (let i = first; i < end; i++) stays[i] = MEANT.has(atoms[i]!.guard) || /^[<>=!≤≥≠]+/.test(atoms[i]!.text);
    }
  }
  for (const word of controls.force ?? []) {
    if (word.trim() === "") continue;
    let next = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      while (next < atoms.length && atoms[next]!.end <= at) next++;
      for (let i = next; i < atoms.length && atoms[i]!.start < at + word.length; i++) stays[i] = true;
    }
  }
  if (controls.keepDigits) for (const [i, atom] of atoms.entries()) stays[i] ||= /\p{Nd}/u.test(atom.text);
  return stays;
}
