import type { Removal, Stage } from "./compression.ts";
import type { Cost } from "./cost.ts";
import type { PromptKind } from "./formats.ts";
import {
  type HeldProtection,
  MEDIA,
  type MediaKind,
  type Part,
  type Role,
  type SentAs,
  type Warning,
} from "./prompt.ts";
import type { SessionCost } from "./session-cost.ts";
import type { Span } from "./span.ts";

/** How sure a token count is. `exact`: by the model's own vocabulary. `estimated`: by a kin's, within an interval. */
export const COUNTED = ["exact", "estimated"] as const;
export type Counted = (typeof COUNTED)[number];

/** The methods of attribution, by name: what a model's answer rests on. Their measured merit is in the model card. */
export const ATTRIBUTIONS = [
  "combined",
  "globenc",
  "decompx",
  "attention-rank",
  "heavy-hitter",
  "surprisal",
  "learned",
  "multilingual",
] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];

/** By what a prompt is painted. `importance`, the default, is how late a word goes: what decides what may go. */
export const METHODS = ["importance", ...ATTRIBUTIONS] as const;
export type Method = (typeof METHODS)[number];

/** One token of the target model's tokenizer. A token that starts inside a code point has an empty span at its end. */
export interface Token extends Span {
  /** By the inspection's method, from 0 up and comparable within a prompt; 0 where no model receives the text. */
  readonly salience: number;
  /** Whether no compression touches it: some firm protection holds a part of it. */
  readonly protected: boolean;
}

/** A count of tokens with its interval; all three are equal where the count is exact. */
export interface TokenCount {
  readonly tokens: number;
  readonly low: number;
  readonly high: number;
}

/** A part of the prompt, counted. */
export interface CountedPart extends Part {
  /** Tokens that the model receives of it, with what the provider adds. Those of the parts of depth 0 add up to `sent`. */
  readonly tokens: number;
}

/** What is sent. `thinking`: what the model thought in earlier turns. `calls`: what the model told its tools, and they as data. `wrapper`: what the provider adds around it. */
export const SENT = ["text", "thinking", "calls", ...MEDIA, "tools", "schema", "wrapper"] as const;

/** What is sent of one kind. The counts of all of them add up to `sent`. */
export interface Basis extends TokenCount {
  readonly what: (typeof SENT)[number];
  readonly items: number;
  /** "exact", "estimated", or by whose rule: "OpenAI's rule". */
  readonly by: string;
}

/** A picture, document or recording, where it stands in the file, with its tokens and the rule that gives them. */
export interface SentMedium extends Span, TokenCount {
  readonly kind: MediaKind;
  readonly role: Role;
  /** Pixels; absent where nothing tells them, and so are pages and seconds. */
  readonly width?: number;
  readonly height?: number;
  readonly pages?: number;
  readonly seconds?: number;
  /** Frames a second that are looked at, where the file says it. */
  readonly fps?: number;
  /** The provider's word for how closely to look. */
  readonly detail?: string;
  readonly rule: string;
  /** False for a link that is sent as its text: its tokens would come on top, were it attached. */
  readonly isAttached: boolean;
}

/** A medium, and how it could be sent for less. */
export interface AdvisedMedium extends SentMedium {
  readonly cheaper: readonly CheaperWay[];
}

/** A way to send a medium for less; what it does not name stays as it is. */
export interface CheaperWay extends TokenCount {
  /** Pixels to send, of the same shape. */
  readonly width?: number;
  readonly height?: number;
  readonly detail?: string;
  readonly fps?: number;
  readonly seconds?: number;
  readonly pages?: number;
  /** Of a picture: how much the model sees of each side that it sees now, 0 to 1, in hundredths. */
  readonly seen?: number;
  /** What a call costs less, in US dollars; absent where the model has no known price. */
  readonly saved?: number;
}

/** A part of the prompt, weighed. */
export interface WeighedPart extends CountedPart {
  /** Share of the prompt's salience, 0 to 1. */
  readonly salience: number;
}

/** A stretch that trim takes. `salience` is the mean of its words. */
export interface Removable extends Removal {
  readonly salience: number;
}

/** The tokens that the model receives of one prompt, what they cost, and those of each part. */
export interface PromptCount extends TokenCount {
  readonly model: string;
  /** Of everything that is sent: one rule or estimate among it, and it is estimated. */
  readonly counted: Counted;
  readonly basis: readonly Basis[];
  /** Absent where the model has no known price. */
  readonly cost?: Cost;
  readonly parts: readonly CountedPart[];
  /** What the reader should know of the numbers. */
  readonly notes: readonly string[];
}

/** All that the engine says of one prompt: the value that the CLI prints, the editor paints and the tests compare. */
export interface Inspection {
  readonly id?: string;
  readonly model: string;
  /** Where nobody chose the model: the file names it. */
  readonly modelFromFile?: true;
  readonly tokenizer: string;
  /** Of everything that is sent: one rule or estimate among it, and it is estimated. */
  readonly counted: Counted;
  readonly kind: PromptKind;
  readonly sentAs: SentAs;
  readonly method: Method;
  /** Tiles the text: the first starts at 0, each next where the last ended, the last ends at the text's length. */
  readonly tokens: readonly Token[];
  /** The file's text as it stands. */
  readonly count: TokenCount;
  /** What the model receives: message contents with the provider's overhead, without front matter and syntax. */
  readonly sent: TokenCount;
  /** What `sent` rests on. */
  readonly basis: readonly Basis[];
  readonly media: readonly AdvisedMedium[];
  /** Tokens of the prose that is sent: what a target in per cent is a share of. */
  readonly prose: number;
  readonly parts: readonly WeighedPart[];
  readonly protections: readonly HeldProtection[];
  /** What trim takes, unit by unit: a phrase, a sentence, an item, an example. */
  readonly removable: readonly Removable[];
  /** What a target takes, kind by kind in its order; kinds without units are left out. */
  readonly stages: readonly Stage[];
  /** The question or instruction, where one was given or found; a given one that is not in the text has no span. */
  readonly question?: { readonly text: string; readonly span?: Span };
  /** Absent where the model has no known price. */
  readonly cost?: Cost;
  /** Of instructions; absent where the model has no known price. */
  readonly session?: SessionCost;
  readonly warnings: readonly Warning[];
}
