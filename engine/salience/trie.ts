/**
 * A trie over UTF-16 units. Its edges stand in one hash table of numbers: to fill a `Map` with those of a vocabulary takes
 * several times as long, and the first marks wait for it. Nodes are numbered as they come; 0 is the root.
 */
export class Trie {
  readonly #bits: number;
  readonly #from: Int32Array;
  readonly #unit: Uint16Array;
  /** Where an edge leads; 0 where there is none, since none leads to the root. */
  readonly #to: Int32Array;
  #nodes = 1;

  /** `letters`: of all strings together. Most begin like others, so the table does not get full. */
  constructor(letters: number) {
    this.#bits = Math.ceil(Math.log2(letters + 1));
    const places = 2 ** this.#bits;
    this.#from = new Int32Array(places);
    this.#unit = new Uint16Array(places);
    this.#to = new Int32Array(places);
  }

  /** The node that a unit leads to; 0 where none does. */
  next(node: number, unit: number): number {
    return this.#to[this.#place(node, unit)]!;
  }

  /** The same; where there is none, a new one. */
  grow(node: number, unit: number): number {
    const place = this.#place(node, unit);
    if (this.#to[place] === 0) {
      this.#from[place] = node;
      this.#unit[place] = unit;
      this.#to[place] = this.#nodes++;
    }
    return this.#to[place]!;
  }

  #place(node: number, unit: number): number {
    // Both factors are odd and have ones and zeros all over, as multiplicative hashing wants them.
    let place = (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> (32 - this.#bits);
    while (this.#to[place] !== 0 && (this.#from[place] !== node || this.#unit[place] !== unit))
      place = (place + 1) & (this.#to.length - 1);
    return place;
  }
}
