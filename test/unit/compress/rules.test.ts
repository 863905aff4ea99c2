import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import fc from "fast-check";
import { compress } from "../../../engine/compress.ts";
import { projectPath } from "../../support/tare.ts";
import { weighed } from "../../support/weighed.ts";

const path = projectPath("test/fixtures/support-agent.prompt.md");

/** Every rule of the fixture, word for word. */
const RULES = [
  /^You are a .*support specialist who works for Northwind Outdoor/m,
  /^1\. Refund in full when the parcel is lost, or more than 14 days late\.$/m,
  /^2\. Refund 20% when the item has a small fault and the customer wants to keep it\.$/m,
  /^3\. Never promise a refund above 150 EUR; hand the ticket to a person(?: instead)?\.$/m,
  /^4\. Do not ask for a card number, a password or a copy of a passport\.$/m,
  /^5\. If the order is not found, ask for the order number, and only for that\.$/m,
  /^- The order, if we found one: \{\{order_json\}\}$/m,
  /^- The ticket: \{\{ticket_text\}\}$/m,
  /(?:You should a|A)pologise once, and not more than once/,
  /^The reply must be at most 120 words long and must be written in \$\{input:language:en\}\./m,
];

describe("instructions keep their rules", () => {
  for (const keep of [undefined, 0.9, 0.7, 0.3, 0]) {
    test(`all of them ${keep === undefined ? "at trim" : `at ${keep} of the prose`}`, async () => {
      const input = await weighed(readFileSync(path, "utf8"), { path });
      const { text, limited, atRisk } = compress(input, keep === undefined ? undefined : { keep });
      for (const rule of RULES) assert.match(text, rule);
      assert.equal((atRisk?.rules ?? 0) > 0, limited === true);
    });
  }

  test("what only explains goes before the first rule, whole", async () => {
    const rules = ["Answer in French.", "Name the price.", "Never promise a refund above 150 EUR."];
    const talk = "This keeps the customers of our shop happy.";
    const text = `# Shop\n\n${rules[0]} ${talk} ${rules.slice(1).join(" ")}\n`;
    const input = await weighed(text);
    assert.equal(compress(input).text, text);
    const { text: left, removed, limited } = compress(input, { keep: 0.7 });
    assert.equal(left, `# Shop\n\n${rules.join(" ")}\n`);
    assert.deepEqual(
      removed.map(({ loss }) => loss),
      ["talk"],
    );
    assert.equal(limited, undefined);
  });

  test("where only rules are left, the result says how many are at risk", async () => {
    const rules = ["Answer in French.", "Name the price.", "Never promise a refund above 150 EUR."];
    const { text, limited, atRisk } = compress(await weighed(rules.join(" ")), { keep: 0.85 });
    assert.equal(text, rules.join(" "));
    assert.equal(limited, true);
    // The last one stays at any target, so that something is said.
    assert.deepEqual(atRisk, { rules: 1, of: 2 });
    assert.deepEqual(compress(await weighed(rules.join(" ")), { keep: 0 }).atRisk, { rules: 2, of: 2 });
  });

  test("a negation is never cut from what stays for ever", async () => {
    const { text } = compress(await weighed("Answer well. Never ever run `rm -rf` on the host. Be brief."), {
      tokens: 0,
    });
    assert.match(text, /Never.*`rm -rf`/);
  });

  test("at full strength no target takes more than trim", async () => {
    const input = await weighed(readFileSync(path, "utf8"), { path, strength: "strict" });
    const { text, limited } = compress(input, { keep: 0.2 });
    assert.equal(text, compress(input).text);
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

test("in telegram style too, what must or must never be done goes only when nothing else is left", () =>
  fc.assert(
    fc.asyncProperty(lines, share, async (drawn, keep) => {
      const name = (i: number) => `Q${String.fromCharCode(97 + i)}`;
      const others = drawn.map(([words], i) => `${words.join(" ")} of ${name(i)}.`);
      const musts = drawn.flatMap(([, words], i) => (words ? [`${words.join(" ")} from ${name(i)}.`] : []));
      const text = `# Shop\n\n${[...others, ...musts].join("\n\n")}\n`;
      const { text: left } = compress(await weighed(text, { strength: "light" }), { keep });
      // What holds code stays.
      const free = others.filter((other) => !other.includes("`"));
      if (musts.some((must) => !left.includes(must)))
        for (const other of free) assert.ok(!left.includes(other), `${other} in ${left}`);
    }),
    { numRuns: 200, seed: 5 },
  ));

test("so it is with what such a sentence announces", async () => {
  const banned = "You must not:\n\n- shout\n- sing songs\n";
  const text = `# Shop\n\nThe shop has \`three\` old rooms.\n\n${banned}\nPrefer \`short\` words.\nThe cat is \`grey\` too.\n`;
  const { text: left } = compress(await weighed(text, { path: "AGENTS.md" }), { keep: 0.75 });
  assert.ok(left.includes(banned), left);
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

test("a rule that holds code stays whole, and what must never be done stays beside it", async () => {
  const tools = ["- Open a file with the `edit` tool.", "- Look for words with `search`."];
  const must = "- Never delete the branch.";
  const rules = ["- Rest often.", ...tools, must].join("\n");
  const input = await weighed(`# Tools\n\nThis makes the work fast.\n\n${rules}\n`);
  const { text: left, limited } = compress(input, { keep: 0.2 });
  assert.equal(left, `# Tools\n\n${rules}\n`);
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
