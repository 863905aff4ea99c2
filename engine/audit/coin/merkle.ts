import { createHash } from "node:crypto";

/** What a hash is of: a leaf can then never be taken for a node, nor a node for a commitment (RFC 6962, section 2.1). */
const LEAF = 0;
const NODE = 1;
const ROOT = 2;
/** Bytes of a hash. */
export const HASH = 32;

export function leafHash(...parts: readonly Uint8Array[]): Uint8Array {
  return hash(LEAF, parts);
}

/** Of a tree together with what it is the tree of. */
export function rootHash(...parts: readonly Uint8Array[]): Uint8Array {
  return hash(ROOT, parts);
}

/** A whole number below 2^32 as bytes. */
export function wholeNumber(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A binary hash tree over leaves in order; of an odd number the last goes up as it is, so that no leaf stands for two. */
export class MerkleTree {
  /** From the leaves to the top. */
  readonly #levels: (readonly Uint8Array[])[];

  /** `leaves`: hashes, at least one. */
  constructor(leaves: readonly Uint8Array[]) {
    this.#levels = [leaves];
    for (let level = leaves; level.length > 1; ) {
      level = Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => {
        const [left, right] = [level[2 * i]!, level[2 * i + 1]];
        return right ? hash(NODE, [left, right]) : left;
      });
      this.#levels.push(level);
    }
  }

  get top(): Uint8Array {
    return this.#levels.at(-1)![0]!;
  }

  /** The hashes that lead from a leaf to the top, the lowest first. */
  path(index: number): Uint8Array[] {
    return this.#levels.flatMap((level, height) => level[(index >> height) ^ 1] ?? []);
  }
}

/**
 * The top of the tree with so many leaves that has this one at `index`, by its path; undefined where no tree of that many
 * leaves has such a path.
 */
export function topOf(
  leaf: Uint8Array,
  index: number,
  leaves: number,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (index < 0 || index >= leaves) return undefined;
  let top = leaf;
  let used = 0;
  for (let [at, last] = [index, leaves - 1]; last > 0; at >>= 1, last >>= 1) {
    if (at === last && at % 2 === 0) continue;
    const sibling = path[used++];
    if (sibling?.length !== HASH) return undefined;
    top = hash(NODE, at % 2 === 0 ? [top, sibling] : [sibling, top]);
  }
  return used === path.length ? top : undefined;
}

/** Each part with its length before it, so that no two lists of parts read the same. */
function hash(kind: number, parts: readonly Uint8Array[]): Uint8Array {
  const sum = createHash("sha256").update(Uint8Array.of(kind));
  for (const part of parts) sum.update(wholeNumber(part.length)).update(part);
  return sum.digest();
}
