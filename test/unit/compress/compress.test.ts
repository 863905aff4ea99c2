import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cutter } from "../../../engine/compress/cut/cutter.ts";
import { compress } from "../../../engine/compress.ts";
import { proseTokens } from "../../../engine/cost/prose-tokens.ts";
import { weighSent } from "../../../engine/cost/sent.ts";
import { inspect } from "../../../engine/inspect.ts";
import { parsePrompt, readPrompt } from "../../../engine/prompt/parse.ts";
import { sentences } from "../../../engine/prompt/text/segment.ts";
import type { WeighedPrompt } from "../../../engine/weigh.ts";
import { FAMILIES } from "../../../protocol/catalogue.ts";
import type { Compression, Loss, Removal } from "../../../protocol/compression.ts";
import { edited } from "../../../protocol/edits.ts";
import type { Target } from "../../../protocol/engine.ts";
import { complement, overlaps, type Span, without } from "../../../protocol/span.ts";
import { fixtures } from "../../support/fixtures.ts";
import { weighed } from "../../support/weighed.ts";

/** What goes by whole sentences. */
const RULES: readonly Loss[] = ["talk", "example", "rule", "must"];
/** A longer quote is many words. */
const LONG = 60;

function assertTrustworthy(input: WeighedPrompt, target?: Target): Compression {
  const { text } = input.prompt;
  const result = compress(input, target);
  assert.equal(result.before, sent(input, text));
  assert.equal(result.after, sent(input, result.text));
  const allowed = target && ("keep" in target ? allowedBy(input, target.keep) : target.tokens);
  if (allowed !== undefined)
    assert.ok(result.limited || result.after <= allowed, `${result.after} tokens for a target of ${allowed}`);
  assert.equal(result.text, without(edited(text, result.recased), result.removed));
  assertFirm(input, result);
  assertTermsHold(input, result.removed);
  return result;
}

/** What an inspection says is sent. */
function sent({ model, tokenizer, path }: WeighedPrompt, text: string): number {
  return weighSent(readPrompt(text, path), model, tokenizer, path).total.tokens;
}

/** The share counts what is sent and is prose; all else is beside it. */
function allowedBy(input: WeighedPrompt, keep: number): number {
  const { prompt, tokenizer } = input;
  return sent(input, prompt.text) - (1 - keep) * proseTokens(prompt, tokenizer);
}

/** Nothing firm is touched, and a letter that changes is the same one as a capital, and stays. */
function assertFirm({ prompt: { text }, order }: WeighedPrompt, { removed, recased }: Compression) {
  const firm = order.protections.filter((p) => p.hold === "firm");
  for (const span of [...removed, ...recased]) {
    const touched: object | undefined = firm.find((protection) => overlaps(protection, span));
    assert.equal(touched, undefined, `touched ${JSON.stringify(text.slice(span.start, span.end))}`);
  }
  for (const { start, end, text: capital } of recased) {
    assert.match(capital, /^\p{Lu}$/u);
    assert.equal(capital, text.slice(start, end).toUpperCase());
    assert.ok(!removed.some((span) => overlaps(span, { start, end })));
  }
}

/**
 * Of a rule that lost a part of a term to a squeeze nothing is left, but for what is firm; in material, which loses
 * phrases, each term is whole or gone.
 */
function assertTermsHold({ prompt, order }: WeighedPrompt, removed: readonly Removal[]) {
  const { text, passages } = prompt;
  const firm = [...order.protections.filter((p) => p.hold === "firm"), ...order.atoms.filter((a) => !a.removable)];
  const guards = order.protections.filter((p) => p.hold === "guard");
  const hurtBy = (losses: readonly Loss[], span: Span) =>
    removed.some((removal) => losses.includes(removal.loss) && overlaps(common(span, removal), span));
  const leftOf = (span: Span) =>
    complement([...firm, ...removed], text.length)
      .map((kept) =>
        text.slice(Math.max(kept.start, span.start), Math.max(kept.start, span.start, Math.min(kept.end, span.end))),
      )
      .join("");
  for (const passage of passages) {
    for (const sentence of sentences(passage.text).map((s) => passage.toSourceSpan(s))) {
      const own = guards.map((guard) => trimmed(text, common(guard, sentence))).filter(({ start, end }) => start < end);
      if (own.some((guard) => hurtBy(RULES, guard))) assert.doesNotMatch(leftOf(sentence), /[\p{L}\p{N}]/u);
      for (const guard of own.filter(({ start, end }) => end - start < LONG))
        if (hurtBy(["material"], guard)) assert.doesNotMatch(leftOf(guard), /[\p{L}\p{N}]/u);
    }
  }
}

/** Where two spans overlap; empty where they do not. */
function common(a: Span, b: Span): Span {
  return { start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) };
}

function trimmed(text: string, { start, end }: Span): Span {
  const words = text.slice(start, Math.max(start, end));
  return { start: start + words.length - words.trimStart().length, end: start + words.trimEnd().length };
}

for (const { path, name, text } of fixtures) {
  test(`${name} is compressed within its target, protected spans intact`, async () => {
    for (const [i, keep] of [0, 0.2, 0.5, 0.8, 1, undefined].entries()) {
      const options = { path, family: FAMILIES[i]!, ...(i % 2 && { question: "Who is it for?" }) };
      const result = assertTrustworthy(await weighed(text, options), keep === undefined ? undefined : { keep });
      assert.deepEqual(result.cost, inspect(await weighed(result.text, options)).cost, "it costs what it says");
    }
  });
}

