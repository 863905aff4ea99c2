import type { Finding } from "../../protocol/audit.ts";

/** What the counts of a call are held against. */
export interface CallCounts {
  /** As forecasts name it. */
  readonly model: string;
  /** Hidden tokens billed. */
  readonly reasoning: number;
  /** Tokens of the visible answer, where the log tells. */
  readonly visible?: number;
  readonly sums?: { readonly input: number; readonly output: number; readonly total: number };
  /** How long the call took. */
  readonly seconds?: number;
}

/** OpenAI reports the hidden tokens of these in steps; of every later model it reports each one. */
const IN_STEPS = /^(?:o1|o1-mini|o1-pro|o3|o3-mini|o3-pro|o4-mini|codex-mini|gpt-5|gpt-5-(?:mini|nano|pro|codex))$/;
const STEP = 64;
/** Of fewer calls with their duration the usual speed is not known. */
const LEAST_TIMED = 20;
/** Of one model nine calls in ten write within 0.6 to 1.5 times the median speed. */
const FAST = 2;

/** A check of one call against itself and its kin. */
export interface Check {
  readonly check: Finding["check"];
  readonly message: string;
  readonly fails: (call: CallCounts) => boolean;
}

/** What the counts of calls of one model at one effort are checked for. */
export function checksOf(calls: readonly CallCounts[]): Check[] {
  const speeds = calls.map(speed).filter((value) => value !== undefined);
  const usual = speeds.length < LEAST_TIMED ? Number.POSITIVE_INFINITY : median(speeds);
  return [
    {
      check: "sum",
      message: "The total is not what input, output and hidden tokens come to.",
      fails: ({ sums, reasoning }) =>
        sums !== undefined && ![0, reasoning].includes(sums.total - sums.input - sums.output),
    },
    {
      check: "step",
      message: `OpenAI reports the hidden tokens of this model in steps of ${STEP}: whoever reports these counts otherwise.`,
      fails: ({ model, reasoning }) => IN_STEPS.test(model) && reasoning % STEP > 0,
    },
    {
      check: "speed",
      message: `Billed more than ${FAST} times as many tokens a second as other calls of this model.`,
      fails: (call) => (speed(call) ?? 0) > FAST * usual,
    },
  ];
}

/** Tokens a second, hidden ones included. */
function speed({ reasoning, visible, seconds }: CallCounts): number | undefined {
  return seconds === undefined || visible === undefined ? undefined : (reasoning + visible) / seconds;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
