import assert from "node:assert/strict";
import { forecastPrompt } from "../../engine/forecast.ts";
import type { Forecast } from "../../protocol/forecast.ts";

/** The forecast of a prompt that is a call. */
export async function forecastOf(...given: Parameters<typeof forecastPrompt>): Promise<Forecast> {
  const forecast = await forecastPrompt(...given);
  assert.ok(!("sentAs" in forecast), "the prompt is no call");
  return forecast;
}
