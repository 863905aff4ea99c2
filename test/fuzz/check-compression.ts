import assert from "node:assert/strict";
import { seededRandom } from "../../bench/support/statistics.ts";
import { compress } from "../../engine/compress.ts";
import { sentTokens } from "../../engine/cost/sent.ts";
import { markdownMarks } from "../../engine/prompt/marks/markdown.ts";
import { type Prompt, parsePrompt, readPrompt } from "../../engine/prompt/parse.ts";
import { CharacterClass, characterClass } from "../../engine/prompt/text/characters.ts";
import type { Passage } from "../../engine/prompt/text/passage.ts";
import { finite } from "../../engine/runtime/finite.ts";
import type { WeighedPrompt } from "../../engine/weigh.ts";
import type { Compression } from "../../protocol/compression.ts";
import { edited } from "../../protocol/edits.ts";
import type { Target } from "../../protocol/engine.ts";
import type { PromptKind } from "../../protocol/formats.ts";
import { overlapTester, type Span, union, without } from "../../protocol/span.ts";
import { assertInvariants } from "../support/prompt-invariants.ts";

/*
 * What must hold for every prompt, trimmed and squeezed to any target, at any strength:
 *
 * - The result is the original without what was removed and with the letters that are recased, and within the target or
 *   `limited`. Every number is finite.
 *
 * And for it and any subset of what is removed, each with the letters that come to begin a sentence by it:
 *
 * - Parsed anew the result has the same structure, less what was removed: the same kind, as many passages, and the same
 *   headings, code blocks, tables, list marks and quotes, none lost and none born.
 * - No list mark is left without its item, no stop alone on its line, no bracket without its partner; no two words are
 *   glued and no spaces doubled.
 * - Where it has a word, some tokens are sent.
 */

/** How often a subset is drawn. */
const SUBSETS = 2;

/** Fails where one of these does not hold at a target, or without one. `seed` draws the subsets. */
export function checkCompression(weighed: WeighedPrompt, target: Target | undefined, seed: number): void {
  const { prompt, tokenizer, model, path } = weighed;
  const result = finite(compress(weighed, target));
  const { text, removed, recased, after, limited } = result;
  assert.equal(
    without(edited(prompt.text, recased), removed),
    text,
    "the result is the original with stretches cut out",
  );
  assert.equal(
    after,
    sentTokens(readPrompt(text, path), model, tokenizer, path).tokens,
    "the tokens of the result are told",
  );
  if (target && "tokens" in target) assert.ok(limited || after <= target.tokens, "the result is within its target");
  assertSameStructure(weighed, text, removed);
  const random = seededRandom(seed);
  for (let i = 0; removed.length > 1 && i < SUBSETS; i++) {
    const share = random();
    const some = removed.filter(() => random() < share);
    assertSameStructure(weighed, applied(prompt.text, result, some), some);
  }
}

/** A text without some of what is removed: a letter is recased where what is removed right before it goes. */
function applied(text: string, { removed, recased }: Compression, some: readonly Span[]): string {
  const chosen = new Set(some);
  const letters = recased.filter(({ start }) => chosen.has(removed.findLast(({ end }) => end <= start)!));
  return without(edited(text, letters), some);
}

function assertSameStructure(
  { prompt, tokenizer, model, path }: WeighedPrompt,
  text: string,
  removed: readonly Span[],
): void {
  const result = parsePrompt(text, path === undefined ? {} : { path });
  assertInvariants(result);
  if (text.trim() !== "") assert.ok(sentTokens(result, model, tokenizer).tokens > 0, "a text with words costs nothing");
  assertNoGlue(prompt, union(removed));
  if (text.trim() === "") return;
  const isLike = LIKE_PROSE.has(prompt.kind) && LIKE_PROSE.has(result.kind);
  assert.ok(isLike || result.kind === prompt.kind, "the result is of another kind");
  assert.equal(result.passages.length, prompt.passages.length, "the result has other passages");
  for (const [i, passage] of result.passages.entries()) assertSameText(prompt.passages[i]!, passage.text, removed);
}

/** Of these, what no name tells is told by how often its marks occur, and some may go. */
const LIKE_PROSE: ReadonlySet<PromptKind> = new Set(["text", "markdown"]);

function assertSameText(passage: Passage, after: string, removed: readonly Span[]): void {
  const isRemoved = overlapTester(union(removed));
  const before = passage.text;
  const left = outline(before).filter((mark) => !isRemoved(passage.toSourceSpan(mark)));
  const found = outline(after);
  for (let m = 0; m < Math.max(left.length, found.length); m++) {
    const [was, is] = [left[m], found[m]].map((mark) => mark && `${mark.reason}: ${JSON.stringify(mark.text)}`);
    if (was === is) continue;
    const isBorn = found.length > left.length || (found.length === left.length && is);
    assert.fail(
      isBorn
        ? `born: ${is?.split(":")[0]} ${JSON.stringify(is)}`
        : `lost: ${was?.split(":")[0]} ${JSON.stringify(was)}`,
    );
  }
  for (const [name, sign] of [
    ["list mark without its item", /(?<=\n|^)[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]*(?=\r?\n|$)/g],
    ["stop alone on its line", /(?<=\n|^)[ \t]*[.,;:!?][ \t]*(?=\r?\n|$)/g],
    ["space before a stop", /\S +[.,;:!?](?=\s|$)/g],
    ["doubled space", /\S {2,}(?=\S)/g],
  ] as const) {
    const count = (text: string) => text.match(sign)?.length ?? 0;
    assert.ok(count(after) <= count(before), `a ${name}`);
  }
  for (const pair of ["()", "[]", "{}", "“”"]) {
    assert.ok(unpaired(after, pair) <= unpaired(before, pair), `a bracket lost its partner: ${pair}`);
  }
}

/** How many of a pair's brackets close or open nothing; numbers of list items are not among them. */
function unpaired(text: string, pair: string): number {
  let [open, lost] = [0, 0];
  for (const sign of text.replace(/^[ \t>]*\d{1,9}\)/gm, "")) {
    if (sign === pair[0]) open++;
    else if (sign === pair[1] && open > 0) open--;
    else if (sign === pair[1]) lost++;
  }
  return open + lost;
}

/** The marks of a text that make its structure, in order. */
function outline(text: string): (Span & { readonly reason: string; readonly text: string })[] {
  const { protections, headings } = markdownMarks(text);
  const kinds = new Set(["code block", "table", "list marker"]);
  return [
    ...protections.filter(({ reason }) => kinds.has(reason)),
    ...headings.map(({ start, end, level }) => ({ start, end, reason: `heading ${level}` })),
  ]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map(({ start, end, reason }) => {
      const said = text.slice(start, end);
      const from = start + said.length - said.trimStart().length;
      return { start: from, end: from + said.trim().length, reason, text: said.trim() };
    });
}

/** Fails where two words of a script that writes spaces stand side by side that did not before. */
function assertNoGlue({ text, passages }: Prompt, removed: readonly Span[]): void {
  const encoded = passages.flatMap((passage) => passage.encoded);
  const isWord = (at: number) =>
    at >= 0 &&
    at < text.length &&
    characterClass(text.codePointAt(at)!) === CharacterClass.Word &&
    !encoded.some(({ start, end }) => start <= at && at < end);
  for (const { start, end } of removed)
    assert.ok(!isWord(start - 1) || !isWord(end), `glued: ${JSON.stringify(text.slice(start - 10, end + 10))}`);
}
