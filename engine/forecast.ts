import type { ForecastInput } from "../protocol/engine.ts";
import type { Forecast } from "../protocol/forecast.ts";
import { anyModel } from "./cost/catalogue.ts";
import { parsePrompt } from "./prompt/parse.ts";
import type { Forecaster } from "./reasoning/forecaster.ts";

/**
 * How long the model will think over a prompt, from what it reads of it. A model that the catalogue does not know is
 * forecast from its kin, without a price. Throws a `Failure`: "bad-input" for an effort that the model does not have.
 */
export function forecastPrompt(input: ForecastInput, forecaster: Forecaster): Promise<Forecast> {
  const { passages } = parsePrompt(input.text, input);
  const text = passages.map((passage) => passage.text).join("\n");
  const { effort, ownCalls = [] } = input;
  return forecaster.forecast({ text, model: anyModel(input.model), ownCalls, ...(effort && { effort }) });
}
