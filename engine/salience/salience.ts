import { LRUCache } from "lru-cache";
import { firstIndex } from "../../protocol/binary-search.ts";
import type { Attribution } from "../../protocol/inspection.ts";
import type { Span } from "../../protocol/span.ts";
import { cancelled, type Progress } from "../progress.ts";
import { combine, liftNegation } from "./combination.ts";
import { type Direction, Directions, unit } from "./directions.ts";
import { type AttributionTarget, DIMENSION, Encoder, type GraphName, type WindowReading } from "./encoder.ts";
import { GRAPH, needsTargets, pieceScores } from "./methods.ts";
import { wordMeans } from "./project.ts";
import { type TextWindow, type WindowedText, windowed } from "./windowed-text.ts";
import { negationTester, wordKinds } from "./word-kinds.ts";

/** A word of a text and its attributed importance, from 0 up, comparable among all texts of one call. */
export interface ScoredWord extends Span {
  readonly salience: number;
}

/** Turns texts into embeddings, each of length 1. */
export interface Embedder {
  embed(texts: readonly string[]): Promise<Float32Array[]>;
}

/** Turns parts of a text into embeddings, each of length 1, that know what stands around them. */
export interface PartEmbedder {
  embedParts(text: string, parts: readonly Span[]): Promise<Float32Array[]>;
}

export interface ScoreOptions extends Progress {
  readonly method: Attribution;
  /** What the prompt is to answer; `decompx` and `combined` then attribute to it too. */
  readonly question?: string;
  /** Attributes each window to its own direction alone: no pass over all of them before, no common target. */
  readonly glance?: boolean;
}

/** Windows that are remembered: some 750,000 pieces, at most about 15 MB. */
const REMEMBERED = 4096;
/** Windows of which every piece's state is remembered: at most 100 MB, 12 MB for sentences of some 30 pieces. */
const REMEMBERED_STATES = 256;
/** A run of a salience graph takes about three forward passes. */
const READING_WEIGHT = 3;

/** A single window's own direction needs no pass before. */
const OWN: Direction = { id: -1, vector: new Float32Array(0) };

/** Scores prompts with the encoder that ships. What it learns of a window is kept, so an edit costs a window or two. */
export class SalienceEngine implements Embedder, PartEmbedder {
  readonly #encoder = new Encoder();
  readonly #embeddings = new LRUCache<string, Promise<Float32Array>>({ max: REMEMBERED });
  readonly #states = new LRUCache<string, Promise<readonly Float32Array[]>>({ max: REMEMBERED_STATES });
  readonly #readings = new LRUCache<string, Promise<WindowReading>>({ max: REMEMBERED });

  constructor(private readonly directions = new Directions()) {}

