import { Tensor } from "onnxruntime-common";
import { openModel } from "../runtime/model-files.ts";
import type { Graph } from "../runtime/wasm-graph.ts";
import { BOS, EOS } from "./unigram.ts";
import { CLS, SEP } from "./wordpiece.ts";

/** Length of an embedding. */
export const DIMENSION = 384;

/** The graphs, each with its outputs beside the embedding; `multilingual` is a model of its own, in models/encoder. */
const OUTPUTS = {
  embed: ["states"],
  globenc: ["globenc"],
  decompx: ["decompx"],
  salience: ["globenc", "decompx"],
  attention: ["attention_rank", "heavy_hitter"],
  surprisal: ["surprisal", "learned"],
  multilingual: ["multilingual"],
} as const;
export type GraphName = keyof typeof OUTPUTS;

/** A direction to attribute to. `own`: the unit vector of the window's own embedding. */
export type AttributionTarget = "own" | Float32Array;

/**
 * What a graph says of one window of n pieces. Rows are for the n pieces, without what opens and closes the window. `embedding` is the
 * mean over tokens, not normalised; `states` is what leaves the last layer, a row a piece. `decompx` has a row for each
 * target. The mean of `surprisal` over a word's pieces is what a causal model would find the word to say, in nats; of
 * `learned`, what answers lose without it, in nats; of `multilingual`, the chance that somebody needs it.
 */
export interface WindowReading {
  readonly embedding: Float32Array;
  readonly states?: readonly Float32Array[];
  readonly globenc?: Float32Array;
  readonly decompx?: readonly Float32Array[];
  readonly attention_rank?: Float32Array;
  readonly heavy_hitter?: Float32Array;
  readonly surprisal?: Float32Array;
  readonly learned?: Float32Array;
  readonly multilingual?: Float32Array;
}

/** all-MiniLM-L6-v2 and multilingual-e5-small on onnxruntime. Sessions open at first need. */
export class Encoder {
  readonly #sessions = new Map<GraphName, Promise<Graph>>();

  /** Runs one window of at most 254 pieces through a graph. Throws a `Failure` ("model-files") if files are damaged. */
  async read(
    graph: GraphName,
    pieces: readonly number[],
    targets: readonly AttributionTarget[] = [],
  ): Promise<WindowReading> {
    const session = await this.#session(graph);
    const [opens, closes] = graph === "multilingual" ? [BOS, EOS] : [CLS, SEP];
    const ids = BigInt64Array.from([opens, ...pieces, closes], BigInt);
    const feeds: Record<string, Tensor> = { ids: new Tensor("int64", ids, [ids.length]) };
    if (session.inputNames.includes("targets")) {
      const directions = new Float32Array(targets.length * DIMENSION);
      for (const [row, target] of targets.entries()) if (target !== "own") directions.set(target, row * DIMENSION);
      const own = Float32Array.from(targets, (target) => (target === "own" ? 1 : 0));
      feeds.targets = new Tensor("float32", directions, [targets.length, DIMENSION]);
      feeds.own = new Tensor("float32", own, [targets.length, 1]);
    }
    const outputs = await session.run(feeds);
    const rows = (name: string, length: number): Float32Array[] => {
      const data = outputs[name]!.data as Float32Array;
      return Array.from({ length: data.length / length }, (_, row) => data.subarray(row * length, (row + 1) * length));
    };
    const read = (name: (typeof OUTPUTS)[GraphName][number]) => {
      if (name === "states") return rows(name, DIMENSION).slice(1, -1);
      const scores = rows(name, ids.length).map((row) => row.slice(1, -1));
      return name === "decompx" ? scores : scores[0];
    };
    const methods = OUTPUTS[graph].map((name) => [name, read(name)]);
    return { embedding: outputs.embedding!.data as Float32Array, ...Object.fromEntries(methods) };
  }

  async close(): Promise<void> {
    const open = await Promise.allSettled(this.#sessions.values());
    this.#sessions.clear();
    await Promise.all(open.map((session) => session.status === "fulfilled" && session.value.release()));
  }

  #session(graph: GraphName): Promise<Graph> {
    const session =
      this.#sessions.get(graph) ??
      (graph === "multilingual"
        ? openModel("models/encoder/encoder.onnx")
        : openModel(`models/minilm/${graph}.onnx`, "models/minilm/weights.bin"));
    this.#sessions.set(graph, session);
    return session;
  }
}
