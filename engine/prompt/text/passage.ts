import { firstIndex } from "../../../protocol/binary-search.ts";
import type { Role } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";

/**
 * Where a piece of decoded text comes from. A piece runs to the next one's start, in both texts. Where both lengths are
 * equal it is verbatim, unit by unit; else it is one indivisible encoding (`\n`, a stripped indentation, a comment
 * that no model sees and that decodes to nothing).
 */
export interface Piece {
  readonly decoded: number;
  readonly source: number;
}

/** A stretch of what the model will read, with the way back to the file. Offsets are UTF-16 in both. */
export class Passage {
  readonly role: Role;
  /** The text that the model receives: escapes resolved, indentation stripped. */
  readonly text: string;
  /** Which of the independent rows of its file it stands in, from 0. */
  readonly row: number;
  /** Of so few characters it would not be read as a prompt. */
  readonly least: number;
  readonly #pieces: readonly Piece[];

  /** `pieces` rise in both offsets, start at decoded 0, and close with one at the ends of both texts. */
  constructor(role: Role, text: string, pieces: readonly Piece[], row = 0, least = 0) {
    this.role = role;
    this.text = text;
    this.row = row;
    this.least = least;
    this.#pieces = pieces;
  }

  /** A stretch of the file that the model receives as it stands. */
  static verbatim(role: Role, file: string, { start, end }: Span): Passage {
    return new Passage(role, file.slice(start, end), [
      { decoded: 0, source: start },
      { decoded: end - start, source: end },
    ]);
  }

  /** Passages of one speaker, at least one, as one. What stands between them in the file decodes to nothing. */
  static joined(role: Role, passages: readonly Passage[]): Passage {
    let decoded = 0;
    const pieces = passages.flatMap((passage) => {
      const moved = passage.#pieces.map((piece) => ({ ...piece, decoded: piece.decoded + decoded }));
      decoded += passage.text.length;
      return moved;
    });
    return new Passage(role, passages.map(({ text }) => text).join(""), pieces);
  }

  /** The same passage as one of a row, which needs more than so many characters to be one. */
  inRow(row: number, least: number): Passage {
    return new Passage(this.role, this.text, this.#pieces, row, least);
  }

  /** A stretch of the passage as one of its own, which another may speak. */
  slice({ start, end }: Span, role: Role): Passage {
    const inside = this.#pieces.filter(({ decoded }) => decoded > start && decoded < end);
    const source = this.toSourceSpan({ start, end });
    return new Passage(
      role,
      this.text.slice(start, end),
      [
        { decoded: 0, source: source.start },
        ...inside.map((piece) => ({ decoded: piece.decoded - start, source: piece.source })),
        { decoded: end - start, source: source.end },
      ],
      this.row,
    );
  }

  /** All of the file that the passage was decoded from. */
  get source(): Span {
    return { start: this.#pieces[0]!.source, end: this.#pieces.at(-1)!.source };
  }

  /** The indivisible encodings, in file coordinates. */
  get encoded(): Span[] {
    const spans: Span[] = [];
    for (let i = 0; i + 1 < this.#pieces.length; i++) {
      if (!this.#isVerbatim(i)) spans.push({ start: this.#pieces[i]!.source, end: this.#pieces[i + 1]!.source });
    }
    return spans;
  }

  /** Where in the file the unit at `offset` starts; the passage's end for `text.length`. */
  toSource(offset: number): number {
    const last = this.#pieces.length - 1;
    if (offset >= this.#pieces[last]!.decoded) return this.#pieces[last]!.source;
    const at = this.#pieceAt(offset);
    const { decoded, source } = this.#pieces[at]!;
    return this.#isVerbatim(at) ? source + offset - decoded : source;
  }

  /** The stretch of the file that a stretch of the passage was decoded from; it never splits an encoding. */
  toSourceSpan({ start, end }: Span): Span {
    if (end <= start) return { start: this.toSource(start), end: this.toSource(start) };
    const at = this.#pieceAt(end - 1);
    const { decoded, source } = this.#pieces[at]!;
    const sourceEnd = this.#isVerbatim(at) ? source + end - decoded : this.#pieces[at + 1]!.source;
    return { start: this.toSource(start), end: sourceEnd };
  }

  /** What the model reads of a stretch of the file that splits no encoding. */
  textOf({ start, end }: Span): string {
    return this.text.slice(this.toDecoded(start), this.toDecoded(end));
  }

  /** Where in the passage a unit of the file comes to stand; the ends for what lies outside. */
  toDecoded(offset: number): number {
    const { start, end } = this.source;
    if (offset <= start) return 0;
    if (offset >= end) return this.text.length;
    const at = firstIndex(1, this.#pieces.length - 1, (i) => this.#pieces[i]!.source > offset) - 1;
    const { decoded, source } = this.#pieces[at]!;
    return this.#isVerbatim(at) ? decoded + offset - source : decoded;
  }

  /** Index of the last piece that starts at or before `offset`: of pieces that decode to nothing, the one after. */
  #pieceAt(offset: number): number {
    return firstIndex(1, this.#pieces.length - 1, (i) => this.#pieces[i]!.decoded > offset) - 1;
  }

  #isVerbatim(piece: number): boolean {
    const here = this.#pieces[piece]!;
    const next = this.#pieces[piece + 1]!;
    return next.decoded - here.decoded === next.source - here.source;
  }
}

/** Collects the pieces of a passage while a reader walks through its encoding. */
export class PieceWriter {
  readonly pieces: Piece[] = [];
  #text: string[] = [];
  #decoded = 0;

  /** A stretch of the file that decodes to `text`. An empty stretch that decodes to nothing leaves no piece. */
  add(source: Span, text: string): void {
    if (source.end === source.start && text === "") return;
    this.pieces.push({ decoded: this.#decoded, source: source.start });
    this.#decoded += text.length;
    this.#text.push(text);
  }

  /** The finished passage; `end` is where its encoding ends in the file. */
  passage(role: Role, end: number): Passage {
    if (this.pieces.length === 0) this.pieces.push({ decoded: 0, source: end });
    return new Passage(role, this.#text.join(""), [...this.pieces, { decoded: this.#decoded, source: end }]);
  }
}
