import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compress } from "../../../engine/compress/compress.ts";
import { DEFAULT_MODEL, findModel } from "../../../engine/cost/catalogue.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { words } from "../../../engine/prompt/segment.ts";
import { tokenizer } from "../../../engine/tokens/tokenizer.ts";
import type { WeighedPrompt } from "../../../engine/weigh.ts";
import { FAMILIES } from "../../../protocol/catalogue.ts";
import { complement, overlaps } from "../../../protocol/span.ts";
import { fixtures } from "../../support/fixtures.ts";

/** A prompt with a made-up salience: what compression promises must hold for any. */
function weighed(text: string, path: string | undefined, salience: (i: number) => number, family = 0): WeighedPrompt {
  const prompt = parsePrompt(text, path === undefined ? {} : { path });
  let i = 0;
  return {
    prompt,
    model: findModel(DEFAULT_MODEL),
    tokenizer: tokenizer(FAMILIES[family]!),
    method: "combined",
    scored: prompt.passages.map((passage) => words(passage.text).map((word) => ({ ...word, salience: salience(i++) }))),
  };
}

function assertTrustworthy(input: WeighedPrompt, budget: { keep: number } | { tokens: number }) {
  const { text, protections } = input.prompt;
  const result = compress(input, budget);
  const before = input.tokenizer.count(text);
  assert.equal(result.before, before);
  assert.equal(result.after, input.tokenizer.count(result.text));
  const allowed = "keep" in budget ? Math.floor(budget.keep * before) : budget.tokens;
  assert.ok(result.limited || result.after <= allowed, `${result.after} tokens for a budget of ${allowed}`);
  assert.equal(
    complement(result.removed, text.length)
      .map((s) => text.slice(s.start, s.end))
      .join(""),
    result.text,
  );
  for (const span of result.removed) {
    const touched: object | undefined = protections.find((protection) => overlaps(protection, span));
    assert.equal(touched, undefined, `removed ${JSON.stringify(text.slice(span.start, span.end))}`);
  }
  return result;
}

for (const { name, path, text } of fixtures) {
  test(`${name} is compressed within its budget, protected spans intact`, () => {
    for (const [family, keep] of [0, 0.2, 0.5, 0.8, 1].entries()) {
      assertTrustworthy(
        weighed(text, path, (i) => (i * 7919) % 101, family),
        { keep },
      );
    }
  });
}

const fragment = fc.oneof(
  fc.constantFrom(
    "Please always answer in English. ",
    "Do not use {{name}} or `code`. ",
    "\n\n## Rules\n\n- one\n- two, three\n",
    "```js\nlet a = 1;\n```\n",
    "See https://example.org/a?b=1 and ./src/main.ts now. ",
    "At most 3.5 GB, never more! ",
    "你好，世界。",
    "\r\n",
    "  \n",
    "\ud800",
  ),
  fc.string({ unit: "grapheme" }),
);

test("any text, any salience, any budget: never above, in order, protected spans intact", () => {
  fc.assert(
    fc.property(
      fc.array(fragment, { maxLength: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(6),
      (parts, keep, seed) => {
        assertTrustworthy(
          weighed(parts.join(""), undefined, (i) => (i * 31 + seed * 17) % 13),
          { keep },
        );
      },
    ),
    { numRuns: 2000, seed: 1 },
  );
});

test("compressing again to the same number of tokens changes nothing", () => {
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 12 }), fc.nat(60), (parts, tokens) => {
      const once = compress(
        weighed(parts.join(""), undefined, (i) => i % 5),
        { tokens },
      );
      fc.pre(!once.limited);
      assert.equal(
        compress(
          weighed(once.text, undefined, (i) => i % 5),
          { tokens },
        ).text,
        once.text,
      );
    }),
    { numRuns: 300, seed: 2 },
  );
});

test("a budget that is no share or no number of tokens is refused", () => {
  const input = weighed("One two three.", undefined, () => 1);
  for (const budget of [{ keep: -0.1 }, { keep: 1.1 }, { keep: Number.NaN }, { tokens: -1 }, { tokens: 1.5 }]) {
    assert.throws(() => compress(input, budget), { name: "Failure", code: "usage" });
  }
});

test("spacing stays as a person would leave it", () => {
  const salience = new Map(Object.entries({ very: 1, quite: 1, big: 2 }));
  const text = "A very, quite big dog.\nIt barks.";
  const input = weighed(text, undefined, () => 9);
  const scored = input.scored.map((list) =>
    list.map((word) => ({ ...word, salience: salience.get(text.slice(word.start, word.end)) ?? 9 })),
  );
  const { text: result } = compress({ ...input, scored }, { tokens: input.tokenizer.count("A big dog.\nIt barks.") });
  assert.equal(result, "A big dog.\nIt barks.");
});
