/** Prompts whose topics lie closer are of one kind: nine in ten prompts of a data set have a nearer neighbour in it, half have none as near in another. */
const NEAR = 2.3;
/** The work grows with the square of the number of kinds. */
const MOST = 60;
/** The kind of what would be one more. */
export const NO_KIND = -1;

/**
 * Numbers the kinds of prompts by their topics, in the order in which the kinds first come: a prompt is of the kind whose
 * first prompt is nearest, or begins one. Later prompts change nothing for earlier ones. O(prompts x kinds).
 */
export function kindsOfTopics(topics: readonly ArrayLike<number>[]): number[] {
  const firsts: ArrayLike<number>[] = [];
  return topics.map((topic) => {
    const distances = firsts.map((first) => distance(first, topic));
    const nearest = distances.indexOf(Math.min(...distances));
    if (nearest >= 0 && distances[nearest]! <= NEAR) return nearest;
    return firsts.length === MOST ? NO_KIND : firsts.push(topic) - 1;
  });
}

/** Numbers names in the order in which they first come. */
export function kindsOfNames(names: readonly (string | undefined)[]): number[] {
  const known = new Map<string | undefined, number>();
  return names.map((name) => {
    if (!known.has(name) && known.size < MOST) known.set(name, known.size);
    return known.get(name) ?? NO_KIND;
  });
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}
