import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { inspect } from "../../../engine/inspect.ts";
import { words } from "../../../engine/prompt/segment.ts";
import { tokenizer } from "../../../engine/tokens/tokenizer.ts";
import { weigh } from "../../../engine/weigh.ts";
import { FAMILIES } from "../../../protocol/catalogue.ts";
import { projectPath } from "../../support/tare.ts";

const data = projectPath("../shared/data/prompts/real-prompts.jsonl.gz");
const skip = existsSync(data) ? false : "the real prompt files are not at hand";

/** Tokens, parts and protections do not hang on the model: a constant salience stands in for a minute of inference. */
const evenSalience = {
  score: async (texts: readonly string[]) => texts.map((text) => words(text).map((w) => ({ ...w, salience: 1 }))),
  embed: async (texts: readonly string[]) => texts.map(() => new Float32Array(1)),
};

test("every real prompt file is tiled by its tokens, in every family", { skip }, async () => {
  const lines = gunzipSync(readFileSync(data)).toString().trim().split("\n");
  assert.ok(lines.length > 500);
  for (const line of lines) {
    const { id, path, text } = JSON.parse(line) as { id: string; path: string; text: string };
    const weighed = await weigh({ text, path, model: "gpt-5.5" }, evenSalience);
    for (const family of FAMILIES) {
      const { tokens } = inspect({ ...weighed, tokenizer: tokenizer(family) });
      let end = 0;
      for (const token of tokens) {
        assert.equal(token.start, end, id);
        end = token.end;
      }
      assert.equal(end, text.length, id);
    }
  }
});
