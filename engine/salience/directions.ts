/** A unit vector with a number that stands for it in cache keys. */
export interface Direction {
  readonly id: number;
  readonly vector: Float32Array;
}

/** The default of `near`, in radians. */
const NEAR = 0.01;
const REMEMBERED = 32;

/** The vector scaled to length 1; as it is where it is all 0. */
export function unit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  return length > 0 ? vector.map((value) => value / length) : vector;
}

/**
 * The directions that recent prompts were attributed to. An edit turns a prompt's mean direction by a hair, and with it
 * the score of every window would have to be computed anew. So a direction within 0.01 radians of a remembered one is
 * taken for that one: by linearity this moves a token's contribution by at most 0.01 times the length of the token's
 * contribution vector. A new prompt, or a drift beyond that, gets its exact direction. With `near` 0 all directions are
 * exact, and a prompt's scores do not depend on what was scored before it.
 */
export class Directions {
  #recent: Direction[] = [];
  #next = 0;

  /** `near`: the angle in radians within which two directions are taken for one. */
  constructor(private readonly near = NEAR) {}

  /** `vector`: of length 1. */
  nearest(vector: Float32Array): Direction {
    let best: Direction | undefined;
    let distance = this.near;
    for (const direction of this.#recent) {
      // The chord, which for angles this small is the angle.
      const chord = Math.hypot(...vector.map((value, i) => value - direction.vector[i]!));
      if (chord <= distance) [best, distance] = [direction, chord];
    }
    best ??= { id: this.#next++, vector };
    this.#recent = [best, ...this.#recent.filter((direction) => direction !== best)].slice(0, REMEMBERED);
    return best;
  }
}
