import type { VocabularyData } from "../vocabulary-file.ts";

/** No piece. */
const NONE = -1;
/** Up to this many bytes the same lists are used again; longer stretches get new ones. */
const SHORT = 64;

/**
 * The pieces of a vocabulary as a tree of their bytes. A piece's number is its place in the vocabulary, which is
 * sorted; a single byte that is none has a number behind them.
 */
export class Pieces {
  readonly #data: VocabularyData;
  readonly #offsets: Uint32Array;
  /** Of each node the piece that ends there, or NONE; node 0 is the root. */
  readonly #pieceAt: Int32Array;
  /** Edges by open addressing: 256 times the node and the byte, plus 1; and the node that they lead to. */
  readonly #edges: Int32Array;
  readonly #targets: Int32Array;
  readonly #mask: number;
  /** The fewest pieces up to each byte, the last of these, and where that begins. */
  readonly #fewest = new Int32Array(SHORT + 1);
  readonly #last = new Int32Array(SHORT + 1);
  readonly #from = new Int32Array(SHORT + 1);

  constructor(data: VocabularyData) {
    const { bytes, lengths } = data;
    this.#data = data;
    this.#offsets = new Uint32Array(lengths.length + 1);
    for (let i = 0; i < lengths.length; i++) this.#offsets[i + 1] = this.#offsets[i]! + lengths[i]!;
    // Neighbours share their beginnings: each byte beyond them is a node.
    let nodes = 1;
    for (let i = 0; i < lengths.length; i++) nodes += lengths[i]! - (i === 0 ? 0 : this.#shared(i));
    this.#pieceAt = new Int32Array(nodes).fill(NONE);
    const capacity = 2 ** Math.ceil(Math.log2(nodes * 2));
    this.#edges = new Int32Array(capacity);
    this.#targets = new Int32Array(capacity);
    this.#mask = capacity - 1;
    let next = 1;
    for (let piece = 0; piece < lengths.length; piece++) {
      let node = 0;
      for (let at = this.#offsets[piece]!; at < this.#offsets[piece + 1]!; at++) {
        const slot = this.#slot(node, bytes[at]!);
        if (this.#edges[slot] === 0) {
          this.#edges[slot] = node * 256 + bytes[at]! + 1;
          this.#targets[slot] = next++;
        }
        node = this.#targets[slot]!;
      }
      this.#pieceAt[node] = piece;
    }
  }

  /** The bytes of a piece, by its number. */
  bytesOf(piece: number): Uint8Array {
    const count = this.#data.lengths.length;
    if (piece >= count) return Uint8Array.of(piece - count);
    return this.#data.bytes.subarray(this.#offsets[piece], this.#offsets[piece + 1]);
  }

  /**
   * Cuts `[start, end)` into the fewest pieces; a single byte counts as a piece where nothing else does. Of equal cuts
   * the one whose last pieces are longest. Leaves the pieces and where they end in the lists and returns how many they
   * are.
   */
  cut(bytes: Uint8Array, start: number, end: number, pieces: Int32Array, ends: Int32Array): number {
    const length = end - start;
    const isShort = length <= SHORT;
    const fewest = isShort ? this.#fewest : new Int32Array(length + 1);
    const last = isShort ? this.#last : new Int32Array(length + 1);
    const from = isShort ? this.#from : new Int32Array(length + 1);
    fewest.fill(length + 1, 1, length + 1);
    fewest[0] = 0;
    const single = this.#data.lengths.length;
    for (let i = 0; i < length; i++) {
      const count = fewest[i]! + 1;
      if (count < fewest[i + 1]!) {
        fewest[i + 1] = count;
        last[i + 1] = single + bytes[start + i]!;
        from[i + 1] = i;
      }
      for (let node = 0, at = i; at < length; ) {
        const slot = this.#slot(node, bytes[start + at++]!);
        if (this.#edges[slot] === 0) break;
        node = this.#targets[slot]!;
        const piece = this.#pieceAt[node]!;
        if (piece === NONE || count >= fewest[at]!) continue;
        fewest[at] = count;
        last[at] = piece;
        from[at] = i;
      }
    }
    const count = fewest[length]!;
    for (let at = length, i = count - 1; at > 0; at = from[at]!, i--) {
      pieces[i] = last[at]!;
      ends[i] = start + at;
    }
    return count;
  }

  /** The slot of an edge, or the empty one where it would stand. */
  #slot(node: number, byte: number): number {
    const key = node * 256 + byte + 1;
    let slot = Math.imul(key, 0x9e3779b1) >>> 7;
    for (slot &= this.#mask; this.#edges[slot] !== key && this.#edges[slot] !== 0; ) slot = (slot + 1) & this.#mask;
    return slot;
  }

  /** How many bytes a piece begins with that the one before it begins with, too. */
  #shared(piece: number): number {
    const { bytes } = this.#data;
    const [before, own, end] = [this.#offsets[piece - 1]!, this.#offsets[piece]!, this.#offsets[piece + 1]!];
    let shared = 0;
    while (before + shared < own && own + shared < end && bytes[before + shared] === bytes[own + shared]) shared++;
    return shared;
  }
}
