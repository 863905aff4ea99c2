import { kindOfModel, type ModelInfo } from "../../protocol/catalogue.ts";
import type { Basis } from "../../protocol/forecast.ts";
import { factFor, modelFacts } from "../cost/model-facts.ts";

/** A rule: the label holds for names that the regular expression matches; the first that matches counts. */
export type Rule = readonly [pattern: string, label: string];

/** A model's name without provider, dates and release stages: "openai/gpt-5.2-2025-12-11" is "gpt-5-2". */
export function plainName(id: string): string {
  return releaseName(id).replace(STAGES, "");
}

/** The same with its date and stage: "gpt-5-2-2025-12-11". */
export function releaseName(id: string): string {
  return id.toLowerCase().split("/").at(-1)!.replace(/[. _]/g, "-");
}

const STAGES =
  /-(?:20[0-9]{2}-?[0-9]{2}-?[0-9]{2}|[0-9]{4}|[0-9]{2}-[0-9]{2}|preview|latest|pre-release|customtools)(?=-|$)/g;

/** The label of the first rule that matches the name, or "". */
export function firstMatch(rules: readonly Rule[], name: string): string {
  return rules.find(([pattern]) => new RegExp(pattern).test(name))?.[1] ?? "";
}

/** Whether a forecast rests on no calls of the model. */
export function isStranger(basis: Basis): boolean {
  return basis === "its family" || basis === "all models";
}

/** Whether a model can think before it answers, as far as its catalogue entry or its name tells. */
export function canThink(model: ModelInfo): boolean {
  const { efforts, thinkingBudget } = model;
  const thinks = factFor(modelFacts().thinking, releaseName(kindOfModel(model)))?.thinks;
  if (thinks === false) return false;
  return thinks === true || thinkingBudget !== undefined || efforts?.some((effort) => effort !== "none") === true;
}
