import type { Part } from "../../../protocol/prompt.ts";
import { functionClass, plainTerm } from "../atoms/terms.ts";

const NUMBERED = /^\P{L}{0,4}(?:\d|[A-Za-z][.):])/u;
const WORD = /[\p{L}\p{M}'-]+/u;

/**
 * Tells the step that an offset is in, by number: the inmost section whose heading is numbered, or begins with the same
 * word, as that of another section beside it ("Phase 1", "Phase 2"). What is demanded in one step is not demanded in the
 * next. Offsets must rise. O(parts) for all of them.
 */
export function stepFinder(parts: readonly Part[]): (offset: number) => number | undefined {
  const sections = parts.filter(({ kind }) => kind === "section").sort((a, b) => a.start - b.start || b.end - a.end);
  const parents: number[] = [];
  const around = (from: number, offset: number) => {
    let at = from;
    while (at >= 0 && sections[at]!.end <= offset) at = parents[at]!;
    return at;
  };
  const counts = new Map<string, number>();
  const kinds = sections.map(({ start, title }, s) => {
    parents.push(around(s - 1, start));
    const kind = kindOf(title);
    if (kind === undefined) return undefined;
    const key = `${parents[s]} ${kind}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return key;
  });
  const steps: (number | undefined)[] = [];
  for (const [s, key] of kinds.entries()) steps.push(key && counts.get(key)! > 1 ? s : steps[parents[s]!]);
  let last = -1;
  return (offset) => {
    while (last + 1 < sections.length && sections[last + 1]!.start <= offset) last++;
    return steps[around(last, offset)];
  };
}

/** What a heading has in common with those of the other steps. */
function kindOf(title: string): string | undefined {
  if (NUMBERED.test(title)) return "numbered";
  const word = plainTerm(WORD.exec(title)?.[0] ?? "");
  return word === "" || functionClass(word) === "article" ? undefined : word;
}
