import * as l10n from "@vscode/l10n";
import type { Role } from "../../../protocol/prompt.ts";

/** Who speaks, as the user reads it. */
export function roleInWords(role: Role): string {
  const words: Readonly<Record<Role, string>> = {
    system: l10n.t("system"),
    developer: l10n.t("developer"),
    user: l10n.t("user"),
    assistant: l10n.t("assistant"),
    tool: l10n.t("tool"),
    none: l10n.t("none"),
  };
  return words[role];
}

/** What a message is called: `user 3`. */
export function messageTitle(role: Role, number: number): string {
  return `${roleInWords(role)} ${number}`;
}
