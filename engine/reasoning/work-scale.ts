import type { Basis } from "../../protocol/forecast.ts";
import { readTextAsset } from "../runtime/assets.ts";
import { LEVELS, type Level } from "./levels.ts";
import { isStranger } from "./model-kin.ts";

/**
 * models/forecast/work.json: how much work a prompt asks for, from 0 (answers itself) to 5 (hours), and what that costs a
 * model. Made by models/recipes/forecast_work.py.
 */
interface Written {
  /** What the counts are standardised by, within `clip`. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly clip: number;
  /** Kernel ridge regression: prompts that were read, in units of `unit`, and their weights. */
  readonly difficulty: {
    readonly reach: number;
    readonly counts: number;
    readonly middle: number;
    readonly unit: number;
    readonly prompts: readonly (readonly number[])[];
    readonly weights: readonly number[];
  };
  /**
   * Of which set of calls the prompt is, by multinomial logistic regression: a bias and weights for none, then for each
   * set; the sets that a model and effort was seen on. How far a set counts that only others were seen on, what is taken
   * off the logit of the scale's share, and what the prompt's novelty adds.
   */
  readonly gate: {
    readonly embedding: number;
    readonly counts: number;
    readonly weights: readonly (readonly number[])[];
    readonly seen: Readonly<Record<string, readonly number[]>>;
    readonly elsewhere: number;
    readonly closed: number;
    readonly novelty: number;
  };
  /**
   * Of a model without calls of its own: how far a set counts that others were seen on, and how much longer than the rest
   * lets expect it thinks, in ln tokens.
   */
  readonly stranger: { readonly elsewhere: number; readonly longer: number };
  /**
   * ln tokens over the difficulty from `middle` on: a constant and a slope for all calls, and what each name adds; `bend`
   * lifts the middle over the ends.
   */
  readonly curve: {
    readonly middle: number;
    readonly every: Line;
    readonly bend: number;
    readonly levels: Readonly<Record<Level, Readonly<Record<string, Line>>>>;
    /** How calls spread about it in ln tokens; and kinds of prompts. */
    readonly scale: number;
    readonly between: number;
  };
}

type Line = readonly [constant: number, slope: number];

/** What the scale says of a prompt. */
export interface WorkReading {
  /** 0 (answers itself) to 5 (hours). */
  readonly difficulty: number;
  /** How likely it is of each set of calls that the networks learnt from. */
  readonly sets: readonly number[];
}

/** A call by the names of its kin, and what is known of them. */
export interface NamedCall {
  readonly names: Readonly<Record<Level, string>>;
  readonly release: string;
  readonly basis: Basis;
}

/** ln tokens by the scale, their spread among calls, that of the kind of prompts about it, and its share in the forecast. */
export interface WorkLength {
  readonly share: number;
  /** What is added to the whole forecast, where nobody has seen the model. */
  readonly longer: number;
  readonly location: number;
  readonly scale: number;
  readonly spread: number;
}

interface Scale extends Omit<Written, "curve" | "difficulty"> {
  readonly difficulty: Omit<Written["difficulty"], "prompts"> & { readonly prompts: readonly Int8Array[] };
  readonly seen: ReadonlyMap<string, readonly number[]>;
  readonly curve: Omit<Written["curve"], "levels"> & { readonly levels: Readonly<Record<Level, Map<string, Line>>> };
}

let scale: Scale | undefined;

function workScale(): Scale {
  scale ??= byName(JSON.parse(readTextAsset("models/forecast/work.json")) as Written);
  return scale;
}

/** Maps, since the names of a user's models are any, `constructor` too. */
function byName({ curve, difficulty, ...rest }: Written): Scale {
  const maps = LEVELS.map((level) => [level, new Map(Object.entries(curve.levels[level]))]);
  return {
    ...rest,
    difficulty: { ...difficulty, prompts: difficulty.prompts.map((prompt) => Int8Array.from(prompt)) },
    seen: new Map(Object.entries(rest.gate.seen)),
    curve: { ...curve, levels: Object.fromEntries(maps) as Scale["curve"]["levels"] },
  };
}

/** `embedding` and `counts` as the networks read them. Throws a `Failure` ("model-files"). */
export function readWork(embedding: Float32Array, counts: Float32Array): WorkReading {
  const { mean, deviation, clip, difficulty, gate } = workScale();
  const standard = Array.from(counts, (n, i) => Math.max(-clip, Math.min(clip, (n - mean[i]!) / deviation[i]!)));
  const at = (onEmbedding: number, onCounts: number) =>
    Float64Array.from([...embedding].map((v) => onEmbedding * v).concat(standard.map((v) => onCounts * v)));

  const x = at(1, difficulty.counts);
  let level = difficulty.middle;
  for (const [i, prompt] of difficulty.prompts.entries()) {
    let squared = 0;
    for (let k = 0; k < x.length; k++) squared += (x[k]! - difficulty.unit * prompt[k]!) ** 2;
    level += difficulty.weights[i]! * Math.exp(-difficulty.reach * squared);
  }
  const signs = at(gate.embedding, gate.counts);
  const logits = gate.weights.map(([bias, ...weights]) => signs.reduce((sum, v, i) => sum + v * weights[i]!, bias!));
  return { difficulty: Math.max(0, Math.min(5, level)), sets: softmax(logits).slice(1) };
}

function softmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp(logit - most));
  const sum = odds.reduce((total, one) => total + one, 0);
  return odds.map((one) => one / sum);
}

/**
 * What the scale says of a call. `release`: the model's name with its date, as it has terms of its own where releases
 * differ. Throws a `Failure` ("model-files").
 */
export function workLength(
  { work: { difficulty, sets }, novelty }: { readonly work: WorkReading; readonly novelty: number },
  { names, release, basis }: NamedCall,
): WorkLength {
  const { curve, gate, seen, stranger } = workScale();
  const { middle, every, bend, levels, scale, between } = curve;
  const ofRelease = { ...names, model: release, "model and effort": `${release} ${names.effort}` };
  const lines = LEVELS.map((level) => levels[level].get(ofRelease[level]) ?? levels[level].get(names[level]));
  const sum = (column: 0 | 1) => lines.reduce((total, line) => total + (line?.[column] ?? 0), every[column]);
  const own = seen.get(names["model and effort"]) ?? [];
  const { elsewhere, longer } = isStranger(basis) ? stranger : { elsewhere: gate.elsewhere, longer: 0 };
  const learnt = sets.reduce((total, p, i) => total + p * (own.includes(i) ? 1 : elsewhere), 0);
  const closed = (learnt / Math.max(0, 1 - learnt)) * Math.exp(gate.closed - gate.novelty * novelty);
  return {
    location: sum(0) + sum(1) * (difficulty - middle) + bend * (1 - (difficulty / middle - 1) ** 2),
    scale,
    spread: between,
    longer,
    share: 1 / (1 + closed),
  };
}
