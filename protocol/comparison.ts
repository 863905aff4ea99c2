import type { Family } from "./catalogue.ts";
import type { Cost } from "./cost.ts";
import type { CallCost, Distribution } from "./forecast.ts";
import type { Counted, TokenCount } from "./inspection.ts";

/**
 * How many tokens a vocabulary needs for the part of a prompt that is written in one script. What belongs to no script
 * (digits, marks, blanks) counts with the script before it, so the tokens of all scripts add up to those of the text.
 */
export interface Fertility {
  /** Unicode's name of it; "other" for a rare one and for text without letters. */
  readonly script: string;
  readonly characters: number;
  readonly tokens: number;
  readonly perCharacter: number;
  /** Absent for a script without blanks between words. */
  readonly perWord?: number;
}

/** A prompt as one model counts it, bills it and thinks over it. */
export interface ComparedModel {
  readonly model: string;
  /** Its name for people. */
  readonly name: string;
  readonly tokenizer: Family;
  readonly counted: Counted;
  readonly sent: TokenCount;
  /** Absent where the model has no known price. */
  readonly cost?: Cost;
  /**
   * Hidden tokens of one call at the effort at which the model runs where none is asked for; absent for what is no
   * call.
   */
  readonly thinking?: Distribution & { readonly effort: string };
  /** Absent where the model has no known price, and for what is no call. */
  readonly total?: CallCost;
  /** The scripts of the prompt, the most used first. */
  readonly fertility: readonly Fertility[];
}

/** A prompt for several models, in the order in which they were asked for. */
export interface Comparison {
  readonly id?: string;
  readonly models: readonly ComparedModel[];
}
