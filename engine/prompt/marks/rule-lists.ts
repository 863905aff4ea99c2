/** A line that is a sentence in quotes: the item of a list of rules in code, such as `"Use functional components",`. */
export const QUOTED_SENTENCE = /^"\p{Lu}[^\s"]{0,60}(?: [^\s"]{1,60}){2,60}",?$/u;

/** Whether the bracket at a place opens a list of rules, which is prose: it is assigned, and a sentence comes first. */
export function opensRules(text: string, bracket: number): boolean {
  const opening = /^= \[\r?\n/.exec(text.slice(bracket - 2, bracket + 3))?.[0];
  if (!opening) return false;
  const first = bracket - 2 + opening.length;
  const end = text.indexOf("\n", first);
  return QUOTED_SENTENCE.test(text.slice(first, end < 0 ? text.length : end).trim());
}
