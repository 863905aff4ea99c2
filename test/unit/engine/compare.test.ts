import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inputCosts } from "../../../engine/compare.ts";
import { count } from "../../../engine/count.ts";
import { fertility } from "../../../engine/fertility.ts";
import { tokenizer } from "../../../engine/tokens/tokenizer.ts";

const of = (...texts: string[]) => fertility(texts, tokenizer("o200k"));

test("the tokens and characters of all scripts are those of the text, whatever it holds", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 4 }), (texts) => {
      const found = of(...texts);
      const sum = (field: "tokens" | "characters") => found.reduce((total, one) => total + one[field], 0);
      assert.equal(
        sum("tokens"),
        texts.reduce((total, text) => total + tokenizer("o200k").count(text), 0),
      );
      assert.equal(
        sum("characters"),
        texts.reduce((total, text) => total + [...text].length, 0),
      );
    }),
  );
});

test("what belongs to no script goes with the one before it, and words are counted where blanks set them apart", () => {
  const found = of("12 apples, 3 pears: ", "да, 5! 这是测试。");
  assert.deepEqual(
    found.map(({ script }) => script),
    ["Latin", "Cyrillic", "Han"],
  );
  const [latin, , han] = found;
  assert.equal(latin!.perWord, latin!.tokens / 4);
  assert.equal(han!.perWord, undefined);
  assert.equal(han!.characters, 5);
  assert.deepEqual(
    of("123 + 4").map(({ script }) => script),
    ["other"],
  );
  assert.deepEqual(of(""), []);
});

test("what the input costs is what the count says, for each model; no known price is null", () => {
  const path = "chat.json";
  const text = JSON.stringify([
    { role: "system", content: "You answer in one sentence." },
    { role: "user", content: "Why is the sky blue?" },
  ]);
  const models = ["gpt-5.5", "claude-opus-5-5", "gemini-2.5-pro", "gpt-5.5"];
  assert.deepEqual(
    inputCosts({ text, path, models }),
    models.map((model) => count({ text, path, model }).cost!.input),
  );
  assert.deepEqual(inputCosts({ text, models: ["openrouter/gpt-5.5:nitro"] }), [null]);
});
