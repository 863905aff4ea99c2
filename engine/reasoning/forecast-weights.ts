import { Tensor } from "onnxruntime-common";
import { readTextAsset } from "../runtime/assets.ts";
import { openModel } from "../runtime/model-files.ts";
import type { Graph } from "../runtime/wasm-graph.ts";
import type { Priors } from "./learning.ts";
import { LEVELS, type Level } from "./levels.ts";
import type { Rule } from "./model-kin.ts";
import type { Pattern } from "./prompt-counts.ts";
import { readWork, type WorkReading } from "./work-scale.ts";

/**
 * models/forecast/calls.json: all of the forecaster but its network. A row holds, for one member of the ensemble, the
 * columns location, loadings, log scale, logit of success, its loadings; a call's row is the sum over its levels.
 */
export interface CallTables {
  readonly patterns: readonly Pattern[];
  /** Characters of each end of a prompt that are embedded, and counted over. */
  readonly embedded: number;
  readonly counted: number;
  readonly families: readonly Rule[];
  readonly sizes: readonly Rule[];
  readonly factors: number;
  /** Degrees of freedom of the t. */
  readonly dof: number;
  readonly every: readonly Row[];
  readonly levels: ByName<readonly Row[]>;
  /** The names of which a forecast may be said to rest on their own calls. Others have few or none. */
  readonly known: Readonly<Record<"model" | "model and effort", readonly string[]>>;
  /**
   * Models and efforts, as the level of that name has them, whose answers were graded often enough to speak of success.
   */
  readonly graded: readonly string[];
  /** The factor on the networks' scale, fitted on prompts that were left out. */
  readonly stretch: number;
  /** The linear model that serves prompts unlike those it learnt from: its constant, and a term for each name. */
  readonly cautious: {
    readonly every: number;
    readonly levels: ByName<number>;
  };
  /**
   * Scales, in ln tokens, by which a model differs from its family, a family from all, and a kind of prompts from those
   * that were trained on.
   */
  readonly unknown: { readonly model: number; readonly family: number; readonly kind: number };
  readonly learning: Priors;
}

export type Row = readonly number[];

/** Values by the names of a level. Maps, since the names of a user's models are any, `constructor` too. */
type ByName<T> = Readonly<Record<Level, ReadonlyMap<string, T>>>;
type AsWritten<T> = Readonly<Record<Level, Readonly<Record<string, T>>>>;

/** The tables as the file has them: with objects for maps. */
interface WrittenTables extends Omit<CallTables, "levels" | "cautious"> {
  readonly levels: AsWritten<readonly Row[]>;
  readonly cautious: { readonly every: number; readonly levels: AsWritten<number> };
}

/** What the network says of a prompt. */
export interface PromptReading {
  /** For each member of the ensemble the prompt's factors, and its part of the log scale. */
  readonly factors: readonly Float32Array[];
  readonly spread: Float32Array;
  /** The prompt's part of what the linear model says, in ln tokens. */
  readonly cautious: number;
  /** What the prompt is about: the first principal directions of the embedding, each of a standard deviation near 1. */
  readonly topic: Float32Array;
  /** The linear model's share in the location, 0 to 1. */
  readonly caution: number;
  /** How likely the prompt is of a kind that was not trained on: the share of the variance between kinds, 0 to 1. */
  readonly novelty: number;
  /** What the scale of work says of it. */
  readonly work: WorkReading;
}

const FOLDER = "models/forecast";

let tables: CallTables | undefined;

/** The tables. Throws a `Failure` ("model-files"). */
export function callTables(): CallTables {
  tables ??= byName(JSON.parse(readTextAsset(`${FOLDER}/calls.json`)) as WrittenTables);
  return tables;
}

function byName({ levels, cautious, ...rest }: WrittenTables): CallTables {
  return { ...rest, levels: mapsOf(levels), cautious: { ...cautious, levels: mapsOf(cautious.levels) } };
}

function mapsOf<T>(levels: AsWritten<T>): ByName<T> {
  const maps = LEVELS.map((level) => [level, new Map(Object.entries(levels[level]))]);
  return Object.fromEntries(maps) as ByName<T>;
}

/** models/forecast/prompt.onnx: embedding and counts of a prompt -> its factors, by every member of the ensemble. */
export class PromptNet {
  #session: Promise<Graph> | undefined;

  /** `embedding`: the mean of the unit embeddings of the prompt's ends; `counts`: as `logCounts` gives them. */
  async read(embedding: Float32Array, counts: Float32Array): Promise<PromptReading> {
    this.#session ??= openModel(`${FOLDER}/prompt.onnx`);
    const session = await this.#session;
    const outputs = await session.run({
      embedding: new Tensor("float32", embedding, [1, embedding.length]),
      counts: new Tensor("float32", counts, [1, counts.length]),
    });
    const values = (output: string) => outputs[output]!.data as Float32Array;
    const [flat, spread] = [values("factors"), values("spread")];
    const width = flat.length / spread.length;
    return {
      factors: Array.from(spread, (_, member) => flat.subarray(member * width, (member + 1) * width)),
      spread,
      cautious: values("cautious")[0]!,
      topic: values("topic"),
      caution: values("caution")[0]!,
      novelty: values("novelty")[0]!,
      work: readWork(embedding, counts),
    };
  }

  async close(): Promise<void> {
    await (await this.#session)?.release();
  }
}
