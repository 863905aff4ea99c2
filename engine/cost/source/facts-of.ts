import type { Counting, ModelInfo } from "../../../protocol/catalogue.ts";
import { UNPUBLISHED } from "../counting.ts";
import { factFor, modelFacts } from "../model-facts.ts";

/*
 * What the source of prices does not say, from engine/cost/model-facts.json: how a model's tokens are counted, how much it
 * may write and think, when its cache starts to hold, what a batch costs.
 */

/** How tokens of the model are counted; o200k within a wide interval where nothing is published. */
export function countingOf(id: string): Counting {
  const fact = factFor(modelFacts().counting, id.toLowerCase());
  if (fact === undefined) return UNPUBLISHED;
  const { family, tolerance } = fact;
  return { family, tolerance };
}

const namesOf = (id: string) => modelFacts().names.find((row) => row.id === id);

/** Whether a model that is listed at its maker is not sold there: what is listed is another's price. */
export function isUnsold(id: string): boolean {
  return modelFacts().unsold.some((row) => row.id === id);
}

export function isStaleAlias(id: string): boolean {
  return modelFacts().staleAliases.some((row) => row.id === id);
}

/** What comes behind a model's match, so that it accepts further names. */
export function furtherNamesOf(id: string): string {
  const names = namesOf(id)?.also;
  return names ? `|${names.source}` : "";
}

/** What comes before a model's match, so that it accepts no name of another model. */
export function exceptionsOf(id: string): string {
  const others = namesOf(id)?.not;
  return others ? `(?!.*(?:${others.source}))` : "";
}

const ofProvider = <Row extends { readonly provider: string }>(rows: readonly Row[], provider: string) =>
  rows.filter((row) => row.provider === provider);

/** Factor on input and output of a batch request; undefined where none is published. */
export function batchFactorOf(provider: string, id: string): number | undefined {
  return factFor(ofProvider(modelFacts().batches, provider), id)?.factor;
}

/** Limits of a maker's own model; fields that are not known are absent. */
export function limitsOf(
  provider: string,
  id: string,
): Pick<ModelInfo, "outputTokens" | "efforts" | "thinkingBudget" | "cacheMinimumTokens"> {
  const matching = ofProvider(modelFacts().limits, provider).filter(({ model }) => model.test(id));
  return Object.assign({}, ...matching.reverse().map(({ provider: _, model: __, source: ___, ...limits }) => limits));
}
