import type { ModelInfo } from "../protocol/catalogue.ts";
import type { PromptInput } from "../protocol/engine.ts";
import { DEFAULT_MODEL, findModel, knownModel } from "./cost/catalogue.ts";
import type { Format } from "./prompt/formats/format.ts";

/** The model that a prompt is for. */
export interface TargetModel {
  readonly model: ModelInfo;
  /** Whether nobody chose it: its file names it. */
  readonly modelFromFile?: true;
}

/**
 * The model that is chosen; else the first one that the prompt's file names, of those that are known; else the usual one.
 * `find` tells what a chosen name means. Throws what `find` throws.
 */
export function modelFor(
  { text, model }: Pick<PromptInput, "text" | "model">,
  format: Format,
  find = findModel,
): TargetModel {
  if (model !== undefined) return { model: find(model) };
  for (const name of format.models?.(text) ?? []) {
    const named = knownModel(name);
    if (named) return { model: named, modelFromFile: true };
  }
  return { model: findModel(DEFAULT_MODEL) };
}
