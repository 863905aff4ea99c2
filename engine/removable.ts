import type { Removable } from "../protocol/inspection.ts";
import { cutter } from "./compress/cut/cutter.ts";
import { removalsOf } from "./compress/cut/removals.ts";
import type { Order } from "./compress/order/order.ts";

/** What trim takes, each stretch with its reason. */
export function removableSpans(text: string, order: Order): Removable[] {
  const { atoms, trimmed } = order;
  let next = 0;
  return removalsOf(order, cutter(text, order), (unit) => unit < trimmed).removed.map((removal) => {
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
