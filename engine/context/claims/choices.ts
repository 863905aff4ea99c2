import type { Speech } from "./speech.ts";

/** Those named of things of which only one can be had ("npm", "pnpm"), and what is said beside them. */
export interface Choice {
  readonly set: number;
  readonly members: readonly number[];
  readonly about: readonly string[];
}

/** What is said of a thing that has one such value: what it is called, where it is. */
export interface Slot {
  readonly slot: number;
  readonly value: string;
  readonly about: readonly string[];
}

/** The choices among the words of content of a clause. */
export function choicesAmong(said: readonly string[], terms: readonly string[], speech: Speech): Choice[] {
  const { rivals, meant } = speech;
  const written = said.map((word) => word.replaceAll("`", ""));
  return rivals.flatMap(({ members, forms, about, of }, set): Choice[] => {
    if (of.size > 0 && !terms.some((word) => of.has(word))) return [];
    const named = new Set(terms.flatMap((word) => members.get(word) ?? []));
    // "Spacing" is no space.
    if (named.size === 0 || !written.some((word) => members.has(meant(word)) && forms?.has(word) !== false)) return [];
    return [{ set, members: [...named], about: terms.filter((word) => !members.has(word) && !about.has(word)) }];
  });
}

/** The one value that a clause says where it is the value of something: "tests are named `*.test.ts`". */
export function slotsAmong(said: readonly string[], terms: readonly string[], speech: Speech): Slot[] {
  const { slots, meant } = speech;
  return slots.flatMap(({ words, beside, about }, slot): Slot[] => {
    if (!said.some((word) => words.has(meant(word)))) return [];
    const [value, ...others] = new Set(said.filter((word) => isLiteral(word) || beside.has(meant(word))));
    if (value === undefined || others.length > 0) return [];
    const other = (word: string) => word !== meant(value) && !words.has(word) && !about.has(word);
    return [{ slot, value: value.replaceAll("`", ""), about: terms.filter(other) }];
  });
}

/** A path, a pattern of names or a part of one, not a word: "`*.test.ts`", "src/", "__tests__". */
function isLiteral(word: string): boolean {
  return /[*{<]|^_|[\p{L}\p{N}_][./_][\p{L}\p{N}*]|\p{L}\/$/u.test(word);
}

/** Whether two values cannot both be had: of names of one kind of file, neither a folder of the other. */
export function excludeEachOther(one: string, other: string): boolean {
  const [a, b] = [one, other].map((value) => value.replace(/\/?$/, "/"));
  const kindOf = (value: string) => /[^.]\.(\w+)\/$/.exec(value)?.[1];
  return !a!.startsWith(b!) && !b!.startsWith(a!) && kindOf(a!) === kindOf(b!);
}
