import assert from "node:assert/strict";
import { printInspection } from "../../cli/print.ts";
import { printForecast } from "../../cli/print-forecast.ts";
import { forecastPrompt } from "../../engine/forecast.ts";
import { inspect } from "../../engine/inspect.ts";
import { finite } from "../../engine/runtime/finite.ts";
import { type WeighedPrompt, weigh } from "../../engine/weigh.ts";
import type { Strength } from "../../protocol/compression.ts";
import { assertAddsUp } from "../support/adds-up.ts";
import { EvenForecaster, evenSalience } from "../support/even.ts";
import { assertInvariants } from "../support/prompt-invariants.ts";
import { assertTiles } from "../support/tiles.ts";
import { assertPrintsSafely } from "./printed.ts";

/*
 * What must hold for every prompt, under every name and for every model:
 *
 * - It is parsed: parts add up to the text, none overlaps another of its level nor juts out of the one around it, and
 *   every word that the model reads is found again in the file (`assertInvariants`).
 * - Its tokens tile it; what is sent of its outermost parts adds up to all that is sent, and so does what it rests on.
 * - Where it has a word, some tokens are sent, and they are no fewer than the interval says.
 * - Every number of its inspection and forecast is finite.
 * - Nothing that the command line prints of it holds a control character.
 */

/** A prompt of the fuzz. */
export interface PromptCase {
  readonly text: string;
  readonly path?: string;
  readonly question?: string;
  readonly strength?: Strength;
  readonly model: string;
}

const forecaster = new EvenForecaster();

/** Fails where one of these does not hold. Gives the prompt back, weighed. */
export async function checkPrompt(prompt: PromptCase): Promise<WeighedPrompt> {
  const weighed = await weigh(prompt, evenSalience, { glance: true });
  assertInvariants(weighed.prompt);
  const inspection = finite(inspect(weighed));
  const { tokens, sent } = inspection;
  assertTiles(tokens, prompt.text.length, "tokens tile the text");
  assertAddsUp(inspection);
  if (prompt.text.trim() !== "") assert.ok(sent.tokens > 0, "a text with words costs nothing");
  assert.ok(sent.low <= sent.tokens && sent.tokens <= sent.high, "the count lies in its interval");
  assertPrintsSafely(() => printInspection(prompt.text, inspection, 0));
  const forecast = finite(await forecastPrompt({ ...prompt, budget: 1000 }, forecaster));
  assertPrintsSafely(() => printForecast(forecast, { text: prompt.text, keep: undefined }));
  return weighed;
}
