import * as l10n from "@vscode/l10n";
import type { Part, Protection, Warning } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { readTree } from "../reading/data.ts";
import { isJson } from "../reading/json.ts";
import { jsonTree } from "../reading/json-tree.ts";
import { modelsInData } from "../reading/model-names.ts";
import type { Reading } from "../reading/reading.ts";
import type { Format } from "./format.ts";

const ROWS = /^\s*\{[^\n]*\}[ \t]*\r?\n\s*\{[^\n]*\}[ \t]*(?:\r?\n|$)/;

/** Independent prompts or conversations, a line of JSON each. */
export const chatJsonl: Format = {
  kind: "chat-jsonl",
  sniff: (head) => ROWS.test(head),
  accepts: (text) => text.split("\n").every((line) => line.trim() === "" || isJson(line)),
  // Those of a file are rarely for several.
  models: (text) => modelsInData(jsonTree(/\S.*/.exec(text.replace(/^\ufeff/, ""))?.[0] ?? "")),
  read: readRows,
};

/** Reads JSON lines: a part a row, the row's turns below it. A row that is not JSON is left alone, with a warning. */
function readRows(text: string): Reading {
  const parts: Part[] = [];
  const protections: Protection[] = [];
  const warnings: Warning[] = [];
  const readings: Reading[] = [];
  for (const [i, line] of lines(text).entries()) {
    const content = text.slice(line.start, line.end).replace(/^\ufeff/, "");
    if (content.trim() === "") continue;
    const tree = jsonTree(content.trimEnd(), line.start + (line.end - line.start - content.length));
    if ("type" in tree) {
      parts.push({ ...line, kind: "row", role: "none", depth: 0, title: l10n.t("Line {0}", i + 1) });
      readings.push(readTree(tree, 1, readings.length));
      continue;
    }
    protections.push({ ...line, reason: "file structure" });
    const message = l10n.t("Line {0} is not JSON: {1}. It is left as it is; the other lines go on.", i + 1, tree.why);
    warnings.push({ start: tree.start, end: tree.end, code: "malformed-row", message });
  }
  const messages = readings.flatMap((r) => r.messages ?? []);
  const enclosures = readings.flatMap((r) => r.enclosures ?? []);
  return {
    parts: [...parts, ...readings.flatMap((r) => r.parts)],
    passages: readings.flatMap((r) => r.passages),
    protections: [...protections, ...readings.flatMap((r) => r.protections)],
    warnings,
    sectionDepth: 2,
    ...(messages.length > 0 && { messages }),
    ...(enclosures.length > 0 && { enclosures }),
  };
}

/** The lines of a text, each with its line break. */
function lines(text: string): Span[] {
  const found: Span[] = [];
  for (let start = 0; start < text.length; ) {
    const at = text.indexOf("\n", start);
    const end = at < 0 ? text.length : at + 1;
    found.push({ start, end });
    start = end;
  }
  return found;
}
