import assert from "node:assert/strict";
import { parse as parseJson } from "jsonc-parser";
import { parseAllDocuments } from "yaml";
import type { Prompt } from "../../engine/prompt/parse.ts";
import { words } from "../../engine/prompt/text/segment.ts";
import type { Part } from "../../protocol/prompt.ts";
import { overlapTester, type Span, union, without } from "../../protocol/span.ts";
import { assertTiles } from "./tiles.ts";

/** What holds for every prompt, whatever its text. */
export function assertInvariants(prompt: Prompt): void {
  const { text, parts, passages, protections, warnings, question } = prompt;
  assertTiles(
    parts.filter((p) => p.depth === 0),
    text.length,
    "parts of depth 0 tile",
  );
  assertNested(parts);
  for (const span of [...parts, ...protections]) assertInside(span, text);
  for (const warning of warnings) assert.ok(warning.start >= 0 && warning.end <= text.length);
  for (let i = 1; i < protections.length; i++) assert.ok(protections[i - 1]!.start <= protections[i]!.start);
  if (question?.span) assertInside(question.span, text);
  let from = 0;
  for (const passage of passages) {
    assert.ok(passage.source.start >= from, "passages are in order and disjoint");
    from = passage.source.end;
    assertMapsBack(prompt, passage);
  }
}

/** Parts of one level are disjoint and in order, and each lies in the last one of the level above. */
function assertNested(parts: readonly Part[]): void {
  const last: Part[] = [];
  for (const part of parts) {
    const { start, end, depth } = part;
    assert.ok(start >= (last[depth]?.end ?? 0), `parts of depth ${depth} overlap at ${start}`);
    const outer = last[depth - 1];
    assert.ok(depth === 0 || (outer && outer.start <= start && end <= outer.end), `a part of depth ${depth} juts out`);
    last[depth] = part;
    last.length = depth + 1;
  }
}

function assertInside({ start, end }: Span, text: string): void {
  assert.ok(0 <= start && start < end && end <= text.length, `[${start}, ${end}) in ${text.length}`);
}

/** Every word of a passage is the same in the file, unless an encoding stands inside of it. */
function assertMapsBack(prompt: Prompt, passage: Prompt["passages"][number]): void {
  const isEncoded = overlapTester(union(passage.encoded));
  let at = 0;
  for (const word of words(passage.text)) {
    const source = passage.toSourceSpan(word);
    assert.ok(at <= source.start && source.start < source.end, "words keep their order in the file");
    at = source.end;
    assert.equal(passage.toSource(word.start), source.start);
    if (!isEncoded(source)) {
      assert.equal(prompt.text.slice(source.start, source.end), passage.text.slice(word.start, word.end));
    }
  }
}

/** The words that an edit may remove, in file coordinates. */
export function removableWords({ passages, protections }: Prompt): Span[] {
  const isProtected = overlapTester(union(protections));
  return passages.flatMap((p) => words(p.text).map((w) => p.toSourceSpan(w))).filter((span) => !isProtected(span));
}

/** Removing any removable word, or all of them, leaves a file of data with the same keys. */
export function assertKeysSurvive(prompt: Prompt): void {
  const removable = removableWords(prompt);
  const keys = keysOf(prompt);
  const step = Math.max(1, Math.floor(removable.length / 200));
  for (let i = 0; i < removable.length; i += step) {
    assert.deepEqual(keysOf({ ...prompt, text: without(prompt.text, [removable[i]!]) }), keys);
  }
  assert.deepEqual(keysOf({ ...prompt, text: without(prompt.text, removable) }), keys);
}

/** What must stay of a file of data: its keys and the types of its values. */
export function keysOf({ kind, text }: Prompt): unknown {
  if (kind === "yaml") {
    const documents = parseAllDocuments(text);
    assert.ok(Array.isArray(documents));
    for (const document of documents) assert.deepEqual(document.errors, []);
    return documents.map((document) => shape(document.toJS()));
  }
  if (kind === "chat-jsonl") return text.split("\n").map((line) => shape(tryJson(line)));
  const errors: never[] = [];
  const value = parseJson(text.replace(/^\ufeff/, ""), errors, { allowTrailingComma: true });
  assert.deepEqual(errors, []);
  return shape(value);
}

function tryJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return "malformed";
  }
}

/** The keys of a value and the types of its leaves. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shape(child)]));
}