  /**
   * The words of each text with their salience. The texts are passages of one prompt: their scores share one scale,
   * since the windows of all of them are attributed to the same targets, the mean direction of all and the question's.
   * Throws a `Failure`: "cancelled", "model-files".
   */
  async score(texts: readonly string[], options: ScoreOptions): Promise<ScoredWord[][]> {
    const { method, question, glance, signal, onProgress } = options;
    const read = texts.map((text) => windowed(text, method === "multilingual" ? method : "english"));
    const windows = read.flatMap((text) => text.windows);
    const prepares = needsTargets(method) && windows.length > 1 && !glance;
    const work = windows.length * (READING_WEIGHT + (prepares ? 1 : 0));
    let done = 0;
    const heed = (): void => {
      if (signal?.aborted) throw cancelled();
    };
    const step = (weight: number): void => {
      heed();
      done += weight;
      onProgress?.(done / work);
    };

    const targets: Direction[] = [];
    if (needsTargets(method)) {
      if (prepares) targets.push(this.directions.nearest(unit(await this.#mean(windows, () => step(1)))));
      else targets.push(OWN);
      const asked = question && !glance ? windowed(question).windows : [];
      if (asked.length) targets.push(this.directions.nearest(unit(await this.#mean(asked))));
    }
    const readings: WindowReading[] = [];
    for (const window of windows) {
      heed();
      readings.push(await this.#read(GRAPH[method], window, targets));
      step(READING_WEIGHT);
    }
    const attributed = spread(read, pieceScores(method, readings));
    const known = WITH_WORDS[method];
    return known ? attributed.map((words, i) => known(texts[i]!, words)) : attributed;
  }

  /** Each text's embedding, of length 1: the mean over all its pieces, window by window. All 0 for an empty text. */
  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    const embeddings: Float32Array[] = [];
    for (const text of texts) embeddings.push(unit(await this.#mean(windowed(text).windows)));
    return embeddings;
  }

  /** For each part the mean of its pieces' states in the encoder's last layer, of length 1; all 0 where it has none. */
  async embedParts(text: string, parts: readonly Span[]): Promise<Float32Array[]> {
    const { pieces, windows } = windowed(text);
    const read = async ({ ids, key }: TextWindow) =>
      remembered(this.#states, key, async () => (await this.#encoder.read("embed", ids)).states!);
    const states: Float32Array[] = [];
    for (const window of windows) states.push(...(await read(window)));
    return parts.map(({ start, end }) => {
      const sum = new Float32Array(DIMENSION);
      let piece = firstIndex(0, states.length, (i) => pieces.ends[i]! > start);
      for (; piece < states.length && pieces.starts[piece]! < end; piece++) {
        const state = states[piece]!;
        for (let i = 0; i < DIMENSION; i++) sum[i]! += state[i]!;
      }
      return unit(sum);
    });
  }

  async close(): Promise<void> {
    await this.#encoder.close();
  }

  /** The mean embedding over the windows, each weighted by its length. */
  async #mean(windows: readonly TextWindow[], step?: () => void): Promise<Float32Array> {
    const sum = new Float64Array(DIMENSION);
    let length = 0;
    for (const window of windows) {
      const embedding = await this.#embedding(window);
      for (const [i, value] of embedding.entries()) sum[i]! += value * window.ids.length;
      length += window.ids.length;
      step?.();
    }
    return Float32Array.from(sum, (value) => value / Math.max(1, length));
  }

  async #embedding({ ids, key }: TextWindow): Promise<Float32Array> {
    return remembered(this.#embeddings, key, async () => (await this.#encoder.read("embed", ids)).embedding);
  }

  #read(graph: GraphName, { ids, key }: TextWindow, targets: readonly Direction[]): Promise<WindowReading> {
    const full = `${graph} ${targets.map(({ id }) => id).join()} ${key}`;
    const directions = targets.map((direction): AttributionTarget => (direction === OWN ? "own" : direction.vector));
    return remembered(this.#readings, full, () => this.#encoder.read(graph, ids, directions));
  }
}

/**
 * What is remembered by that key, or is being made for somebody else just now; else made, and remembered unless it
 * fails.
 */
async function remembered<T>(memory: LRUCache<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const value = memory.get(key) ?? make();
  memory.set(key, value);
  try {
    return await value;
  } catch (error) {
    memory.delete(key);
    throw error;
  }
}

/** What the words themselves add, beyond what an encoder says of their pieces. */
const WITH_WORDS: { [M in Attribution]?: (text: string, words: readonly ScoredWord[]) => ScoredWord[] } = {
  combined(text, words) {
    const attributions = words.map((word) => word.salience);
    const combined = combine(attributions, wordKinds(text, words));
    return words.map(({ start, end }, i) => ({ start, end, salience: combined[i]! }));
  },
  multilingual(text, words) {
    const negates = negationTester(text);
    return words.map((word) => (negates(word) ? { ...word, salience: liftNegation(word.salience) } : word));
  },
};

/** Piece scores of all texts in a row -> the words of each. */
function spread(texts: readonly WindowedText[], scores: Float64Array): ScoredWord[][] {
  let at = 0;
  return texts.map(({ words, pieces }) => {
    const means = wordMeans(pieces, scores.subarray(at, at + pieces.ids.length), words);
    at += pieces.ids.length;
    return words.map(({ start, end }, i) => ({ start, end, salience: means[i]! }));
  });
}
