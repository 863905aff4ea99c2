import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";
import { FUNCTION_CLASSES, REASONS } from "../../../engine/lexicon/words.ts";
import { LEVELS } from "../../../engine/reasoning/levels.ts";
import { BASES } from "../../../protocol/forecast.ts";
import { PROTECTION_REASONS } from "../../../protocol/prompt.ts";
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
    for (const [text, translation] of Object.entries(translated)) {
      assert.deepEqual(places(translation), places(text));
      assert.notEqual(translation, text, `${file} leaves it in English`);
    }
  }
});

/** What is nobody's to read: pages, SQL, what providers send of tools, and the names of features. */
const UNREAD =
  /^(?:display\/webview-page|engine\/(?:prompt\/tool-schema|ledger\/database|compress\/(?:advice\/task-features|worth\/.*)))\.ts$/;

/** Names that JSON has, too; where they are shown, they are put into words. */
const IDS: ReadonlySet<string> = new Set([
  ...BASES,
  ...FUNCTION_CLASSES,
  ...LEVELS,
  ...PROTECTION_REASONS,
  ...REASONS,
  ...["nothing new", "the same conclusion again"],
  // A field in the events of Codex.
  "reasoning effort",
]);

test("what display/ and engine/ put into words is looked up", () => {
  const root = new URL("../../../", import.meta.url);
  const untranslated = ["display", "engine"]
    .flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => file.endsWith(".ts") && !UNREAD.test(file))
    .flatMap((file) => phrasesIn(readFileSync(new URL(file, root), "utf8")).map((phrase) => `${file}: ${phrase}`));
  assert.deepEqual(untranslated, []);
  assert.deepEqual(phrasesIn('f("of a call", l10n.t("of a word"), new Error("of ours"), { "as a key": 1 })'), [
    '"of a call"',
  ]);
});

/** The literals of some code that hold words and are given to no `l10n.t`. */
function phrasesIn(code: string): string[] {
  const found: string[] = [];
  const tree = parser.configure({ dialect: "ts" }).parse(code);
  tree.iterate({
    enter({ name, from, to, node }) {
      if (name === "CallExpression" && /^(?:l10n\.t|String\.raw)\b/.test(code.slice(from, from + 12))) return false;
      if (name === "NewExpression" && /^new (?:Range)?Error\(/.test(code.slice(from, from + 15))) return false;
      const isText = name === "TemplateString" || (name === "String" && node.parent?.name !== "Property");
      const words = withoutInterpolations(node, code);
      if (isText && /[a-z] [a-z]/.test(words) && !IDS.has(words.slice(1, -1))) found.push(code.slice(from, to));
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
