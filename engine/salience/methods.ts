import type { Attribution } from "../../protocol/inspection.ts";
import type { GraphName, WindowReading } from "./encoder.ts";

/** Which graph computes what a method needs. */
export const GRAPH: Record<Attribution, GraphName> = {
  combined: "decompx",
  globenc: "globenc",
  decompx: "decompx",
  "attention-rank": "attention",
  "heavy-hitter": "attention",
  surprisal: "surprisal",
  learned: "surprisal",
  multilingual: "multilingual",
};

/** Whether a method attributes to directions (the document's, the question's). */
export function needsTargets(method: Attribution): boolean {
  return method === "combined" || method === "decompx";
}

/** The scores of all pieces of a prompt, from 0 up, given its windows' readings in order. */
export function pieceScores(method: Attribution, readings: readonly WindowReading[]): Float64Array {
  switch (method) {
    case "combined":
    case "decompx":
      return contributions(readings);
    case "globenc":
      return joined(readings, (reading) => levelled(reading.globenc!));
    case "attention-rank":
      return joined(readings, (reading) => levelled(reading.attention_rank!));
    case "heavy-hitter":
      // Attention received: each of the window's tokens gives one unit a layer, so windows are on one scale already.
      return joined(readings, (reading) => reading.heavy_hitter!);
    case "surprisal":
      return joined(readings, (reading) => reading.surprisal!);
    case "learned":
      return joined(readings, (reading) => reading.learned!);
    case "multilingual":
      return joined(readings, (reading) => reading.multilingual!);
  }
}

/**
 * |DecompX|, the mean over targets (document, question), each target on a scale where its mean over the prompt is 1.
 * The magnitude, because what pulls away from a direction matters as much as what pulls towards it. A window's
 * contributions sum to its mean embedding; times its length they are shares of the document's sum, comparable across
 * windows.
 */
function contributions(readings: readonly WindowReading[]): Float64Array {
  const targets = readings[0]?.decompx?.length ?? 0;
  const total = new Float64Array(readings.reduce((sum, { decompx }) => sum + decompx![0]!.length, 0));
  for (let target = 0; target < targets; target++) {
    const magnitudes = joined(readings, ({ decompx }) => {
      const row = decompx![target]!;
      return row.map((value) => Math.abs(value) * (row.length + 2));
    });
    for (const [i, value] of levelled(magnitudes).entries()) total[i]! += value / targets;
  }
  return total;
}

/** Scaled to a mean of 1, for scores whose scale says nothing; as it is where all are 0. */
function levelled<Values extends Float32Array | Float64Array>(values: Values): Values {
  const mean = (values as Float32Array).reduce((sum, value) => sum + value, 0) / values.length;
  return mean > 0 ? ((values as Float32Array).map((value) => value / mean) as Values) : values;
}

function joined(readings: readonly WindowReading[], row: (reading: WindowReading) => Float32Array): Float64Array {
  const rows = readings.map(row);
  const all = new Float64Array(rows.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of rows) {
    all.set(values, at);
    at += values.length;
  }
  return all;
}
