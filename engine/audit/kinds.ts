/** Prompts whose topics lie closer are of one kind: nine in ten prompts of a data set have a nearer neighbour in it, half have none as near in another. */
const NEAR = 2.3;
/** Of a log of more kinds, later ones count with the nearest: the work grows with the square of their number. */
const MOST = 40;

/**
 * Numbers the kinds of prompts by their topics, in the order in which the kinds first come: a prompt is of the kind whose
 * first prompt is nearest, or begins one. Later prompts change nothing for earlier ones. O(prompts x kinds).
 */
export function kindsOfTopics(topics: readonly ArrayLike<number>[]): number[] {
  const firsts: ArrayLike<number>[] = [];
  return topics.map((topic) => {
    const distances = firsts.map((first) => distance(first, topic));
    const nearest = distances.indexOf(Math.min(...distances));
    if (nearest >= 0 && (distances[nearest]! <= NEAR || firsts.length === MOST)) return nearest;
    return firsts.push(topic) - 1;
  });
}

/** Numbers names in the order in which they first come. */
export function kindsOfNames(names: readonly (string | undefined)[]): number[] {
  const known = new Map<string | undefined, number>();
  return names.map((name) => {
    if (!known.has(name)) known.set(name, Math.min(known.size, MOST));
    return known.get(name)!;
  });
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}
