import type { Finding } from "../../protocol/audit.ts";
import type { UsageRecord } from "../calls/usage-record.ts";
import { factFor, modelFacts } from "../cost/model-facts.ts";

/** What of a call is held against its other counts and its kin; the model as forecasts name it. */
export interface CallCounts extends Pick<UsageRecord, "visible" | "doubt" | "seconds"> {
  readonly model: string;
  /** Hidden tokens; absent where the log contradicts itself. */
  readonly reasoning?: number;
}

/** Much of the time of a call with fewer tokens is the wait for the first. */
const LONG = 500;
/** Of fewer long calls with their duration the usual speed is not known. */
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
  const step = factFor(modelFacts().hiddenSteps, calls[0]?.model ?? "")?.step;
  return [
    {
      check: "sum",
      message: "The total is not the sum of input, output and thinking tokens.",
      fails: ({ doubt }) => doubt === "total",
    },
    {
      check: "sum",
      message: "More thinking tokens than output, and the total leaves no room for them beside it.",
      fails: ({ doubt }) => doubt === "hidden",
    },
    {
      check: "step",
      message: `OpenAI reports the thinking tokens of this model in steps of ${step}; these counts come from elsewhere.`,
      fails: ({ reasoning = 0 }) => step !== undefined && reasoning % step > 0,
    },
    {
      check: "speed",
      message: `Billed more than ${FAST} times as many tokens a second as other calls of this model.`,
      fails: (call) => (speed(call) ?? 0) > FAST * usual,
    },
  ];
}

/** Tokens a second, hidden ones included, of a long call. */
function speed({ reasoning, visible, seconds }: CallCounts): number | undefined {
  if (seconds === undefined || visible === undefined || reasoning === undefined) return undefined;
  const tokens = reasoning + visible;
  return tokens < LONG ? undefined : tokens / seconds;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
