import assert from "node:assert/strict";
import { compress } from "../../engine/compress/compress.ts";
import { sentTokens } from "../../engine/cost/sent.ts";
import { finite } from "../../engine/finite.ts";
import { CharacterClass, characterClass } from "../../engine/prompt/characters.ts";
import { markdownMarks } from "../../engine/prompt/markdown.ts";
import { type Prompt, parsePrompt } from "../../engine/prompt/parse.ts";
import type { WeighedPrompt } from "../../engine/weigh.ts";
import type { PromptKind } from "../../protocol/prompt.ts";
import { type Span, union, without } from "../../protocol/span.ts";
import { assertInvariants } from "../support/prompt-invariants.ts";

/*
 * What must hold for every prompt at every budget, after the cut:
 *
 * - The result is the original without what was removed, and within the budget or `limited`.
 * - Parsed anew it has the same structure, less what was removed: the same kind, as many passages, and of headings,
 *   code blocks, tables, list marks and quotes none that was not there before.
 * - No list mark is left without its item, no bracket without its partner, and no two words are glued.
 * - Where it has a word, some tokens are sent. Every number is finite.
 */

/** Fails where one of these does not hold. */
export function checkCompression(weighed: WeighedPrompt, keep: number): void {
  const { prompt, tokenizer, model, path } = weighed;
  const { text, removed, after, before, limited } = finite(compress(weighed, { keep }));
  assert.equal(without(prompt.text, removed), text, "the result is the original with stretches cut out");
  assert.ok(limited || after <= Math.floor(keep * before), "the result is within its budget");
  const result = parsePrompt(text, path === undefined ? {} : { path });
  assertInvariants(result);
  if (text.trim() !== "") assert.ok(sentTokens(result, model, tokenizer).tokens > 0, "a text with words costs nothing");
  assertNoGlue(prompt, union(removed));
  if (text.trim() === "") return;
  assert.ok(result.kind === prompt.kind || LIKE_PROSE.has(prompt.kind), "the result is of another kind");
  assert.equal(result.passages.length, prompt.passages.length, "the result has other passages");
  for (const [i, passage] of result.passages.entries()) assertSameText(prompt.passages[i]!.text, passage.text);
}

/** Of these, what no name tells is told by how often its marks occur, and some may go. */
const LIKE_PROSE = new Set<PromptKind>(["text", "markdown"]);

function assertSameText(before: string, after: string): void {
  const left = outline(before);
  let at = 0;
  for (const mark of outline(after)) {
    const found = left.indexOf(mark, at);
    assert.ok(found >= 0, `born: ${mark.split(":")[0]} ${JSON.stringify(mark)}`);
    at = found + 1;
  }
  for (const [name, sign] of [
    ["list mark without its item", /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]*$/gm],
    ["stop alone on its line", /^[ \t]*[.,;:!?][ \t]*$/gm],
  ] as const) {
    const count = (text: string) => text.match(sign)?.length ?? 0;
    assert.ok(count(after) <= count(before), `a ${name}`);
  }
  for (const pair of ["()", "[]", "{}", "“”"]) {
    assert.ok(unpaired(after, pair) <= unpaired(before, pair), `a bracket lost its partner: ${pair}`);
  }
}

/** How many of a pair's brackets close or open nothing. */
function unpaired(text: string, pair: string): number {
  let [open, lost] = [0, 0];
  for (const sign of text) {
    if (sign === pair[0]) open++;
    else if (sign === pair[1] && open > 0) open--;
    else if (sign === pair[1]) lost++;
  }
  return open + lost;
}

/** The marks of a text that make its structure, in order. */
function outline(text: string): string[] {
  const { protections, headings } = markdownMarks(text);
  const kinds = new Set(["code block", "table", "list marker"]);
  return [
    ...protections.filter(({ reason }) => kinds.has(reason)),
    ...headings.map((heading) => ({ ...heading, reason: `heading ${heading.level}` })),
  ]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map(({ start, end, reason }) => `${reason}: ${text.slice(start, end).trim()}`);
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
