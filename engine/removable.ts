import type { Removable } from "../protocol/inspection.ts";
import { cutter } from "./compress/cut/cutter.ts";
import { removalsOf } from "./compress/cut/removals.ts";
import { keepStructure } from "./compress/cut/structure.ts";
import type { WeighedPrompt } from "./weigh.ts";

/** What trim takes, each stretch with its reason. */
export function removableSpans(weighed: Pick<WeighedPrompt, "prompt" | "path" | "order">): Removable[] {
  const { prompt, order } = weighed;
  const { atoms, trimmed } = order;
  const shears = cutter(prompt.text, order);
  const trim = keepStructure(weighed, (isHeld) => removalsOf(order, shears, (u) => u < trimmed && !isHeld(u)));
  let next = 0;
  return (trim?.removed ?? []).map((removal) => {
    while (next < atoms.length && atoms[next]!.start < removal.start) next++;
    let salience = 0;
    let inside = 0;
    while (next < atoms.length && atoms[next]!.end <= removal.end) {
      salience += atoms[next]!.salience;
      inside++;
      next++;
    }
    return { ...removal, salience: salience / Math.max(1, inside) };
  });
}
