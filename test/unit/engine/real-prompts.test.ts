import assert from "node:assert/strict";
import { test } from "node:test";
import { hasData, realPrompts } from "../../../bench/support/datasets.ts";
import { inspect } from "../../../engine/inspect.ts";
import { tokenizer } from "../../../engine/tokens/tokenizer.ts";
import { weigh } from "../../../engine/weigh.ts";
import { FAMILIES } from "../../../protocol/catalogue.ts";
import { evenSalience } from "../../support/even.ts";
import { assertTiles } from "../../support/tiles.ts";

const skip = hasData() ? false : "the real prompt files are not at hand";

test("every real prompt file is tiled by its tokens, in every family", { skip }, async () => {
  const prompts = realPrompts();
  assert.ok(prompts.length > 500);
  for (const { id, path, text } of prompts) {
    const weighed = await weigh({ text, path, model: "gpt-5.5" }, evenSalience);
    for (const family of FAMILIES) {
      assertTiles(inspect({ ...weighed, tokenizer: tokenizer(family) }).tokens, text.length, id);
    }
  }
});
