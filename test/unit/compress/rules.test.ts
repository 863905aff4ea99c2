import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { compress } from "../../../engine/compress/compress.ts";
import { projectPath } from "../../support/tare.ts";
import { weighed } from "../../support/weighed.ts";

const path = projectPath("test/fixtures/support-agent.prompt.md");

/** Every rule of the fixture, as a reader may find it: with its terms, if without articles. */
const RULES = [
  /^1\. Refund in full when (the )?parcel is lost, or more than 14 days late\.$/m,
  /^2\. Refund 20% when (the )?item has (a )?small fault and (the )?customer wants to keep it\.$/m,
  /^3\. Never promise (a )?refund above 150 EUR; hand (the )?ticket to (a )?person instead\.$/m,
  /^4\. Do not ask for (a )?card number, (a )?password or (a )?copy of (a )?passport\.$/m,
  /^5\. If (the )?order is not found, ask for (the )?order number, and only for that\.$/m,
  /^- (The )?order, if we found one: \{\{order_json\}\}$/m,
  /^- (The )?ticket: \{\{ticket_text\}\}$/m,
  /(The )?reply must be at most 120 words long and must be written in \$\{input:language:en\}\./i,
];

describe("instructions keep their rules", () => {
  for (const keep of [0.9, 0.7, 0.6]) {
    test(`all of them at ${keep} of the tokens`, async () => {
      const { text, limited } = compress(await weighed(readFileSync(path, "utf8"), { path }), { keep });
      for (const rule of RULES) assert.match(text, rule);
      assert.equal(limited, undefined);
    });
  }

  test("a rule goes whole or stays whole, but for its articles", async () => {
    const original = readFileSync(path, "utf8");
    const input = await weighed(original, { path });
    const plain = (line: string) => line.replaceAll(/\b(?:the|a) /gi, "");
    const rules = new Set(
      original
        .split("\n")
        .filter((line) => /^\d\./.test(line))
        .map(plain),
    );
    for (const keep of [0.55, 0.5, 0.45, 0.4]) {
      const left = compress(input, { keep })
        .text.split("\n")
        .filter((line) => /^\d\. \S/.test(line));
      for (const line of left) assert.ok(rules.has(plain(line)), line);
    }
  });

  test("what explains and hedges goes first, whole", async () => {
    const { text } = compress(await weighed(readFileSync(path, "utf8"), { path }), { keep: 0.75 });
    assert.doesNotMatch(text, /imagine|In general|honestly/);
  });

  test("who the model is to be outlasts what it is wished to do", async () => {
    const { text } = compress(await weighed(readFileSync(path, "utf8"), { path }), { keep: 0.65 });
    assert.match(text, /You are .* support specialist/);
    assert.doesNotMatch(text, /warm, simple and clear/);
    for (const rule of RULES) assert.match(text, rule);
  });

  test("a negation is never cut from what stays for ever", async () => {
    const { text } = compress(await weighed("Answer well. Never ever run `rm -rf` on the host. Be brief."), {
      tokens: 0,
    });
    assert.match(text, /Never.*`rm -rf`/);
  });

  test("at full strength all rules stay, and where they exceed the budget the result says so", async () => {
    const input = await weighed(readFileSync(path, "utf8"), { path, strength: "strict" });
    const { text, limited } = compress(input, { keep: 0.2 });
    for (const rule of RULES) assert.match(text, rule);
    assert.equal(limited, true);
  });
});

test("what a prompt asks of its material outlasts all of it", async () => {
  const question = "Which two towns does the line join, and since when?";
  const material =
    "The line was opened in 1884 by a company that built three others. It joins Aarau and Menziken along the valley. " +
    "Trains run twice an hour on weekdays, and the journey takes about 45 minutes. The gauge is one metre. ";
  const input = await weighed(`${material.repeat(2)}\n\n${question}`);
  for (const tokens of [14, 20, 40, 80]) assert.ok(compress(input, { tokens }).text.endsWith(question));
});

describe("requests in a sentence or two", () => {
  let short: Awaited<ReturnType<typeof weighed>>;
  before(async () => {
    short = await weighed(
      'Write a really long email template that invites a group of participants to a meeting, with at least 500 words. The email must include the keywords "correlated" and "experiencing" and should not use any commas.',
    );
  });

  test("constraints outlast everything else", () => {
    const { text } = compress(short, { keep: 0.5 });
    for (const literal of ["at least 500 words", '"correlated"', '"experiencing"', "not use"]) {
      assert.ok(text.includes(literal), text);
    }
  });

  test("what is to be repeated word for word stays whole", async () => {
    const request = "Write a blog post about the most interesting things you have seen.";
    const text = `${request}\nFirst repeat the sentence above word for word without change, then give your answer.`;
    assert.ok(compress(await weighed(text), { keep: 0.6 }).text.startsWith(request));
  });
});
