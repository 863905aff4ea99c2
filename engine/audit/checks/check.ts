import type { Finding } from "../../../protocol/audit.ts";
import type { UsageRecord } from "../../calls/usage-record.ts";

/** What of a call is held against its other counts and its kin; the model as forecasts name it. */
export interface CallCounts extends Pick<UsageRecord, "visible" | "doubt" | "seconds"> {
  readonly model: string;
  /** Hidden tokens; absent where the log contradicts itself. */
  readonly reasoning?: number;
  /** The most tokens that the call was allowed to think. */
  readonly budget?: number;
  /** The most tokens that the model can write in one call. */
  readonly limit?: number;
  /** Tokens that the answer has by the model's own vocabulary, where the log holds its text. */
  readonly recounted?: number;
}

/** A check of the calls of one model at one effort, in the order of time. */
export interface Check {
  readonly check: Finding["check"];
  /** The calls that fail, and a bound on the chance that true counts fail like this; undefined where none does. */
  readonly find: (calls: readonly CallCounts[]) => Failed | undefined;
}

export interface Failed {
  /** In the user's words. */
  readonly message: string;
  /** Their numbers, rising. */
  readonly calls: readonly number[];
  readonly odds: number;
}

/** A check of what no true count can be, call by call. */
export function impossible(
  check: Finding["check"],
  message: () => string,
  fails: (call: CallCounts) => boolean,
): Check {
  return {
    check,
    find: (all) => {
      const calls = all.flatMap((call, i) => (fails(call) ? [i] : []));
      return calls.length > 0 ? { message: message(), calls, odds: 0 } : undefined;
    },
  };
}
