import { words } from "../../engine/prompt/text/segment.ts";
import { callTables, type PromptReading } from "../../engine/reasoning/forecast-weights.ts";
import { Forecaster } from "../../engine/reasoning/forecaster.ts";
import type { Span } from "../../protocol/span.ts";

/** The same salience for every word, for tests that do not depend on it: saves minutes of inference. */
export const evenSalience = {
  score: async (texts: readonly string[]) => texts.map((text) => words(text).map((w) => ({ ...w, salience: 1 }))),
  embedParts: async (_: string, parts: readonly Span[]) => parts.map(() => new Float32Array(1)),
};

/** A forecaster that reads every prompt as the same, so that it needs no model. */
export class EvenForecaster extends Forecaster {
  constructor() {
    super({ embed: async () => [] });
  }

  override async read(): Promise<PromptReading> {
    const { every, factors } = callTables();
    return {
      factors: every.map(() => new Float32Array(factors).fill(0.1)),
      spread: new Float32Array(every.length),
      cautious: 0,
      topic: new Float32Array(8).fill(0.1),
      caution: 0.1,
      novelty: 0.1,
      work: { difficulty: 1, sets: [] },
    };
  }
}
