import { BLOCK } from "../../engine/audit/coin/commit.ts";
import filler from "../../models/recipes/coin_filler.json" with { type: "json" };
import { shuffled } from "./statistics.ts";

/** Ways to sell tokens that the model did not think, as in the paper on CoIn. */
export const PADDINGS = ["random", "repetition", "low effort", "another answer"] as const;
export type Padding = (typeof PADDINGS)[number];
/** Tokens that are added, as a share of the honest ones. */
export const SHARES = [0.1, 0.25, 0.5, 1, 2] as const;
export type Half = keyof typeof filler;

/** A call with its hidden tokens in the clear, which only a bench has. */
export interface Trace {
  readonly set: string;
  /** Traces of one problem share it. */
  readonly group: string;
  readonly prompt: string;
  readonly answer: string;
  readonly tokens: readonly string[];
}

/** What a cheat has at hand. */
export interface Cheat {
  readonly half: Half;
  readonly traces: readonly Trace[];
  readonly tokenize: (text: string) => string[];
  readonly random: () => number;
}

/** The trace with so many more tokens of a kind, in one piece or up to four, whole blocks in all. */
export function padded(trace: Trace, padding: Padding, share: number, cheat: Cheat): string[] {
  const blocks = Math.max(1, Math.round((share * trace.tokens.length) / BLOCK));
  const pieces = cheat.random() < 0.5 ? 1 : Math.min(blocks, 4);
  const below = (n: number) => Math.floor(cheat.random() * n);
  const places = Array.from({ length: pieces }, () => below(trace.tokens.length + 1)).sort((a, b) => b - a);
  const tokens = [...trace.tokens];
  for (const [i, place] of places.entries()) {
    const length = BLOCK * (Math.floor((blocks * (i + 1)) / pieces) - Math.floor((blocks * i) / pieces));
    tokens.splice(place, 0, ...paddingOf(trace, padding, place, length, cheat));
  }
  return tokens;
}

function paddingOf(trace: Trace, padding: Padding, place: number, length: number, cheat: Cheat): string[] {
  const { half, traces, tokenize, random } = cheat;
  const below = (n: number) => Math.floor(random() * n);
  const oneOf = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const around = (source: readonly string[], start: number) =>
    Array.from({ length }, (_, i) => source[(start + i) % source.length]!);
  switch (padding) {
    case "random": {
      const from = oneOf([trace, oneOf(traces)]).tokens;
      const words = random() < 0.5 ? from : [...new Set(from)];
      return Array.from({ length }, () => oneOf(words));
    }
    case "repetition": {
      if (random() < 0.5) return around(trace.tokens, below(trace.tokens.length));
      const phrase = 1 + below(random() < 0.5 ? 8 : BLOCK);
      const start = Math.max(0, Math.min(place, trace.tokens.length) - phrase);
      return around(trace.tokens.slice(start, start + phrase), 0);
    }
    case "low effort": {
      const said = random() < 0.5 ? [] : sentences(trace.prompt || trace.tokens.slice(0, BLOCK).join(""));
      const pool = [...filler[half], ...said];
      const text: string[] = [];
      while (text.length < length) text.push(...tokenize(` ${shuffled(pool, random).join(" ")}`));
      return text.slice(0, length);
    }
    case "another answer": {
      const others = traces.filter(({ group }) => group !== trace.group);
      const alike = others.filter(({ set }) => set === trace.set);
      const other = oneOf(random() < 0.5 && alike.length > 0 ? alike : others).tokens;
      // From the same place in a block, so that the blocks in the middle are the other answer's own.
      const start = BLOCK * below(Math.max(1, Math.floor((other.length - length) / BLOCK))) + (place % BLOCK);
      return around(other, start);
    }
  }
}

const sentences = (text: string): string[] => text.split(/(?<=[.?!])\s+/).filter((part) => part.length < 300);
