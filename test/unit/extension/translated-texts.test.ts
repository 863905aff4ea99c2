import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";
import { textBundle } from "../../../scripts/write-texts.ts";

const FOLDER = new URL("../../../l10n/", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, FOLDER), "utf8");

test("the committed texts are those of the code", () => {
  assert.equal(read("bundle.l10n.json"), textBundle());
});

test("every translation has all texts, with the same places for what is put in", () => {
  const places = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();
  const translations = readdirSync(FOLDER).filter((file) => /^bundle\.l10n\.[a-z-]+\.json$/.test(file));
  assert.ok(translations.length > 0);
  for (const file of translations) {
    const translated: Record<string, string> = JSON.parse(read(file));
    assert.deepEqual(Object.keys(translated), Object.keys(JSON.parse(textBundle())), file);
    for (const [text, translation] of Object.entries(translated)) assert.deepEqual(places(translation), places(text));
  }
});

test("what display/ puts into words is looked up", () => {
  const folder = new URL("../../../display/", import.meta.url);
  const untranslated = readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && file !== "webview-page.ts")
    .flatMap((file) => phrasesIn(readFileSync(new URL(file, folder), "utf8")).map((phrase) => `${file}: ${phrase}`));
  assert.deepEqual(untranslated, []);
  assert.deepEqual(phrasesIn('f("of a call", l10n.t("of a word"), { "as a key": 1 })'), ['"of a call"']);
});

/** The literals of some code that hold words and are given to no `l10n.t`. */
function phrasesIn(code: string): string[] {
  const found: string[] = [];
  const tree = parser.configure({ dialect: "ts" }).parse(code);
  tree.iterate({
    enter({ name, from, to, node }) {
      if (name === "CallExpression" && code.startsWith("l10n.t(", from)) return false;
      const isText = name === "TemplateString" || (name === "String" && node.parent?.name !== "Property");
      if (isText && /[a-z] [a-z]/i.test(withoutInterpolations(node, code))) found.push(code.slice(from, to));
      return !/^(?:ImportDeclaration|.*Type.*)$/.test(name);
    },
  });
  return found;
}

function withoutInterpolations(node: SyntaxNode, code: string): string {
  const inner = node.getChildren("Interpolation");
  const starts = [node.from, ...inner.map(({ to }) => to)];
  const ends = [...inner.map(({ from }) => from), node.to];
  return starts.map((start, i) => code.slice(start, ends[i])).join("…");
}
