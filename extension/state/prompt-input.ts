import type { TextDocument, Uri } from "vscode";
import type { PromptInput } from "../../protocol/engine.ts";
import type { Span } from "../../protocol/span.ts";
import { givenSetting, setting } from "./settings.ts";

/** The prompt in a part of a document, as requests carry it. Only a whole file is of the kind that its path tells. */
export function promptInput(
  document: TextDocument,
  { start, end }: Span,
): Pick<PromptInput, "text" | "model" | "path" | "force"> {
  const whole = document.getText();
  return {
    text: whole.slice(start, end),
    ...chosenModel(document.uri),
    force: setting("keep", document.uri),
    ...(end - start === whole.length && pathOf(document)),
  };
}

/** The model that somebody chose; else the prompt's file may name one. */
export function chosenModel(scope?: Uri): Pick<PromptInput, "model"> {
  const model = givenSetting("model", scope);
  return model === undefined ? {} : { model };
}

/**
 * The path by which the engine tells the kind of prompt; an untitled prompt's language id stands in for a name. A cell of
 * a notebook is not what its path names.
 */
function pathOf({ uri, languageId }: TextDocument): { readonly path?: string } {
  if (uri.scheme === "vscode-notebook-cell") return {};
  return { path: uri.scheme === "untitled" && languageId === "prompt" ? `${uri.path}.prompt.md` : uri.path };
}
