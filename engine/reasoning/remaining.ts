import { type Overthinking, type Quantiles, quantiles } from "../../protocol/forecast.ts";
import { once } from "../../protocol/once.ts";
import type { Span } from "../../protocol/span.ts";
import { english } from "../lexicon/words.ts";
import { sentences } from "../prompt/text/segment.ts";
import type { LengthBelief } from "./length-distribution.ts";
import { cumulative, quantile } from "./student-t.ts";

/**
 * What is left of a trace that has already thought `spent` tokens: the forecast, given that it is at least so long
 * (Budget Guidance, 2506.13752, conditions on the length in the same way). Quantiles of the remaining tokens.
 */
export function remaining({ location, scale, dof, limit }: LengthBelief, spent: number): Quantiles {
  const passed = spent > 0 ? cumulative((Math.log(spent) - location) / scale, dof) : 0;
  return quantiles((p) => {
    // Far in the tail 1 - passed vanishes; the t's tail is a power law there, and scale-free in ln tokens.
    const within = Math.min(passed + Number(p) * (1 - passed), 1 - 1e-12);
    return Math.max(0, Math.round(Math.min(limit, Math.exp(location + scale * quantile(within, dof))) - spent));
  });
}

/** Sentences in a row without anything new from which a stretch is marked. */
const STALE = 4;
/** Characters at a sentence's end in which a conclusion is looked for; it bounds the search. */
const CONCLUDING = 300;
const concluding = once(() => {
  const { names, openings } = english().conclusions;
  return new RegExp(
    String.raw`\\boxed\{([^{}]*)\}|\b(?:${names.join("|")})\s*(?:is|=|:)\s*(\S+?)[.,;!?]*(?:\s|$)|(?:^|\s)(?:${openings.join("|")})\b[^\n]*?=\s*(\S+?)[.,;!?]*(?:\s|$)`,
    "i",
  );
});

const ENTITY = /[0-9]+(?:\.[0-9]+)?|\p{Lu}[\p{L}\p{N}]+|\p{L}{7,}/gu;

/**
 * Marks where a thinking trace goes round in circles: a conclusion that was already drawn, or several sentences in a
 * row without a number, name or long word that was not there before. Spans are into `trace`; linear in its length.
 */
export function overthinking(trace: string): Overthinking[] {
  const marks: Overthinking[] = [];
  const conclusions = new Set<string>();
  const entities = new Set<string>();
  let stale: Span[] = [];
  const flush = () => {
    if (stale.length >= STALE) marks.push({ start: stale[0]!.start, end: stale.at(-1)!.end, reason: "nothing new" });
    stale = [];
  };
  for (const { start, end } of sentences(trace)) {
    const sentence = trace.slice(start, end).trimEnd();
    if (sentence === "") continue;
    const span = { start, end: start + sentence.length };
    const found = concluding().exec(sentence.slice(-CONCLUDING));
    const conclusion = (found?.[1] ?? found?.[2] ?? found?.[3])?.replace(/[$\\{}\s*]/g, "").toLowerCase();
    const repeated = conclusion !== undefined && conclusion !== "" && conclusions.has(conclusion);
    if (conclusion) conclusions.add(conclusion);
    const before = entities.size;
    // A sentence's first letter is a capital without being a name.
    const words = sentence.trim().replace(/^\p{Lu}/u, (letter) => letter.toLowerCase());
    for (const [word] of words.matchAll(ENTITY)) entities.add(word.toLowerCase());
    if (repeated) {
      flush();
      marks.push({ ...span, reason: "the same conclusion again" });
    } else if (entities.size === before) stale.push(span);
    else flush();
  }
  flush();
  return marks;
}
