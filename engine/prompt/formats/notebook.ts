import * as l10n from "@vscode/l10n";
import type { Part, Protection } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { readMalformed } from "../reading/data.ts";
import { type DataNode, type DataString, stringAt, valueAt } from "../reading/data-tree.ts";
import { isJson } from "../reading/json.ts";
import { jsonFileTree } from "../reading/json-tree.ts";
import { modelsInCode } from "../reading/model-names.ts";
import { joinedPassage, promptStrings } from "../reading/prompt-strings.ts";
import type { Reading } from "../reading/reading.ts";
import { Passage } from "../text/passage.ts";
import type { Format } from "./format.ts";

/** A notebook of Jupyter: what its Markdown cells say, and the prompts in the strings of its code cells. */
export const notebook: Format = {
  kind: "notebook",
  sniff: (head) => /^\s*\{\s*"(?:cells|metadata|nbformat)"\s*:/.test(head),
  accepts: isJson,
  models: (text) => {
    const tree = jsonFileTree(text);
    const code = "type" in tree ? cellsOf(tree).filter(({ type }) => type === "code") : [];
    return code.flatMap(({ whole }) => modelsInCode(whole.text));
  },
  read: (text, path) => {
    const tree = jsonFileTree(text);
    return "type" in tree ? readCells(tree) : readMalformed("JSON", tree, text, path);
  },
};

/** How files of code end, by the names that kernels give to languages. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ["python", "py"],
  ["javascript", "js"],
  ["typescript", "ts"],
]);

interface Cell {
  readonly type: string | undefined;
  readonly source: Span;
  /** All that its source says. */
  readonly whole: Passage;
  /** From 1, as people count. */
  readonly number: number;
}

/** The cells that say anything. */
function cellsOf(root: DataNode): Cell[] {
  const cells = valueAt(root, "cells");
  return (cells?.type === "list" ? cells.items : []).flatMap((cell, i) => {
    const source = valueAt(cell, "source");
    const lines = stringsOf(source).flatMap((line) => line.decode("user")?.passage ?? []);
    if (!source || lines.length === 0) return [];
    return [{ type: stringAt(cell, "celltype"), source, whole: Passage.joined("user", lines), number: i + 1 }];
  });
}

/** Reads the cells: a part a cell in which anything is for a model, its source without its outputs. */
function readCells(root: DataNode): Reading {
  const ending = ENDINGS.get(languageOf(root)) ?? "";
  const parts: Part[] = [];
  const passages: Passage[] = [];
  const protections: Protection[] = [];
  for (const { type, source, whole, number } of cellsOf(root)) {
    const strings = type === "code" ? promptStrings(whole.text, ending) : [];
    const slice = (span: Span) => whole.slice(span, "user");
    const found =
      type === "markdown"
        ? [whole]
        : strings.map((string) => (string.joined ? joinedPassage(string.joined, slice) : slice(string)));
    if (found.length === 0) continue;
    const { start, end } = source;
    parts.push({ start, end, kind: "section", role: "user", depth: 0, title: l10n.t("Cell {0}", number) });
    passages.push(...found);
    for (const mark of strings.flatMap((string) => string.protections))
      protections.push({ ...mark, ...whole.toSourceSpan(mark) });
  }
  return { parts, passages, protections, warnings: [], sectionDepth: 1 };
}

/** The language of the code cells; Python where the notebook does not say. */
function languageOf(root: DataNode): string {
  const metadata = valueAt(root, "metadata");
  const said = (of: string, key: string) => {
    const about = metadata && valueAt(metadata, of);
    return about && stringAt(about, key);
  };
  return (said("languageinfo", "name") ?? said("kernelspec", "language") ?? "python").toLowerCase();
}

/** The strings of a cell's text: one a line, or one for all. */
function stringsOf(source: DataNode | undefined): DataString[] {
  if (source?.type === "list") return source.items.flatMap(stringsOf);
  return source?.type === "string" ? [source] : [];
}
