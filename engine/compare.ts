import type { ComparedModel, Comparison } from "../protocol/comparison.ts";
import type { CompareInput } from "../protocol/engine.ts";
import type { Forecast } from "../protocol/forecast.ts";
import { allModels, findModel } from "./cost/catalogue.ts";
import { tokenizerOf } from "./cost/counting.ts";
import { priceInput } from "./cost/price.ts";
import { sentTokens } from "./cost/sent.ts";
import { count } from "./count.ts";
import { fertility } from "./fertility.ts";
import { forecastPrompt } from "./forecast.ts";
import { cancelled } from "./progress.ts";
import { readPrompt } from "./prompt/parse.ts";
import type { Forecaster } from "./reasoning/forecaster.ts";
import type { Tokenizer } from "./tokens/encoding.ts";

/**
 * A prompt as each of several models counts it, bills it and thinks over it; a model that two names mean stands once.
 * Throws a `Failure`: "unknown-model", "cancelled", "model-files".
 */
export async function compare(
  { models, ...input }: CompareInput,
  forecaster: Forecaster,
  signal?: AbortSignal,
): Promise<Comparison> {
  const texts = readPrompt(input.text, input.path).passages.map(({ text }) => text);
  const compared = new Map<string, ComparedModel>();
  for (const name of models) {
    if (signal?.aborted) throw cancelled();
    const { id, counting, ...model } = findModel(name);
    if (compared.has(id)) continue;
    const { counted, cost, tokens, low, high } = count({ ...input, model: name });
    const forecast = await forecastPrompt({ ...input, model: name }, forecaster);
    compared.set(id, {
      model: id,
      name: model.name,
      tokenizer: counting.family,
      counted,
      sent: { tokens, low, high },
      ...(cost && { cost }),
      ...("sentAs" in forecast ? {} : thinkingOf(forecast)),
      fertility: fertility(texts, tokenizerOf(counting)),
    });
  }
  return { models: [...compared.values()] };
}

function thinkingOf({ effort, mean, quantiles, total }: Forecast): Pick<ComparedModel, "thinking" | "total"> {
  return { thinking: { effort, mean, quantiles }, ...(total && { total }) };
}

/** As `inputCostsRequest`: every text is counted once in each way, however many models count so. */
export function inputCosts({ text, path, models }: CompareInput): (number | null)[] {
  const prompt = readPrompt(text, path);
  const listed = new Map(allModels().map((model) => [model.id, model]));
  const encoders = new Map<Tokenizer, Tokenizer>();
  return models.map((name) => {
    const model = listed.get(name) ?? findModel(name);
    const own = tokenizerOf(model.counting);
    const encoder = encoders.get(own) ?? remembering(own);
    encoders.set(own, encoder);
    const { tokens, audio } = sentTokens(prompt, model, encoder, path);
    return priceInput(model, tokens, audio)?.input ?? null;
  });
}

/** A tokenizer that counts each text once. */
function remembering(encoder: Tokenizer): Tokenizer {
  const counts = new Map<string, number>();
  return {
    family: encoder.family,
    encode: (text) => encoder.encode(text),
    bytesOf: (id) => encoder.bytesOf(id),
    count: (text) => {
      const found = counts.get(text) ?? encoder.count(text);
      counts.set(text, found);
      return found;
    },
  };
}
