import type { Recasing } from "../../../protocol/compression.ts";
import { overlapTester, type Span } from "../../../protocol/span.ts";
import type { Atom } from "../atoms/atoms.ts";

/** What ends a label: what follows begins anew. */
const LABEL_END = /[:：][*_]{0,3}$/u;
/** What numbers a sentence. */
const NUMBERING = /^(?:\P{L}+|[([]?(?:[IVX]{2,5}[.)\]]?|\p{L}[.)\]]))$/u;

/**
 * The letters that begin a sentence once its first words are gone, as capitals: "Please answer" becomes "Answer", and so
 * behind a label. Only where it began with a capital, and never inside of what no target touches.
 */
export function capitals(atoms: readonly Atom[], removed: readonly Span[]): Recasing[] {
  const isRemoved = overlapTester(removed);
  const found: Recasing[] = [];
  let began: string | undefined;
  let lost = false;
  for (const [i, atom] of atoms.entries()) {
    if (atom.sentence !== atoms[i - 1]?.sentence) {
      began = undefined;
      lost = false;
    }
    if (LABEL_END.test(atom.text) && !isRemoved(atom)) {
      began = undefined;
      lost = false;
      continue;
    }
    if (atom.marker || began === "done") continue;
    // A number before it is no word of the sentence: "(1) Please ask".
    if (began === undefined && NUMBERING.test(atom.text)) continue;
    const letter = /\p{L}/u.exec(atom.text);
    const first = atom.start + (letter?.index ?? 0);
    const gone = isRemoved({ start: first, end: first + 1 });
    began ??= letter && /\p{Lu}/u.test(letter[0]) ? "capital" : "done";
    if (gone) lost = true;
    else if (began === "capital" && lost && mayChange(atom) && letter && letter.index === leadingMarks(atom.text)) {
      const capital = letter[0].toUpperCase();
      const start = atom.start + letter.index;
      if (capital !== letter[0] && capital.length === letter[0].length)
        found.push({ start, end: start + letter[0].length, text: capital });
      began = "done";
    } else began = "done";
  }
  return found;
}

/** What is quoted or a name in code means what it says to the letter. */
function mayChange({ removable, guard }: Atom): boolean {
  return removable && guard !== "quoted text" && guard !== "identifier";
}

function leadingMarks(word: string): number {
  return /^[\p{P}\p{S}]*/u.exec(word)![0].length;
}
