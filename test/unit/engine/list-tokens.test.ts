import assert from "node:assert/strict";
import { test } from "node:test";
import { listTokens } from "../../../engine/list-tokens.ts";
import { MARKED } from "../../../engine/tokens/families.ts";
import { tokenizer } from "../../../engine/tokens/tokenizer.ts";
import { FAMILIES } from "../../../protocol/catalogue.ts";
import { bytesOf } from "../../../protocol/listed-tokens.ts";
import { SAMPLES } from "../tokens/texts.ts";

const NORMALIZED: Partial<Record<(typeof FAMILIES)[number], string>> = { qwen3: "NFC", claude: "NFKC" };

// Of a marked stream the pieces are written small, without the marks.
for (const family of FAMILIES.filter((family) => !Object.hasOwn(MARKED, family))) {
  test(`${family}: the bytes of the tokens are those of the text`, () => {
    for (const sample of SAMPLES) {
      const bytes = Array.from(tokenizer(family).encode(sample).ids, (id) => [...tokenizer(family).bytesOf(id)]).flat();
      const form = NORMALIZED[family];
      assert.equal(new TextDecoder().decode(Uint8Array.from(bytes)), form ? sample.normalize(form) : sample);
    }
  });
}

test("each token has its id, its place and its bytes, in a code point that several share, too", () => {
  const listed = listTokens({ text: "Hello 👩b", model: "gpt-5.5" });
  assert.deepEqual([listed.tokenizer, listed.isOwn], ["o200k", true]);
  assert.deepEqual([...listed.ends], [5, 8, 8, 9]);
  assert.equal(listed.ids[0], 13225);
  assert.deepEqual(
    Array.from(listed.ids, (_, i) => [...bytesOf(listed, i)].map((byte) => byte.toString(16)).join(" ")),
    ["48 65 6c 6c 6f", "20 f0 9f 91", "a9", "62"],
  );
  assert.equal(listTokens({ text: "Hello", model: "claude-opus-5-5" }).isOwn, false);
  assert.equal(listTokens({ text: "" }).bytes.length, 0);
});
