import * as l10n from "@vscode/l10n";
import type { Part, PartKind, ProtectionReason } from "../protocol/prompt.ts";

/** What a part is called: by its title, else by what it is. */
export function partName({ title, kind }: Pick<Part, "title" | "kind">): string {
  const names: Readonly<Record<PartKind, string>> = {
    "front matter": l10n.t("front matter"),
    section: l10n.t("section"),
    message: l10n.t("message"),
    row: l10n.t("row"),
    example: l10n.t("example"),
    tools: l10n.t("tools"),
    tool: l10n.t("tool"),
    call: l10n.t("call"),
    schema: l10n.t("schema"),
    medium: l10n.t("medium"),
    data: l10n.t("data"),
    structure: l10n.t("structure"),
    body: l10n.t("body"),
  };
  return title || names[kind];
}

/** Why a stretch is protected, as the user reads it. */
export function protectionInWords(reason: ProtectionReason): string {
  const words: Readonly<Record<ProtectionReason, string>> = {
    "front matter": l10n.t("front matter"),
    "file structure": l10n.t("file structure"),
    "escape sequence": l10n.t("escape sequence"),
    "template variable": l10n.t("template variable"),
    "template tag": l10n.t("template tag"),
    reference: l10n.t("reference"),
    "code block": l10n.t("code block"),
    "inline code": l10n.t("inline code"),
    formula: l10n.t("formula"),
    "markup tag": l10n.t("markup tag"),
    "special token": l10n.t("special token"),
    URL: l10n.t("URL"),
    path: l10n.t("path"),
    identifier: l10n.t("identifier"),
    number: l10n.t("number"),
    "quoted text": l10n.t("quoted text"),
    heading: l10n.t("heading"),
    "list marker": l10n.t("list marker"),
    table: l10n.t("table"),
    comment: l10n.t("comment"),
    "line break": l10n.t("line break"),
    negation: l10n.t("negation"),
    modal: l10n.t("modal"),
    condition: l10n.t("condition"),
    example: l10n.t("example"),
    "answer slot": l10n.t("answer slot"),
    "cache breakpoint": l10n.t("cache breakpoint"),
    question: l10n.t("question"),
    "byte order mark": l10n.t("byte order mark"),
    data: l10n.t("data"),
    rule: l10n.t("rule"),
    message: l10n.t("message"),
    "kept on request": l10n.t("kept on request"),
  };
  return words[reason];
}
