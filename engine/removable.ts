import type { Removable } from "../protocol/inspection.ts";
import { explained } from "./compress/compress.ts";
import { cutter } from "./compress/cut/removal.ts";
import type { Order } from "./compress/order/order.ts";

/** What trim takes, each stretch with its reason. */
export function removableSpans(text: string, order: Order): Removable[] {
  const { atoms, units, trimmed } = order;
  const chosen = new Set(units.slice(0, trimmed).flatMap((unit) => unit.atoms));
  let next = 0;
  return explained(
    cutter(text, order).cut((atom) => chosen.has(atom)),
    order,
  ).map((removal) => {
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
