import { languages, type TextDocument } from "vscode";
import { setting } from "./settings.ts";

/** The token budget that the user has set for this file: that of the first glob that matches. */
export function budgetOf(document: TextDocument): number | undefined {
  const budgets = Object.entries(setting("budgets", document.uri));
  return budgets.find(([pattern]) => languages.match({ pattern }, document) > 0)?.[1];
}
