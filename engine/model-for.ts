import * as l10n from "@vscode/l10n";
import type { ModelInfo } from "../protocol/catalogue.ts";
import type { PromptInput } from "../protocol/engine.ts";
import type { Warning } from "../protocol/prompt.ts";
import { DEFAULT_MODEL, findModel, knownModel, nearNames } from "./cost/catalogue.ts";
import type { Format } from "./prompt/formats/format.ts";

/** The model that a prompt is for. */
export interface TargetModel {
  readonly model: ModelInfo;
  /** Whether nobody chose it: its file names it. */
  readonly modelFromFile?: true;
  /** Where nobody chose it, and of those that its file names none is known: the first of these. */
  readonly unknownModel?: string;
}

/** What stands for whatever model the caller has, and names that are filled in later. */
const NO_NAME = /^(?:auto|default|inherit)?$|[{}<>$%]/i;

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
  const names = format.models?.(text) ?? [];
  for (const name of names) {
    const named = knownModel(name);
    if (named) return { model: named, modelFromFile: true };
  }
  const unknownModel = names.find((name) => !NO_NAME.test(name.trim()));
  return { model: findModel(DEFAULT_MODEL), ...(unknownModel !== undefined && { unknownModel }) };
}

/**
 * That the file names a model that nobody knows, and as which it is counted; that several services sell what is named.
 */
export function modelNotes({ model, unknownModel }: TargetModel): string[] {
  if (unknownModel !== undefined) {
    const near = nearNames(unknownModel).join(", ");
    return [
      l10n.t(
        "The file names the model {0}, which is not known; the nearest names are {1}. The numbers are those of {2}.",
        JSON.stringify(unknownModel),
        near,
        model.id,
      ),
    ];
  }
  if (model.soldAs === undefined) return [];
  const names = model.soldAs.slice(0, MOST_NAMES).join(", ");
  return [
    l10n.t("Several services sell {0}, each at its own price. For a price name one of them: {1}.", model.name, names),
  ];
}

const MOST_NAMES = 3;

/** The notes, at the name where the file has it. */
export function modelWarnings(target: TargetModel, text: string): Warning[] {
  const name = target.unknownModel ?? target.model.id;
  const start = Math.max(0, text.indexOf(name));
  const end = text.startsWith(name, start) ? start + name.length : start;
  const code = target.unknownModel === undefined ? "several-services" : "unknown-model";
  return modelNotes(target).map((message) => ({ start, end, code, message }));
}
