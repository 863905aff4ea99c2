import { Encoder } from "../../engine/salience/encoder.ts";
import { SalienceEngine, type ScoredWord } from "../../engine/salience/salience.ts";
import { windowed } from "../../engine/salience/windowed-text.ts";
import { ATTRIBUTIONS, type Attribution } from "../../protocol/inspection.ts";
import { overlaps, type Span } from "../../protocol/span.ts";
import { questionDocuments } from "./datasets.ts";
import { leaveOneOut, type Similarity, type WordPieces } from "./erasure.ts";
import { mean, seededRandom } from "./statistics.ts";
import { inverseDocumentFrequency, plain, spacedWords } from "./words.ts";

/** The words of one of the encoder's windows: their numbers in the text, and their pieces. */
export interface WindowWords {
  readonly numbers: readonly number[];
  readonly pieces: WordPieces;
}

/** A text's white-space words, window by window. A word over a cut is in both windows. */
export function windowWords(text: string): WindowWords[] {
  const words = spacedWords(text);
  const { pieces, windows } = windowed(text);
  let word = 0;
  let piece = 0;
  return windows.map(({ ids }) => {
    const found = new Map<number, number[]>();
    for (const id of ids) {
      while (words[word]!.end <= pieces.starts[piece]!) word++;
      piece++;
      found.set(word, [...(found.get(word) ?? []), id]);
    }
    return { numbers: [...found.keys()], pieces: [...found.values()] };
  });
}

/** Cosine with the embedding of the window as it stands, remembering what was asked before. */
export function similarityTo(encoder: Encoder, window: WindowWords): Similarity {
  const known = new Map<string, Promise<Float32Array>>();
  const embed = (pieces: readonly number[]): Promise<Float32Array> => {
    const key = pieces.join();
    const embedding = known.get(key) ?? encoder.read("embed", pieces).then((reading) => reading.embedding);
    known.set(key, embedding);
    return embedding;
  };
  return async (pieces) => {
    const [full, part] = await Promise.all([embed(window.pieces.flat()), embed(pieces)]);
    const dot = full.reduce((sum, value, i) => sum + value * part[i]!, 0);
    return dot / (Math.hypot(...full) * Math.hypot(...part));
  };
}

/** Scores from the scorer's own words for the white-space words: of several in one, the highest. */
export function onSpacedWords(scored: readonly ScoredWord[], words: readonly Span[]): number[] {
  let first = 0;
  return words.map((word) => {
    while (first < scored.length && scored[first]!.end <= word.start) first++;
    let highest = 0;
    for (let i = first; i < scored.length && overlaps(scored[i]!, word); i++)
      highest = Math.max(highest, scored[i]!.salience);
    return highest;
  });
}

/** A way to order the words of a text: one score for each white-space word, the highest first. */
export type Ranking = (text: string) => Promise<readonly number[]>;

/** What the methods are compared with, and the sum of the two attributions, by name. */
export type RankingName = Attribution | "decompx + globenc" | "leave-one-out" | "IDF" | "random";

/** All rankings over one engine and one encoder; `close` when done. */
export function openRankings() {
  const engine = new SalienceEngine();
  const encoder = new Encoder();
  const idf = inverseDocumentFrequency(questionDocuments());
  const random = seededRandom(1);

  const byMethod = (method: Attribution): Ranking => {
    return async (text) => onSpacedWords((await engine.score([text], { method }))[0]!, spacedWords(text));
  };
  const levelled = async (method: Attribution, text: string): Promise<number[]> => {
    const scores = await byMethod(method)(text);
    const level = mean(scores);
    return scores.map((score) => score / level);
  };
  const leftOut: Ranking = async (text) => {
    const moves = spacedWords(text).map(() => 0);
    for (const window of windowWords(text)) {
      const found = await leaveOneOut(window.pieces, similarityTo(encoder, window));
      for (const [i, move] of found.entries()) moves[window.numbers[i]!]! += move;
    }
    return moves;
  };
  const rankings: Record<RankingName, Ranking> = {
    ...(Object.fromEntries(ATTRIBUTIONS.map((method) => [method, byMethod(method)])) as Record<Attribution, Ranking>),
    "decompx + globenc": async (text) => {
      const globenc = await levelled("globenc", text);
      return (await levelled("decompx", text)).map((score, i) => score + globenc[i]!);
    },
    "leave-one-out": leftOut,
    IDF: async (text) => spacedWords(text).map(({ start, end }) => idf(plain(text.slice(start, end)))),
    random: async (text) => spacedWords(text).map(random),
  };
  const close = async () => {
    await engine.close();
    await encoder.close();
  };
  return { engine, encoder, rankings, close };
}
