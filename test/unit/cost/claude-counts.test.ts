import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { findModel } from "../../../engine/cost/catalogue.ts";
import { targetCount, tokenizerOf } from "../../../engine/cost/counting.ts";

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const { counting: before } = findModel("claude-opus-4-6");
const { counting: since } = findModel("claude-opus-4-8");
const count = (counting: typeof since, text: string) => targetCount(counting, tokenizerOf(counting).count(text));

const prose = `The committee met on Thursday to discuss how the library should spend the money that it was given last spring. Most
of its members wanted longer opening hours; a few asked for new chairs, and one of them thought that the roof came first.`;
const log = `{"time":"2026-03-14T09:26:53.589Z","level":"error","service":"checkout-api","message":"Payment was declined"}\n`;

/** Each kind with the least and the most of what was published of it: tokens of 4.7 over those of 4.6. */
const texts: readonly (readonly [string, string, number, number])[] = [
  ["English", prose, 1.2, 1.46],
  ["Markdown", file("README.md"), 1.2, 1.47],
  ["Python", file("models/recipes/build_minilm.py"), 1.2, 1.36],
  ["TypeScript", file("engine/cost/sent.ts"), 1.13, 1.36],
  ["JSON log", log, 1.06, 1.36],
  [
    "Chinese",
    "委员会在星期四开会，讨论图书馆应当如何使用去年春天得到的钱。大多数成员希望延长开放时间，有几位要求购买新椅子。",
    0.98,
    1.01,
  ],
  [
    "Russian",
    "Комитет собрался в четверг, чтобы обсудить, как библиотеке потратить полученные весной деньги.",
    1,
    1.01,
  ],
  ["Arabic", "اجتمعت اللجنة يوم الخميس لمناقشة كيفية إنفاق المكتبة للأموال التي حصلت عليها في الربيع الماضي", 1, 1.01],
];

for (const [kind, text, least, most] of texts) {
  test(`from 4.7 on Claude's tokens grow as was measured of ${kind}`, () => {
    const ratio = count(since, text).tokens / count(before, text).tokens;
    assert.ok(ratio >= least && ratio <= most, `${ratio.toFixed(3)}`);
  });
}

test("the interval is that of what was measured, and a wider one for later models", () => {
  const width = (model: string) => findModel(model).counting.tolerance;
  assert.deepEqual(["claude-opus-4-6", "claude-opus-4-8", "claude-opus-5-5"].map(width), [0.02, 0.02, 0.05]);
});
