import * as l10n from "@vscode/l10n";
import { cumulative } from "../../reasoning/student-t.ts";
import type { CallCounts, Check } from "./check.ts";

/** Much of the time of a call with fewer tokens is the wait for the first. */
const LONG = 500;
/** Of fewer long calls with their duration the usual speed is not known. */
const LEAST_TIMED = 20;
/** Of one model nine calls in ten write within 0.6 to 1.5 times the median speed. */
const FAST = 2;
/** Degrees of freedom of a t that has the tails of ln speed. */
const TAILS = 5;
const UNUSUAL = 0.01;

/** Tokens take time: a call cannot have written more than the model's usual speed, with its spread, lets it. */
export const speed: Check = {
  check: "speed",
  find: (all) => {
    const timed = all.flatMap((call, i) => {
      const value = logSpeed(call);
      return value === undefined ? [] : [{ i, value }];
    });
    if (timed.length < LEAST_TIMED) return undefined;
    const usual = median(timed.map(({ value }) => value));
    const spread = 1.4826 * median(timed.map(({ value }) => Math.abs(value - usual)));
    const odds = (value: number) => timed.length * (1 - cumulative((value - usual) / Math.max(spread, 0.01), TAILS));
    const fast = timed.filter(({ value }) => value > usual + Math.log(FAST) && odds(value) <= UNUSUAL);
    if (fast.length === 0) return undefined;
    return {
      message: l10n.t("Billed more than {0} times as many tokens a second as other calls of this model.", FAST),
      calls: fast.map(({ i }) => i),
      odds: Math.max(...fast.map(({ value }) => odds(value))),
    };
  },
};

/** ln tokens a second, hidden ones included, of a long call. */
function logSpeed({ reasoning, visible, seconds = 0 }: CallCounts): number | undefined {
  if (seconds <= 0 || visible === undefined || reasoning === undefined) return undefined;
  const tokens = reasoning + visible;
  return tokens < LONG ? undefined : Math.log(tokens / seconds);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
