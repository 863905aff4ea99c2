import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normalize } from "../../../engine/tokens/normalization.ts";
import { anyText, SEED } from "./texts.ts";

for (const form of ["NFC", "NFKC"] as const) {
  test(`${form}: stretches normalized one by one make the normalized whole`, () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const normalized = normalize(text, form);
        assert.equal(normalized.text, text.normalize(form));
        const { original } = normalized;
        if (!original) return;
        assert.equal(original.length, normalized.text.length + 1);
        assert.equal(original.at(-1), text.length);
        for (let i = 1; i < original.length; i++) assert.ok(original[i - 1]! <= original[i]!);
      }),
      { numRuns: 5000, seed: SEED },
    );
  });

  test(`${form}: every character that composes with the one before it stays with it`, () => {
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue;
      const character = String.fromCodePoint(codePoint);
      const [first, ...rest] = character.normalize("NFD");
      if (rest.length === 0 || codePoint === 0x344) continue;
      const { original } = normalize(`x${first}${rest.join("")}y`, form);
      if (!original) continue;
      assert.equal(original.at(-1), first!.length + rest.join("").length + 2, character);
    }
  });
}
