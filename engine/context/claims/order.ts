import type { Reading } from "./reading.ts";
import type { Speech } from "./speech.ts";

/** What is to be done before what, each as words. */
export interface Order {
  readonly earlier: readonly string[];
  readonly later: readonly string[];
}

/** The words of a clause that tells two steps one behind the other as those of the first *before* the second. */
export function firstThingsFirst(words: readonly string[], speech: Speech): readonly string[] {
  const { order, before, meant, times, except } = speech;
  const turn = words.findIndex((word) => order.next.has(meant(word)));
  if (turn < 0 || before === undefined) return words;
  const isStep = (part: readonly string[]) =>
    part.length > 0 &&
    part.every((word) => word !== "," && ![order.next, times, except].some((set) => set.has(meant(word))));
  const head = words.slice(0, turn).filter((word) => !order.first.has(meant(word)));
  if (head.at(-1) === ",") head.pop();
  const tail = words.slice(turn + 1);
  return isStep(head) && isStep(tail) ? [...head, before, ...tail] : words;
}

/** The order that a clause demands, where it says one: "before", "after". */
export function orderOf({ found: { core, when }, whens }: Reading, { order }: Speech): Order | undefined {
  const [opener, ...others] = whens;
  if (opener === undefined || others.length > 0 || core.length === 0 || when.length === 0) return undefined;
  if (order.before.has(opener)) return { earlier: core, later: when };
  return order.after.has(opener) ? { earlier: when, later: core } : undefined;
}

/** Whether two orders of the same steps cannot both be kept. */
export function isTurnedAround(a: Order, b: Order): boolean {
  return isSame(a.earlier, b.later) && isSame(a.later, b.earlier);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.every((word) => other.includes(word)) && other.every((word) => one.includes(word));
}