/** Set TARE_PROPERTY_RUNS for more: 100,000 take about ten minutes. `npm run fuzz` tries such texts, too. */
const RUNS = Number(process.env.TARE_PROPERTY_RUNS ?? 1000);

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

test("any text, any question, any target: never above, in order, protected spans intact", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fragment, { maxLength: 12 }),
      fc.option(
        fc.integer({ min: 0, max: 100 }).map((percent) => ({ keep: percent / 100 })),
        { nil: undefined },
      ),
      fc.option(fc.constantFrom("What is it?", "How many rules are there?", "  "), { nil: undefined }),
      async (parts, target, question) => {
        assertTrustworthy(await weighed(parts.join(""), question === undefined ? {} : { question }), target);
      },
    ),
    { numRuns: RUNS, seed: 1 },
  ));

test("every lower target removes what a higher one does and more: one order, of which each retention is a prefix", () =>
  fc.assert(
    fc.asyncProperty(fc.array(fragment, { maxLength: 12 }), fc.nat(60), fc.nat(60), async (parts, a, b) => {
      const input = await weighed(parts.join(""));
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((tokens) => compress(input, { tokens }).removed);
      for (const span of more!) assert.equal(uncovered(input.prompt.text, span, less!), "");
    }),
    { numRuns: 300, seed: 3 },
  ));

test("at full strength all protections of the prompt are absolute", () =>
  fc.assert(
    fc.asyncProperty(fc.array(fragment, { maxLength: 12 }), async (parts) => {
      const text = parts.join("");
      const { removed } = compress(await weighed(text, { strength: "strict" }), { tokens: 0 });
      for (const span of removed) {
        for (const protection of parsePrompt(text).protections)
          assert.ok(!overlaps(span, protection), protection.reason);
      }
    }),
    { numRuns: 300, seed: 6 },
  ));

test("what inspect calls protected is what no compression touches", () =>
  fc.assert(
    fc.asyncProperty(fc.array(fragment, { maxLength: 12 }), fc.boolean(), async (parts, asks) => {
      const input = await weighed(parts.join(""), asks ? { question: "How many rules are there?" } : {});
      const { tokens, protections } = inspect(input);
      const { removed } = compress(input, { tokens: 0 });
      for (const span of removed) {
        assert.ok(!tokens.some((token) => token.protected && overlaps(token, span) && !startsInside(span, token)));
        assert.ok(!protections.some((protection) => protection.hold === "firm" && overlaps(protection, span)));
      }
    }),
    { numRuns: 300, seed: 7 },
  ));

/** A token is called protected where any part of it is: its other part, such as the space before a word, may go. */
function startsInside(span: Span, token: Span): boolean {
  return span.end < token.end || span.start > token.start;
}

test("compressing again to the same number of tokens changes nothing", () =>
  fc.assert(
    fc.asyncProperty(fc.array(fragment, { maxLength: 12 }), fc.nat(60), async (parts, tokens) => {
      const once = compress(await weighed(parts.join("")), { tokens });
      fc.pre(!once.limited);
      assert.equal(compress(await weighed(once.text), { tokens }).text, once.text);
    }),
    { numRuns: 300, seed: 2 },
  ));

test("every removal says why", async () => {
  const text = "Please feed the old dog. It is fed twice a day by a neighbour. The garden is green in summer.";
  const { removed } = compress(await weighed(text), { keep: 0.5 });
  assert.ok(removed.length > 0);
  for (const { reason } of removed) assert.match(reason, /\w{4}/);
});

test("where a sentence answers, it does not lose the words of the question first", async () => {
  const text = "Anna Schmidt won the first prize for her novel about a small town, said the jury. The town is old.";
  const { text: left } = compress(await weighed(text, { question: "Who won the first prize?" }), { keep: 0.8 });
  assert.match(left, /^Anna Schmidt won the first prize/);
});

test("a target that is no share or no number of tokens is refused", async () => {
  const input = await weighed("One two three.");
  for (const target of [{ keep: -0.1 }, { keep: 1.1 }, { keep: Number.NaN }, { tokens: -1 }, { tokens: 1.5 }]) {
    assert.throws(() => compress(input, target), { name: "Failure", code: "usage" });
  }
});

test("spacing stays as a person would leave it", async () => {
  const text = "A very, quite big dog.\nIt barks.";
  const { prompt, order } = await weighed(text);
  const gone = new Set(["very,", "quite"]);
  const spans = cutter(prompt.text, order).cut((i) => gone.has(order.atoms[i]!.text));
  assert.equal(without(text, spans), "A big dog.\nIt barks.");
});

test("a colon goes with the label before it", async () => {
  const text = "- Registry: `a/b`\n- See: the list in `c/d`.\n";
  const { prompt, order } = await weighed(text);
  const gone = new Set(["Registry", "See", "the", "list"]);
  const spans = cutter(prompt.text, order).cut((i) => gone.has(order.atoms[i]!.text));
  assert.equal(without(text, spans), "- `a/b`\n- in `c/d`.\n");
});

/** What of a span the others leave, but for white space: on which side of a word it goes depends on what else goes. */
function uncovered(text: string, { start, end }: Span, others: readonly Span[]): string {
  return complement(others, text.length)
    .map((kept) => text.slice(Math.max(start, kept.start), Math.max(start, Math.min(end, kept.end))))
    .join("")
    .trim();
}
