import type { ModelInfo } from "../protocol/catalogue.ts";
import type { PromptInput } from "../protocol/engine.ts";
import type { Method } from "../protocol/inspection.ts";
import { type Order, orderOf } from "./compress/order/order.ts";
import { withRates } from "./compress/order/section-rates.ts";
import { findModel } from "./cost/catalogue.ts";
import { modelsAreWhole } from "./model-files.ts";
import { type Prompt, parsePrompt } from "./prompt/parse.ts";
import type { SalienceEngine, ScoredWord } from "./salience/salience.ts";
import type { Tokenizer } from "./tokens/encoding.ts";
import { tokenizer } from "./tokens/tokenizer.ts";

/** How a long computation is watched and stopped. */
export interface Watch {
  readonly signal?: AbortSignal;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** A prompt, parsed, scored and ordered: what inspection and compression both start from. */
export interface WeighedPrompt {
  readonly prompt: Prompt;
  /** The file's name, where it has one. */
  readonly path?: string;
  readonly model: ModelInfo;
  readonly tokenizer: Tokenizer;
  readonly method: Method;
  /** The words of each passage with their salience, in the passage's coordinates. */
  readonly scored: readonly (readonly ScoredWord[])[];
  /** In what order its parts may go. */
  readonly order: Order;
}

/** The words that are scored, in the file's coordinates and in its order. */
export function scoredWords({ prompt, scored }: Pick<WeighedPrompt, "prompt" | "scored">): ScoredWord[] {
  return prompt.passages.flatMap((passage, i) =>
    scored[i]!.map((word) => ({ ...word, ...passage.toSourceSpan(word) })),
  );
}

/**
 * The first half of a prompt's way: parse, find the model, attribute, order. A glance does half the work: its salience is
 * comparable within a window of some 250 tokens, roughly beyond it. Throws `Failure`.
 */
export async function weigh(
  input: PromptInput,
  salience: Pick<SalienceEngine, "score" | "embedParts">,
  { glance = false, ...watch }: Watch & { readonly glance?: boolean } = {},
): Promise<WeighedPrompt> {
  const model = findModel(input.model);
  const method = input.method ?? "combined";
  const prompt = parsePrompt(input.text, input);
  const scored = await salience.score(
    prompt.passages.map((passage) => passage.text),
    { method, glance, ...watch, ...(prompt.question && { question: prompt.question.text }) },
  );
  const count = (text: string) => tokenizer(model.counting.family).count(text);
  const order = withRates(await orderOf(prompt, scored, salience, input), prompt, count);
  if (!glance) await modelsAreWhole();
  return {
    prompt,
    ...(input.path !== undefined && { path: input.path }),
    model,
    // Read from disk at first need: a first look counts nothing.
    get tokenizer() {
      return tokenizer(model.counting.family);
    },
    method,
    scored,
    order,
  };
}
