import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { findModel } from "../../../engine/cost/catalogue.ts";
import { targetCount, tokenizerOf } from "../../../engine/cost/counting.ts";

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const { counting: before } = findModel("claude-opus-4-6");
const { counting: since } = findModel("claude-opus-4-8");
const count = (counting: typeof since, text: string) => targetCount(counting, tokenizerOf(counting).count(text));

const prose = `The committee met on Thursday to discuss how the library should spend the money that it was given last spring. Most
of its members wanted longer opening hours; a few asked for new chairs, and one of them thought that the roof came first.`;
const texts: readonly (readonly [string, string, number])[] = [
  ["English", prose, 1.45],
  ["Python", file("models/recipes/build_minilm.py"), 1.2],
  ["TypeScript", file("engine/cost/sent.ts"), 1.13],
  [
    "Chinese",
    "委员会在星期四开会，讨论图书馆应当如何使用去年春天得到的钱。大多数成员希望延长开放时间，有几位要求购买新椅子。",
    1,
  ],
  ["Russian", "Комитет собрался в четверг, чтобы обсудить, как библиотеке потратить полученные весной деньги.", 1],
  ["Arabic", "اجتمعت اللجنة يوم الخميس لمناقشة كيفية إنفاق المكتبة للأموال التي حصلت عليها في الربيع الماضي", 1],
];

test("from 4.7 on Claude's tokens grow as published for each kind of text, and the interval holds the published", () => {
  for (const [kind, text, published] of texts) {
    const was = count(before, text).tokens;
    const { tokens, low, high } = count(since, text);
    const ratio = tokens / was;
    assert.ok(Math.abs(ratio / published - 1) < 0.05, `${kind}: ${ratio.toFixed(2)}`);
    assert.ok(low <= published * was && published * was <= high, kind);
  }
});

test("what each token counts for adds up to what the text counts for", () => {
  const tokenizer = tokenizerOf(since);
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...texts.map(([, text]) => text)));
  fc.assert(
    fc.property(text, (text) => {
      const sums = tokenizer.sums(tokenizer.encode(text));
      assert.ok(Math.abs(sums.at(-1)! - tokenizer.count(text)) < 1e-6);
      assert.ok(sums.every((sum, i) => i === 0 || sum > sums[i - 1]!));
    }),
  );
});
