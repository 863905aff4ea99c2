import type { ModelInfo } from "../protocol/catalogue.ts";
import type { ForecastInput } from "../protocol/engine.ts";
import { Failure } from "../protocol/failure.ts";
import type { Forecast } from "../protocol/forecast.ts";
import { findModel } from "./cost/catalogue.ts";
import { parsePrompt } from "./prompt/parse.ts";
import type { Forecaster } from "./reasoning/forecaster.ts";
import type { History } from "./reasoning/learning.ts";

/**
 * How long the model will think over a prompt, from what it reads of it. A model that the catalogue does not know is
 * forecast from its kin, without a price. Throws a `Failure`: "bad-input" for an effort that the model does not have.
 */
export function forecastPrompt(input: ForecastInput, forecaster: Forecaster, history: History = {}): Promise<Forecast> {
  const { passages } = parsePrompt(input.text, input);
  const text = passages.map((passage) => passage.text).join("\n");
  const { effort } = input;
  return forecaster.forecast({ text, model: modelOrStranger(input.model), history, ...(effort && { effort }) });
}

function modelOrStranger(id: string): ModelInfo {
  try {
    return findModel(id);
  } catch (error) {
    if (!(error instanceof Failure && error.code === "unknown-model")) throw error;
    const counting = { family: "o200k", ratio: 1, tolerance: 1 } as const;
    return { id, provider: "", name: id, counting, efforts: ["default"] };
  }
}
