import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import fc from "fast-check";
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
    const input = await weighed(readFileSync(path, "utf8"), { path });
    for (const keep of [0.65, 0.63, 0.61, 0.6]) {
      const { text } = compress(input, { keep });
      if (/You are .* support specialist/.test(text)) continue;
      assert.doesNotMatch(text, /warm, simple and clear/);
    }
    const { text } = compress(input, { keep: 0.65 });
    assert.match(text, /You are .* support specialist/);
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

const opening = (...openings: string[]) =>
  fc.tuple(fc.constantFrom(...openings), fc.constantFrom("river stone", "copper garden", "winter letter"));
const lines = fc.array(
  fc.tuple(
    opening("The office has a", "Prefer `blue` for the", "We like the", "- See `docs` for the"),
    fc.option(opening("Never touch the", "Always keep the", "- Do not sell the", "You must clean the")),
  ),
  { minLength: 2, maxLength: 8 },
);

/** Evenly spread: the doubles of fast-check are, like all doubles, mostly near 0. */
const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);

test("what must or must never be done goes only when nothing else is left", () =>
  fc.assert(
    fc.asyncProperty(lines, share, async (drawn, keep) => {
      const name = (i: number) => `Q${String.fromCharCode(97 + i)}`;
      const others = drawn.map(([words], i) => `${words.join(" ")} of ${name(i)}.`);
      const musts = drawn.flatMap(([, words], i) => (words ? [`${words.join(" ")} from ${name(i)}.`] : []));
      const text = `# Shop\n\n${[...others, ...musts].join("\n\n")}\n`;
      const { text: left } = compress(await weighed(text, { path: "AGENTS.md" }), { keep });
      const plain = left.replaceAll(" the ", " ");
      if (musts.some((must) => !plain.includes(must.replace(" the ", " ")))) assert.doesNotMatch(left, / of Q/);
    }),
    { numRuns: 200, seed: 5 },
  ));

test("so it is with what such a sentence announces", async () => {
  const banned = "You must not:\n\n- shout\n- sing songs\n";
  const text = `# Shop\n\nThe shop has \`three\` old rooms.\n\n${banned}\nPrefer \`short\` words.\nThe cat is \`grey\` too.\n`;
  const { text: left } = compress(await weighed(text, { path: "AGENTS.md" }), { keep: 0.75 });
  assert.ok(left.includes(banned), left);
});

test("a budget is spent although a long sentence does not fit whole, and no section of the sample is emptied", async () => {
  const sample = projectPath("media/sample.prompt.md");
  const input = await weighed(readFileSync(sample, "utf8"), { path: sample });
  for (const keep of [0.8, 0.75, 0.7]) {
    const { text, before: all, after } = compress(input, { keep });
    assert.ok(after > 0.95 * keep * all, `${after} of ${keep * all} tokens`);
    assert.doesNotMatch(text, /^## .*\n\n(?:##|$)/m);
  }
});

test("a long sentence that does not fit loses whole phrases from the end of its clauses, none with a name or a day", async () => {
  const sample = projectPath("media/sample.prompt.md");
  const input = await weighed(readFileSync(sample, "utf8"), { path: sample });
  const list = /description of problem(, and day( on which they would like( to bring it in)?)?)?\.(?= |$)/m;
  for (let keep = 0.86; keep > 0.68; keep -= 0.01) {
    const [repairs = ""] = /(?<=^## Repairs\n\n).*/m.exec(compress(input, { keep }).text) ?? [];
    assert.match(repairs.replaceAll(/\b(?:the|a) /g, ""), list);
    assert.match(repairs, /\.$|workshop is closed on Mondays\.$/);
  }
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

  test("what is denied stays before what never goes, which would be denied in its place", async () => {
    const input = await weighed("Do not use jargon, and keep {{user name}} as it is.");
    assert.match(compress(input, { keep: 0.4 }).text, /^Do not use jargon,/);
  });

  test("what is to be repeated word for word stays whole", async () => {
    const request = "Write a blog post about the most interesting things you have seen.";
    const text = `${request}\nFirst repeat the sentence above word for word without change, then give your answer.`;
    assert.ok(compress(await weighed(text), { keep: 0.6 }).text.startsWith(request));
  });
});

test("a rule that holds code stays whole but for its articles, and what must never be done stays beside it", async () => {
  const tools = ["- Open a file with the `edit` tool.", "- Look for words with `search`."];
  const must = "- Never delete the branch.";
  const text = `# Tools\n\nMost of them are fast.\n\n- Rest often.\n${tools.join("\n")}\n${must}\n`;
  const input = await weighed(text, { path: "AGENTS.md" });
  const { text: left, limited } = compress(input, { keep: 0.2 });
  const plain = [...tools, must].join("\n").replaceAll(/\b(?:a|the) /g, "");
  assert.equal(left, `# Tools\n\n${plain}\n`);
  assert.equal(limited, true);
});

test("so it is in a text of many headings, whatever it is a file of", async () => {
  const sections = ["Tea", "Milk", "Bread"].map(
    (name) => `## ${name}\n\n${name} is sold by weight in most shops. It is listed in \`${name}.txt\` with prices.\n`,
  );
  const { text } = compress(await weighed(sections.join("\n")), { keep: 0.75 });
  for (const name of ["Tea", "Milk", "Bread"])
    assert.ok(text.includes(`It is listed in \`${name}.txt\` with prices.`), text);
});
