/** The `count` candidates with the fewest edits from `name`, nearest first; the part before the last slash is free. */
export function nearest(name: string, candidates: readonly string[], count: number): readonly string[] {
  return candidates
    .map((candidate) => ({
      candidate,
      edits: Math.min(editDistance(name, candidate), editDistance(name, candidate.replace(/^.*\//, "")) + 0.5),
    }))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/**
 * Edits that turn `a` into `b`: insertions, deletions, substitutions and swaps of neighbours (optimal string
 * alignment).
 */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
