import { orderOf } from "../../engine/compress/order/order.ts";
import { withRates } from "../../engine/compress/order/section-rates.ts";
import { DEFAULT_MODEL, findModel } from "../../engine/cost/catalogue.ts";
import { parsePrompt } from "../../engine/prompt/parse.ts";
import { words } from "../../engine/prompt/text/segment.ts";
import type { PartEmbedder } from "../../engine/salience/salience.ts";
import { tokenizer } from "../../engine/tokens/tokenizer.ts";
import type { WeighedPrompt } from "../../engine/weigh.ts";
import type { Family } from "../../protocol/catalogue.ts";
import type { Controls } from "../../protocol/compression.ts";

/** Embeddings that say nothing: what compression promises must hold for any. */
const embedder: PartEmbedder = {
  embedParts: async (_, parts) => parts.map(({ start, end }) => Float32Array.of(1, (end - start) % 7)),
};

/** A prompt weighed with a made-up salience and no model, for what compression promises whatever the scores are. */
export async function weighed(
  text: string,
  options: Controls & { path?: string; question?: string; family?: Family } = {},
): Promise<WeighedPrompt> {
  const { family, ...input } = options;
  const prompt = parsePrompt(text, input);
  const scored = prompt.passages.map((passage) => words(passage.text).map((word, i) => ({ ...word, salience: i % 5 })));
  const target = tokenizer(family ?? "o200k");
  const order = withRates(await orderOf(prompt, scored, embedder, input), prompt, (text) => target.count(text));
  return {
    prompt,
    ...(input.path !== undefined && { path: input.path }),
    model: findModel(DEFAULT_MODEL),
    tokenizer: target,
    method: "combined",
    scored,
    order,
  };
}
