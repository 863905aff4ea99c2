import assert from "node:assert/strict";
import { test } from "node:test";
import { advise } from "../../../engine/compress/advice/advice.ts";
import { compress } from "../../../engine/compress.ts";
import { findModel } from "../../../engine/cost/catalogue.ts";
import type { Task } from "../../../protocol/compression.ts";
import { weighed } from "../../support/weighed.ts";

const model = findModel("gpt-4o");

test("a context that gets shorter is worth it, and the tokens saved are the net", () => {
  const { compress, net } = advise({ before: 900, after: 500, limited: false }, model);
  assert.equal(compress, true);
  assert.equal(net, -400);
});

test("a word problem is left as it is", async () => {
  const text =
    "Weng earns $12 an hour for babysitting. Yesterday, she just did 50 minutes of babysitting and bought 3 apples. How much did she earn?";
  const { advice, text: left, limited } = compress(await weighed(text), { keep: 0.7 });
  assert.equal(left, text);
  assert.equal(limited, true);
  assert.equal(advice.compress, false);
});

test("what is reasoned out is better left as it is, with the numbers", () => {
  const { compress, why } = advise({ before: 900, after: 500, limited: false, task: "reasoning" }, model);
  assert.equal(compress, false);
  assert.match(why, /reasoned out: answers grew by about \d+ tokens and \d+ in 100/);
});

test("a prefix that a provider caches is worth breaking only from so many calls on", () => {
  const { why } = advise({ before: 4000, after: 2000, limited: false }, findModel("claude-sonnet-4-5"));
  assert.match(why, /pays off from \d+ calls on/);
  assert.doesNotMatch(
    advise({ before: 4000, after: 40, limited: false }, findModel("claude-sonnet-4-5")).why,
    /cached/,
  );
});

test("nothing saved, nothing advised", () => {
  assert.equal(advise({ before: 10, after: 10, limited: true }, model).compress, false);
});

test("what a task bears is said with what was measured of it, at the share that is kept", () => {
  const why = (task: Task, after: number) => advise({ before: 1000, after, limited: false, task }, model).why;
  assert.match(why("classification", 560), /; a classification: 13 in 100 labels/);
  assert.match(why("classification", 870), /: 3 in 100 labels/);
  assert.match(why("question", 300), /: 10 in 100 answers/);
  assert.equal(why("agent", 560), why("code", 560));
  assert.doesNotMatch(why("agent", 560), /in 100/);
});

test("what was measured of deep cuts is not said of one slighter than any of them", () => {
  const why = (after: number) => advise({ before: 1000, after, limited: true, task: "question" }, model).why;
  assert.doesNotMatch(why(930), /in 100/);
  assert.match(why(800), /in 100/);
});
