import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Atom } from "../../../engine/compress/atoms/atoms.ts";
import { cutter } from "../../../engine/compress/cut/cutter.ts";
import { layoutOf } from "../../../engine/compress/layout/layout.ts";
import { compress } from "../../../engine/compress.ts";
import { words } from "../../../engine/prompt/text/segment.ts";
import type { Controls } from "../../../protocol/compression.ts";
import type { Target } from "../../../protocol/engine.ts";
import { without } from "../../../protocol/span.ts";
import { assertInOrder } from "../../support/in-order.ts";
import { weighed } from "../../support/weighed.ts";

/** What the tests and the issue threads of other compressors demand, as far as it can be demanded of any. */

async function left(text: string, target: Target, options: Controls & { question?: string } = {}): Promise<string> {
  return compress(await weighed(text, options), target).text;
}

const NOTHING_HELD = { protections: [], commas: new Set<number>(), parentheses: new Set<number>() };

async function atomsOf(text: string) {
  return (await weighed(text)).order.atoms;
}

describe("ctxprune", () => {
  const texts = [
    "2024-05-01T12:00:00Z ERROR api: ECONNREFUSED 10.0.4.17:5432 after 3 tries",
    '{"vat": 0.21, "name": "Northwind"}',
    "你好，世界。これは文です。",
    "--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n-let a = 1;\n+let a = 2;\n",
    "",
  ];
  for (const text of texts) {
    test(`atoms and what is between them are the text: ${JSON.stringify(text.slice(0, 20))}`, async () => {
      let rebuilt = "";
      let at = 0;
      for (const { start, end } of await atomsOf(text)) {
        assert.match(text.slice(at, start), /^\s*$/);
        rebuilt += text.slice(at, end);
        at = end;
      }
      assert.equal(rebuilt + text.slice(at), text);
    });
  }

  for (const unit of [
    "a54e2eed-e625-4570-9f74-3624e77d6684",
    "10.0.4.17:5432",
    "/srv/app/lib/api_client.py",
    "2024-05-01T12:00:00Z",
    "ECONNREFUSED",
    "fetch_page",
  ]) {
    test(`${unit} is one unit`, async () => {
      assert.ok((await atomsOf(`we saw ${unit} here today`)).some((atom) => atom.text === unit));
    });
  }

  for (const word of ["ord_8f3a2c91", "3.14.2", "/tmp", "--format", "computeTotal", "429", "a71b0d4"]) {
    test(`${word} is protected`, async () => {
      const atom = (await atomsOf(`we saw ${word} here today`)).find((a) => a.text === word);
      assert.ok(atom && (atom.guard || !atom.removable));
    });
  }

  for (const word of ["the", "failed", "Error", "WARRANTIES", ",", "{"]) {
    test(`${word} is not guarded`, async () => {
      const atom = (await atomsOf(`we saw ${word} here today`)).find((a) => a.text === word);
      assert.ok(atom && !atom.guard && atom.removable);
    });
  }

  test("code loses marks without its words running together", async () => {
    const text = "vatRate = 0.21\nreturn subtotal * (1 + vatRate);";
    const marks = ["=", "*", "(", "+", ")", ";"];
    const pieces = words(text).map((w) => ({ ...w, text: text.slice(w.start, w.end), closing: false, sentence: 0 }));
    const { cut } = cutter(text, {
      atoms: pieces as Atom[],
      layout: layoutOf({ text, passages: [] }, pieces as Atom[], []),
      ...NOTHING_HELD,
    });
    assert.equal(
      without(
        text,
        cut((i) => marks.includes(pieces[i]!.text)),
      ),
      "vatRate 0.21\nreturn subtotal 1 vatRate",
    );
  });

  test("a decimal number is never taken apart", async () => {
    for (const { text } of await atomsOf('we saw "vat": 0.21 here today'))
      assert.ok(!/^0\.?$|^\.?21$/.test(text), text);
  });
});

describe("compression-prompt", () => {
  for (const [text, kept] of [
    ["do not remove this critical information", "not"],
    ["check if x >= 5 before proceeding", ">="],
    [
      "Here is some code that we wrote:\n\n```js\nlet a = 1;\n```\n\nand then some more words after it.",
      "```js\nlet a = 1;\n```",
    ],
    ['We answer with {"key": "value"} and nothing more than that, as always', '{"key": "value"}'],
    ["Open the file src/main.rs and read it, then call getUserData and user_service", "src/main.rs"],
    ["Open the file src/main.rs and read it, then call getUserData and user_service", "getUserData"],
    ["Open the file src/main.rs and read it, then call getUserData and user_service", "user_service"],
  ] as const) {
    test(`at 0.3, "${text.slice(0, 30)}" keeps ${JSON.stringify(kept)}`, async () => {
      assert.ok((await left(text, { keep: 0.3 })).includes(kept), await left(text, { keep: 0.3 }));
    });
  }

  test("no more tokens out than in", async () => {
    for (const text of ["a  b", "don't", "(x)", "wait... what", "semi;colon", "naïve façade"]) {
      for (const keep of [0.3, 0.6, 1]) {
        const { before, after } = compress(await weighed(text), { keep });
        assert.ok(after <= before, `${text}: ${before} -> ${after}`);
      }
    }
  });

  test("empty in, empty out", async () => assert.equal(await left("", { keep: 0.5 }), ""));
});

describe("OmniRoute", () => {
  test("NEVER, case, backticks and spaces survive", async () => {
    const text = "NEVER run `rm -rf` on the target host";
    const result = await left(text, { keep: 0.5 });
    assert.ok(result.includes("NEVER run `rm -rf`"), result);
    assertInOrder(result, text);
  });

  test("tags, the breaks between list items and fenced code are as they were", async () => {
    const text =
      "<system-reminder>\nYou should really use the tools that are listed here:\n\n- the first tool that we have\n- the second tool that we have\n\n```sh\nrm -rf target\n```\n</system-reminder>\n";
    const result = await left(text, { keep: 0.6 });
    assert.match(result, /^<system-reminder>\n/);
    assert.match(result, /\n<\/system-reminder>\n$/);
    assert.match(result, /\n- .*\n- .*\n/);
    assert.ok(result.includes("```sh\nrm -rf target\n```"));
  });
});

describe("LLMLingua", () => {
  for (const text of [
    "lead text<llmlingua, rate=0.2>mid</llmlingua>tail text",
    "<llmlingua>if a < b then</llmlingua>",
    "word",
  ]) {
    for (const target of [{ keep: 0 }, { keep: 0.5 }, { keep: 1 }, { tokens: 0 }]) {
      test(`${JSON.stringify(text.slice(0, 24))} at ${JSON.stringify(target)} loses nothing but what it says`, async () => {
        const { text: result, removed } = compress(await weighed(text), target);
        assertInOrder(result, text);
        assert.equal(result.length + removed.reduce((sum, r) => sum + r.end - r.start, 0), text.length);
        if ("keep" in target && target.keep === 1) assert.equal(result, text);
      });
    }
  }
});
