import type { Prompt } from "../../prompt/parse.ts";
import type { Atom } from "../atoms/atoms.ts";
import { compareKeys, type Unit } from "./key.ts";

/**
 * The units of rows that know nothing of each other, with those of the same words in the same message as one: a prompt
 * that stands in many rows is one prompt, and is cut the same way in each. What is joined has the key of the last.
 * O(text log text).
 */
export function joinSamePrompts({ passages }: Prompt, atoms: readonly Atom[], units: readonly Unit[]): readonly Unit[] {
  if (!passages.some(({ row }) => row > 0)) return units;
  /** The message and the place in it of each atom that stands in several rows, the same in all of them. */
  const places = placesOf(passages, atoms);
  const groups = new Map<string, Unit[]>();
  const alone: Unit[] = [];
  for (const unit of units) {
    const place = unit.atoms.map((i) => places[i]).join(" ");
    if (unit.atoms.some((i) => places[i] === undefined)) alone.push(unit);
    else if (groups.has(place)) groups.get(place)!.push(unit);
    else groups.set(place, [unit]);
  }
  const joined = Array.from(groups.values(), (group) => {
    const last = group.reduce((one, other) => (compareKeys(other.key, one.key) > 0 ? other : one));
    return { ...last, atoms: group.flatMap((unit) => unit.atoms).sort((a, b) => a - b) };
  });
  return [...alone, ...joined];
}

function placesOf(passages: Prompt["passages"], atoms: readonly Atom[]): (string | undefined)[] {
  const texts = new Map<string, { readonly number: number; readonly rows: Set<number> }>();
  for (const { role, row, text } of passages) {
    const key = `${role}\n${text}`;
    const known = texts.get(key) ?? { number: texts.size, rows: new Set() };
    known.rows.add(row);
    texts.set(key, known);
  }
  const places: (string | undefined)[] = atoms.map(() => undefined);
  let i = 0;
  for (const { role, source, text } of passages) {
    const { number, rows } = texts.get(`${role}\n${text}`)!;
    while (i < atoms.length && atoms[i]!.start < source.start) i++;
    for (let own = 0; i < atoms.length && atoms[i]!.start < source.end; i++, own++)
      if (rows.size > 1) places[i] = `${number}:${own}`;
  }
  return places;
}
