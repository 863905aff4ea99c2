import type { Cost } from "./cost.ts";
import type { Span } from "./span.ts";

/**
 * How far a target may go. `strict`: no further than trim. `normal`: whole phrases, sentences and examples, but no
 * rule. `light`: telegram style, single words, rules last.
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

/** What is lost when something is removed, from the smallest loss to the gravest. */
export const LOSSES = [
  /** It says again what stays. */
  "copy",
  /** Nobody misses it. Trim ends here. */
  "filler",
  /** It only gives a reason or an aside, and its sentence stays. */
  "aside",
  /** It explains, motivates or hedges, and asks for nothing. */
  "talk",
  /** It is what the prompt works on: text to be read, not to be obeyed. */
  "material",
  /** One example of several that show the same answer. Squeeze ends here, but in telegram style. */
  "example",
  /** It asks for something or states what the answer rests on. */
  "rule",
  /** It says what must or must never be done, or what the prompt asks. */
  "must",
] as const;
export type Loss = (typeof LOSSES)[number];

/**
 * A removed stretch of the original text, what is lost with it, and the reason shown for it. Any subset of a list of
 * them may go.
 */
export interface Removal extends Span {
  readonly loss: Loss;
  readonly reason: string;
}

/** What all units of one kind of loss would save. */
export interface Stage {
  readonly loss: Loss;
  readonly units: number;
  /** About so many tokens: each word is counted by itself. */
  readonly tokens: number;
}

/** A letter that now begins a sentence, as a capital: the one change that is no removal. */
export interface Recasing extends Span {
  readonly text: string;
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

/** A compressed prompt. `text` is the original without `removed`: an in-order subsequence, but for `recased`. */
export interface Compression {
  readonly id?: string;
  readonly model: string;
  readonly text: string;
  /** Tokens of the model's tokenizer that are sent, before and after. */
  readonly before: number;
  readonly after: number;
  readonly removed: readonly Removal[];
  readonly recased: readonly Recasing[];
  /** What a call with the compressed prompt costs; absent where the model has no known price. */
  readonly cost?: Cost;
  /** True where what no target touches, and the rules, alone exceed the target; then all of that is kept. */
  readonly limited?: boolean;
  /** Where it is limited: how many rules would have to go to meet the target, and of how many. */
  readonly atRisk?: { readonly rules: number; readonly of: number };
  readonly advice: Advice;
  /** What the reader should know of the numbers. */
  readonly notes: readonly string[];
}
