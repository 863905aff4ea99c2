import * as l10n from "@vscode/l10n";
import type { ContextProblem, Refused } from "../../protocol/context.ts";

/** Why a file could not be read, in the user's words. */
export function problemOf(refused: Refused): ContextProblem {
  const messages: Readonly<Record<Refused, string>> = {
    missing: l10n.t("There is no such file."),
    outside: l10n.t("This leads outside of the workspace; Tare does not read it."),
    unreadable: l10n.t("This cannot be read."),
    "not-text": l10n.t("This is no text."),
  };
  return { code: refused, message: messages[refused] };
}
