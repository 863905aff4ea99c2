import { readTextAsset } from "../runtime/assets.ts";

/** The encoder's tokens of a text; piece `i` covers `[starts[i], ends[i])` of it, in UTF-16 offsets. */
export interface Pieces {
  readonly ids: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export interface Vocabulary {
  readonly ids: ReadonlyMap<string, number>;
  /** Length of the longest piece in UTF-16 units: no look-up needs to try more. */
  readonly longest: number;
}

export const CLS = 101;
export const SEP = 102;
const UNKNOWN = 100;
/** BERT gives up on longer words. */
const WORD_LIMIT = 100;

const REMOVED = /[\ufffd\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u;
const SPACE = /[\t\n\r\p{White_Space}]/u;
const PUNCTUATION = /[!-/:-@[-`{-~\p{P}]/u;
const MARKS = /\p{Mn}/gu;
const IDEOGRAPH =
  /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b820}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/u;

/** Reads a `vocab.txt`: one piece a line, its id is the line's number. */
function parseVocabulary(lines: string): Vocabulary {
  const pieces = lines.trimEnd().split("\n");
  const ids = new Map(pieces.map((piece, id) => [piece, id]));
  return { ids, longest: Math.max(...pieces.map((piece) => piece.length)) };
}

let shipped: Vocabulary | undefined;

/** The vocabulary of the encoder that ships. Throws a `Failure` ("model-files"). */
export function vocabulary(): Vocabulary {
  shipped ??= parseVocabulary(readTextAsset("models/minilm/vocab.txt"));
  return shipped;
}

/** Whether the encoder knows no word like this one, but longer ones that begin so. O(vocabulary). */
export function isOnlyBeginning(word: string): boolean {
  const { ids } = vocabulary();
  return !ids.has(word) && [...ids.keys()].some((piece) => piece.startsWith(word));
}

/** What happens to one character: dropped, a word's end, a word of its own, or letters of the word at hand. */
type Treatment = { readonly kind: "drop" | "space" | "alone" | "letters"; readonly letters: string };

const treatments = new Map<string, Treatment>();

function treatment(character: string): Treatment {
  const known = treatments.get(character) ?? classify(character);
  treatments.set(character, known);
  return known;
}

function classify(character: string): Treatment {
  if (character !== "\t" && character !== "\n" && character !== "\r" && REMOVED.test(character))
    return { kind: "drop", letters: "" };
  if (SPACE.test(character)) return { kind: "space", letters: "" };
  const letters = character.normalize("NFD").replace(MARKS, "").toLowerCase();
  const alone = PUNCTUATION.test(letters) || IDEOGRAPH.test(character);
  return { kind: alone ? "alone" : "letters", letters };
}

/** Greedy longest match: the pieces' ids and ends in the word, or nothing where one part of it is in no piece. */
function cutWord(word: string, { ids, longest }: Vocabulary): { id: number; end: number }[] | undefined {
  const cut: { id: number; end: number }[] = [];
  let at = 0;
  while (at < word.length) {
    const prefix = at ? "##" : "";
    let end = Math.min(word.length, at + longest);
    while (end > at && !ids.has(prefix + word.slice(at, end))) end--;
    if (end === at) return undefined;
    cut.push({ id: ids.get(prefix + word.slice(at, end))!, end });
    at = end;
  }
  return cut;
}

/** The word at hand: its letters, normalised, and for each of their units where in the text it came from. */
class Word {
  #letters = "";
  #length = 0;
  readonly #from: number[] = [];
  readonly #to: number[] = [];

  /** Adds what stands for one character of the text. */
  add(letters: string, start: number, end: number): void {
    for (const _ of letters) this.#length++;
    // Of a word beyond the limit only its extent matters.
    if (this.#length > WORD_LIMIT && this.#from.length > 0) {
      this.#to[this.#to.length - 1] = end;
      return;
    }
    this.#letters += letters;
    for (let unit = 0; unit < letters.length; unit++) {
      this.#from.push(start);
      this.#to.push(end);
    }
  }

  /** Adds its pieces to those of the text. */
  cutInto(ids: number[], starts: number[], ends: number[], vocabulary: Vocabulary): void {
    if (this.#letters === "") return;
    const cut = this.#length > WORD_LIMIT ? undefined : cutWord(this.#letters, vocabulary);
    let at = 0;
    for (const { id, end } of cut ?? [{ id: UNKNOWN, end: this.#letters.length }]) {
      ids.push(id);
      starts.push(this.#from[at]!);
      ends.push(this.#to[end - 1]!);
      at = end;
    }
  }
}

/**
 * BERT's uncased WordPiece (Devlin et al. 2019; ids equal to HuggingFace's BertTokenizerFast, but for accents that
 * Unicode has named since its version 8), with each piece's span in the original text. "[CLS]" and the like in a text
 * are plain text here. Linear in the length of the text.
 */
export function wordpiece(text: string, vocabulary: Vocabulary): Pieces {
  const ids: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let word = new Word();
  const flush = (): void => {
    word.cutInto(ids, starts, ends, vocabulary);
    word = new Word();
  };
  let at = 0;
  for (const character of text) {
    const start = at;
    at += character.length;
    const { kind, letters } = treatment(character);
    if (kind === "drop") continue;
    if (kind !== "letters") flush();
    if (kind !== "space") word.add(letters, start, at);
    if (kind === "alone") flush();
  }
  flush();
  return { ids, starts, ends };
}
