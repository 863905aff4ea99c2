import type { Cost } from "./inspection.ts";
import type { Span } from "./span.ts";

/**
 * How careful compression is. `strict`: nothing protected goes and rules stay whole, whatever the budget. `normal`:
 * what guards the meaning of a sentence (a number, negation, quote...) goes only with all of it, and last. `light`:
 * guards outlast other words, but are words like them.
 */
export const STRENGTHS = ["strict", "normal", "light"] as const;
export type Strength = (typeof STRENGTHS)[number];

/** What a user wants kept, whatever the ranking says. */
export interface Controls {
  readonly strength?: Strength;
  /** Every occurrence of these strings stays. */
  readonly force?: readonly string[];
  /** Every word with a digit stays. */
  readonly keepDigits?: boolean;
  /** So many sentences at the start and at the end stay whole. */
  readonly keepFirst?: number;
  readonly keepLast?: number;
}

/** A removed stretch of the original text and the reason shown for it. */
export interface Removal extends Span {
  readonly reason: string;
}

/** What kind of task a prompt sets. */
export const TASKS = ["reasoning", "question", "classification", "summary", "writing", "agent", "code"] as const;
export type Task = (typeof TASKS)[number];

/** Whether compressing is worth it. */
export interface Advice {
  readonly compress: boolean;
  /** Change in tokens per call: input saved is negative, expected growth of the answer is positive. */
  readonly net: number;
  /** The same in US dollars; absent where the model has no known price. */
  readonly dollars?: number;
  /** The task that it rests on; absent where the prompt does not tell. */
  readonly task?: Task;
  readonly why: string;
}

/** A compressed prompt. `text` is the original without `removed`: an in-order subsequence. */
export interface Compression {
  readonly id?: string;
  readonly model: string;
  readonly text: string;
  /** Tokens of the model's tokenizer, before and after. */
  readonly before: number;
  readonly after: number;
  readonly removed: readonly Removal[];
  /** What a call with the compressed prompt costs; absent where the model has no known price. */
  readonly cost?: Cost;
  /** True where what no budget touches alone exceeds the budget; then all of it is kept. */
  readonly limited?: boolean;
  readonly advice: Advice;
}
