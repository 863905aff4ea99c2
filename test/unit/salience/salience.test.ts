import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { SalienceEngine } from "../../../engine/salience/salience.ts";
import { windowed } from "../../../engine/salience/windowed-text.ts";
import { ATTRIBUTIONS } from "../../../protocol/inspection.ts";

const engine = new SalienceEngine();
after(() => engine.close());

const TEXT = "Never delete the production database. Summarise the quarterly sales report for the board of directors.";
/** Over several windows. */
const LONG = Array.from({ length: 40 }, (_, i) => `In step ${i} the agent reads file ${i * 7} and answers.`).join(" ");

test("every method scores every word from 0 up, and not all alike", async () => {
  for (const method of ATTRIBUTIONS) {
    const [words] = await engine.score([TEXT], { method });
    assert.deepEqual(
      words!.map(({ start, end }) => TEXT.slice(start, end)),
      TEXT.match(/\w+|\./g),
    );
    assert.ok(words!.every(({ salience }) => Number.isFinite(salience) && salience >= 0));
    assert.ok(new Set(words!.map(({ salience }) => salience)).size > 10, method);
  }
});

test("in every language a requirement is painted above what nobody misses", async () => {
  for (const [text, needed, filler] of [
    ["Bitte beachte, dass du höchstens 200 Wörter schreibst.", "200", "Bitte"],
    ["请注意，回答不得超过200字。", "200", "请"],
    ["いうまでもありませんが、回答は三文以内にしてください。", "三", "いう"],
    ["Il va sans dire que la réponse doit tenir en 50 mots.", "50", "va"],
    ["ومن الجدير بالذكر أن الجواب لا يتجاوز 50 كلمة.", "50", "الجدير"],
  ] as const) {
    const [words] = await engine.score([text], { method: "multilingual" });
    const salienceOf = (part: string) => words!.find(({ start }) => start === text.indexOf(part))!.salience;
    assert.ok(salienceOf(needed) > salienceOf(filler), text);
    assert.ok(words!.every(({ salience }) => salience <= 1));
  }
});

test("a fresh engine gives the same scores", async () => {
  const fresh = new SalienceEngine();
  assert.deepEqual(
    await fresh.score([TEXT, LONG], { method: "combined" }),
    await engine.score([TEXT, LONG], { method: "combined" }),
  );
  await fresh.close();
});

test("a question draws salience to the words that answer it", async () => {
  const text = "The train to Oslo leaves at nine. The cook buys fish and bread. The garden has old apple trees.";
  const shareOfCook = async (options: { question?: string }) => {
    const [words] = await engine.score([text], { method: "decompx", ...options });
    const sum = (from: number, to: number) =>
      words!.filter((w) => w.start >= from && w.end <= to).reduce((total, w) => total + w.salience, 0);
    return sum(text.indexOf("The cook"), text.indexOf("The garden")) / sum(0, text.length);
  };
  assert.ok((await shareOfCook({ question: "What does the cook buy?" })) > 1.1 * (await shareOfCook({})));
});

test("a glance scores each window as if it stood alone", async () => {
  const [whole] = await engine.score([LONG], { method: "decompx", glance: true, question: "Which file?" });
  const [first, second] = windowed(LONG).windows;
  const cut = windowed(LONG).pieces.starts[first!.ids.length]!;
  const [alone] = await engine.score([LONG.slice(0, cut)], { method: "decompx" });
  assert.ok(second);
  const ratios = alone!.map(({ salience }, i) => whole![i]!.salience / salience);
  for (const ratio of ratios) assert.ok(Math.abs(ratio / ratios[0]! - 1) < 1e-3, `${ratio}, ${ratios[0]}`);
});

test("empty texts, lone surrogates and NUL score without complaint", async () => {
  assert.deepEqual(await engine.score([], { method: "combined" }), []);
  assert.deepEqual(await engine.score(["", " \n"], { method: "combined" }), [[], []]);
  const [words] = await engine.score(["\ud800 a\0b \udc00"], { method: "combined", question: "\ud800" });
  assert.ok(words!.every(({ salience }) => Number.isFinite(salience)));
});

test("words lie in order within their text, whatever the text", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: "binary", maxLength: 30 }), { maxLength: 3 }), async (texts) => {
      const scored = await engine.score(texts, { method: "combined" });
      assert.equal(scored.length, texts.length);
      for (const [i, words] of scored.entries()) {
        let at = 0;
        for (const { start, end, salience } of words) {
          assert.ok(at <= start && start < end && end <= texts[i]!.length && salience >= 0);
          at = end;
        }
      }
    }),
    { numRuns: 20 },
  );
});

test("progress rises to 1, and an abort stops the work between windows", async () => {
  const shares: number[] = [];
  await new SalienceEngine().score([LONG], { method: "combined", onProgress: (share) => shares.push(share) });
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
  assert.ok(Math.abs(shares.at(-1)! - 1) < 1e-9);

  const stop = new AbortController();
  const work = new SalienceEngine().score([LONG], {
    method: "combined",
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  await assert.rejects(work, { name: "Failure", code: "cancelled" });
});

test("an edit moves the scores of untouched windows by a hair only", async () => {
  const paragraphs = Array.from({ length: 6 }, (_, i) => `${LONG.slice(i * 200, i * 200 + 900)}.`);
  const edited = paragraphs.with(5, paragraphs[5]!.replace("agent", "assistant"));
  await engine.score(paragraphs, { method: "decompx" });
  const kept = await engine.score(edited, { method: "decompx" });
  const exact = await new SalienceEngine().score(edited, { method: "decompx" });
  for (const [i, words] of kept.entries())
    for (const [j, { salience }] of words.entries()) assert.ok(Math.abs(salience - exact[i]![j]!.salience) < 0.05);
});
