import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import manifest from "../../../package.json" with { type: "json" };

const root = new URL("../../../", import.meta.url);
const read = (file: string): Record<string, string> => JSON.parse(readFileSync(new URL(file, root), "utf8"));
const english = read("package.nls.json");
const translations = readdirSync(root).filter((file) => /^package\.nls\.[a-z-]+\.json$/.test(file));

/** The texts of the manifest that people read, by field; agents read the others, in English. */
const READ_BY_PEOPLE =
  /^(title|description|markdownDescription|enumDescriptions|deprecationMessage|userDescription|displayName|altText|label|detail|contents)$/;

/** Every text under a key that people read. */
function* texts(value: unknown, key = ""): Generator<string> {
  if (typeof value === "string" && READ_BY_PEOPLE.test(key)) yield value;
  if (Array.isArray(value)) for (const item of value) yield* texts(item, key);
  else if (typeof value === "object" && value !== null)
    for (const [name, inner] of Object.entries(value)) if (name !== "inputSchema") yield* texts(inner, name);
}

const PRODUCT = "Tare";
const views = manifest.contributes.views.tare.map(({ name }) => name);
const shown = [...texts(manifest.contributes), ...texts(manifest.capabilities), manifest.description, ...views];

test("every text of the manifest that people read is in package.nls.json, and nothing else is", () => {
  const keys = shown.filter((text) => text !== PRODUCT).map((text) => /^%(.+)%$/.exec(text)?.[1] ?? `“${text}” itself`);
  assert.deepEqual([...new Set(keys)].sort(), Object.keys(english).sort());
});

test("every translation has the keys of the English texts, each with a text and the same commands and code", () => {
  assert.ok(translations.length > 0);
  for (const file of translations) {
    const translated = read(file);
    assert.deepEqual(Object.keys(translated), Object.keys(english), file);
    for (const [key, text] of Object.entries(translated)) {
      assert.ok(text.trim() !== "", `${file}: ${key}`);
      for (const kept of english[key]!.match(/`[^`]+`|\(command:[\w.]+\)/g) ?? [])
        assert.ok(text.includes(kept), `${file}: ${key} lacks ${kept}`);
    }
  }
});
