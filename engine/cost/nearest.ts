import { distance } from "fastest-levenshtein";

/**
 * The `count` candidates with the fewest edits from `name`, nearest first; the part before the last slash does not
 * count. A candidate that contains the name as whole words is nearer than any that does not. A single word is compared
 * with single words: "sonet" is near every Sonnet.
 */
export function nearest(name: string, candidates: readonly string[], count: number): readonly string[] {
  const isWord = (candidate: string) => `-${candidate}-`.replace(/[/.:]/g, "-").includes(`-${name}-`);
  const isOneWord = /^\p{L}{4,}$/u.test(name);
  const wordsOf = (candidate: string) => (isOneWord ? candidate.toLowerCase().split(/[^\p{L}]+/u) : []);
  return candidates
    .map((candidate) => ({
      candidate,
      edits: isWord(candidate.toLowerCase())
        ? candidate.length / 1000
        : Math.min(
            distance(name, candidate),
            distance(name, candidate.replace(/^.*\//, "")) + 0.5,
            ...wordsOf(candidate).map((word) => distance(name, word) + 0.75),
          ),
    }))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
