import { distance } from "fastest-levenshtein";

/** The `count` candidates with the fewest edits from `name`, nearest first; the part before the last slash is free. */
export function nearest(name: string, candidates: readonly string[], count: number): readonly string[] {
  return candidates
    .map((candidate) => ({
      candidate,
      edits: Math.min(distance(name, candidate), distance(name, candidate.replace(/^.*\//, "")) + 0.5),
    }))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
