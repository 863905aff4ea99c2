import type { Span } from "../../../../protocol/span.ts";
import { reasonInWords } from "../../../lexicon/in-words.ts";
import type { Reason } from "../../../lexicon/words.ts";
import type { SentenceRange, Words } from "../../worth/word-features.ts";
import { Tier } from "../key.ts";

/** Words of a sentence that can go while it stays a sentence that says the same. */
export interface Phrase extends SentenceRange {
  readonly tier: Tier;
  readonly reason: string;
  /** Whether the comma behind it stays, for the clause that it ends. */
  readonly leavesComma: boolean;
  /** Whether the comma before it goes with it, as of a parenthesis. */
  readonly takesComma: boolean;
}

/** Filler that leaves and takes no comma. */
export function filler({ first, end }: SentenceRange, reason: Reason): Phrase {
  return { first, end, tier: Tier.filler, reason: reasonInWords(reason), leavesComma: false, takesComma: false };
}

/** The phrases of a prompt as they are found: of two that share a word the first one counts. */
export class FoundPhrases {
  readonly #words: Words;
  /** For each atom whether it is in a phrase, or in none ever. */
  readonly #taken: Uint8Array;
  readonly #phrases: Phrase[] = [];
  /** Where a sentence goes on behind each of them. */
  readonly #behind = new Map<number, number>();

  constructor(words: Words) {
    this.#words = words;
    this.#taken = new Uint8Array(words.atoms.length);
  }

  /** The phrases, in the order of the text. */
  get all(): Phrase[] {
    return this.#phrases.toSorted((a, b) => a.first - b.first);
  }

  /** Keeps from all later phrases what is to stay as it is. */
  keep(stays: (span: Span) => boolean): void {
    for (const [i, atom] of this.#words.atoms.entries()) if (stays(atom)) this.#taken[i] = 1;
  }

  take(phrase: Phrase): void {
    const { first, end } = phrase;
    if (this.#taken.subarray(first, end).some(Boolean)) return;
    this.#taken.fill(1, first, end);
    this.#phrases.push(phrase);
    const { atoms, sentenceOf } = this.#words;
    if (sentenceOf[end] === sentenceOf[first]) this.#behind.set(atoms[first]!.start, atoms[end]!.start);
  }

  /** Where the sentence goes on behind the phrase that begins there; undefined where none does, or it ends its sentence. */
  behind(start: number): number | undefined {
    return this.#behind.get(start);
  }
}
