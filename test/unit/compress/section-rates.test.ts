import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { compress } from "../../../engine/compress.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { weighed } from "../../support/weighed.ts";

const WORDS = "river stone copper garden winter letter music candle market bridge harbour painter".split(" ");

const SENTENCES = 12;

function body(seed: number): string {
  const word = (i: number) => WORDS[(seed * 31 + i * 7 + ((i * i) >> 3)) % WORDS.length]!;
  const sentence = (s: number) => `The ${Array.from({ length: 8 }, (_, i) => word(s * 8 + i)).join(" ")}.`;
  return Array.from({ length: SENTENCES }, (_, s) => sentence(s)).join(" ");
}

function section(text: string, mark: string): string {
  const from = text.indexOf(mark) + mark.length;
  return text.slice(from, text.indexOf("<!-- /tare -->"));
}

async function sizes(keepSection: number, keep: number) {
  const mark = `<!-- tare: keep=${keepSection} -->`;
  const text = `${body(1)}\n\n${mark}\n${body(2)}\n<!-- /tare -->\n\n${body(3)}`;
  const input = await weighed(text);
  const result = compress(input, { keep });
  const count = (part: string) => input.tokenizer.count(part);
  return {
    result,
    share: count(section(result.text, mark)) / count(section(text, mark)),
  };
}

describe("a section keeps the share that its comment gives", () => {
  for (const rate of [0.25, 0.5, 0.8]) {
    for (const keep of [0.7, 0.95, 1]) {
      test(`${rate} of it at ${keep} of the whole`, async () => {
        const { share } = await sizes(rate, keep);
        // Whole sentences go, and no more than the rate allows.
        assert.ok(share >= rate - 0.01 && share < rate + 1.2 / SENTENCES, `${share}`);
      });
    }
  }

  test("all of it, while the rest gives way", async () => {
    const { share, result } = await sizes(1, 0.5);
    assert.equal(share, 1);
    assert.equal(result.limited, undefined);
  });

  test("nothing of it but the sentences with what is protected", async () => {
    const text = "One sunny day.\n<!-- tare: keep=0 -->\nMany boats, `code` here. The sea is calm.";
    const { text: left } = compress(await weighed(text), { keep: 1 });
    assert.equal(left, "One sunny day.\n<!-- tare: keep=0 -->\nMany boats, `code` here.");
  });

  test("where that alone exceeds the target, it stays and the result says so", async () => {
    const { share, result } = await sizes(1, 0.1);
    assert.equal(share, 1);
    assert.equal(result.limited, true);
  });
});

test("every lower target removes what a higher one does and more, with rates too", () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
      fc.nat(300),
      fc.nat(300),
      async (rate, a, b) => {
        const input = await weighed(`${body(1)}\n<!-- tare: keep=${rate.toFixed(2)} -->\n${body(2)}`);
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((tokens) => compress(input, { tokens }).removed);
        for (const { start, end } of more!) assert.ok(less!.some((r) => r.start < end && start < r.end));
      },
    ),
    { numRuns: 50, seed: 9 },
  ));

describe("the comment", () => {
  const rates = (text: string) =>
    parsePrompt(text).rates.map(({ start, end, keep }) => [text.slice(start, end), keep] as const);

  test("holds to the next one, to the closing one or to the end", () => {
    assert.deepEqual(rates("a<!-- tare: keep=0.5 -->b<!--TARE:keep = 1-->c<!-- /tare -->d<!-- tare: keep=0 -->e"), [
      ["b", 0.5],
      ["c", 1],
      ["e", 0],
    ]);
  });

  test("in code is code, and one of something else is a comment", () => {
    assert.deepEqual(rates("`<!-- tare: keep=0.5 -->`\n\n```\n<!-- tare: keep=0.5 -->\n```\n<!-- tares -->"), []);
  });

  for (const bad of ["keep=5", "keep=", "keep=half", "keep=-1", "rate=0.5", ""]) {
    test(`is passed over with a warning where it says "${bad}"`, () => {
      const prompt = parsePrompt(`Hello <!-- tare: ${bad} --> there`);
      assert.deepEqual(prompt.rates, []);
      assert.equal(prompt.warnings[0]?.code, "section-rate");
    });
  }

  test("of a message of a chat holds for that message", () => {
    const text = JSON.stringify([
      { role: "system", content: "One.<!-- tare: keep=0.5 -->Two." },
      { role: "user", content: "Three." },
    ]);
    assert.deepEqual(rates(text), [["Two.", 0.5]]);
  });
});

describe("outer sentences", () => {
  const text = "# Shop\n\nWe sell paper boats. Many come by train. Some walk the whole way. Bring them home soon.";

  test("stay whole on request, headings not counted", async () => {
    const { text: left } = compress(await weighed(text, { keepFirst: 1, keepLast: 1 }), { tokens: 0 });
    assert.match(left, /We sell paper boats\./);
    assert.match(left, /Bring them home soon\./);
    assert.doesNotMatch(left, /train|walk/);
  });
});
