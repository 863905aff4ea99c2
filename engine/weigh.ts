import type { PromptInput } from "../protocol/engine.ts";
import type { Method } from "../protocol/inspection.ts";
import type { Span } from "../protocol/span.ts";
import { type Order, orderOf } from "./compress/order/order.ts";
import { withRates } from "./compress/order/section-rates.ts";
import { tokenizerOf } from "./cost/counting.ts";
import { modelFor, type TargetModel } from "./model-for.ts";
import { cancelled, type Progress } from "./progress.ts";
import { formatOf } from "./prompt/formats/registry.ts";
import { type Prompt, parsePrompt } from "./prompt/parse.ts";
import { modelsAreWhole } from "./runtime/model-files.ts";
import type { SalienceEngine, ScoredWord } from "./salience/salience.ts";
import type { Tokenizer } from "./tokens/encoding.ts";

/** A prompt, parsed, scored and ordered: what inspection and compression both start from. */
export interface WeighedPrompt extends TargetModel {
  readonly prompt: Prompt;
  /** The file's name, where it has one. */
  readonly path?: string;
  readonly tokenizer: Tokenizer;
  readonly method: Method;
  /** The words of each passage with their salience, in the passage's coordinates. */
  readonly scored: readonly (readonly ScoredWord[])[];
  /** In what order its parts may go. */
  readonly order: Order;
}

/** A word as it is painted. */
export interface PaintedWord extends Span {
  /** Its importance, or its salience where an attribution is asked for. */
  readonly heat: number;
}

/** The words of a prompt with what they are painted by, in the file's coordinates and in its order. */
export function paintedWords({ prompt, scored, method, order }: WeighedPrompt): PaintedWord[] {
  if (method === "importance") {
    return order.atoms.map(({ start, end }, i) => ({ start, end, heat: order.importance[i]! }));
  }
  return prompt.passages.flatMap((passage, i) =>
    scored[i]!.map((word) => ({ ...passage.toSourceSpan(word), heat: word.salience })),
  );
}

type Weigher = Pick<SalienceEngine, "score" | "embedParts">;

/** Longer texts, in UTF-16 units, wait for each other: a million units take some 400 MB while they are weighed. */
const LONG = 100_000;
let turn: Promise<void> = Promise.resolve();

/** Does work once all that was given before is done. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work);
  // The queue must not keep results alive.
  turn = done.then(
    () => {},
    () => {},
  );
  return done;
}

/**
 * The first half of a prompt's way: parse, find the model, attribute, order. In a glance an exact attribution does
 * half the work: it is comparable within a window of some 250 tokens, roughly beyond it. Throws `Failure`.
 */
export function weigh(
  input: PromptInput,
  salience: Weigher,
  options: Progress & { readonly glance?: boolean } = {},
): Promise<WeighedPrompt> {
  const work = () => weighNow(input, salience, options);
  return input.text.length > LONG ? inTurn(work) : work();
}

async function weighNow(
  input: PromptInput,
  salience: Weigher,
  { glance = false, ...progress }: Progress & { readonly glance?: boolean },
): Promise<WeighedPrompt> {
  if (progress.signal?.aborted) throw cancelled();
  const method = input.method ?? "importance";
  const prompt = parsePrompt(input.text, input);
  const target = modelFor(input, formatOf(prompt.kind));
  const texts = prompt.passages.map((passage) => passage.text);
  const scored = await salience.score(texts, {
    method: method === "importance" ? "multilingual" : method,
    glance,
    ...progress,
    ...(prompt.question && { question: prompt.question.text }),
  });
  const count = (text: string) => tokenizerOf(target.model.counting).count(text);
  const order = withRates(await orderOf(prompt, scored, salience, input), prompt, count);
  if (!glance) await modelsAreWhole();
  return {
    prompt,
    ...(input.path !== undefined && { path: input.path }),
    ...target,
    // Read from disk when first needed: a glance counts nothing.
    get tokenizer() {
      return tokenizerOf(target.model.counting);
    },
    method,
    scored,
    order,
  };
}
