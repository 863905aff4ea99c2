import assert from "node:assert/strict";
import { test } from "node:test";
import { specialTokenWarnings } from "../../../engine/tokens/special-tokens.ts";
import { tokenizer } from "../../../engine/tokens/tokenizer.ts";

test("a quoted special token is warned of, with its span", () => {
  const text = "Say <|endoftext|>, <|im_start|> or [INST], never <｜User｜> nor <start_of_turn>.";
  const quoted = specialTokenWarnings(text).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(quoted, ["<|endoftext|>", "<|im_start|>", "[INST]", "<｜User｜>", "<start_of_turn>"]);
});

test("plain text is not", () => {
  assert.deepEqual(specialTokenWarnings("a <b> c | d [x] <div> <| |> [INSTALL]"), []);
});

test("a quoted special token counts as plain text", () => {
  assert.ok(tokenizer("o200k").count("<|endoftext|>") > 1);
  assert.ok(!tokenizer("qwen3").encode("<|im_start|>").ids.includes(151644));
});
