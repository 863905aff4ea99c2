import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import picomatch from "picomatch";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { isData, PROMPT_FILES, type PromptKind } from "../../../protocol/formats.ts";
import type { Role } from "../../../protocol/prompt.ts";
import { buildManifest } from "../../../scripts/write-formats.ts";

/** A path for every name that is a prompt's, with the kind of its file and who speaks in it. */
const PROMPTS: readonly (readonly [path: string, kind: PromptKind, role: Role])[] = [
  ["AGENTS.md", "markdown", "system"],
  ["AGENTS.override.md", "markdown", "system"],
  ["api/CLAUDE.md", "markdown", "system"],
  ["CLAUDE.local.md", "markdown", "system"],
  [".claude/rules/api/routes.md", "markdown", "system"],
  [".claude/projects/-home-ada-shop/memory/MEMORY.md", "markdown", "system"],
  ["GEMINI.md", "markdown", "system"],
  ["QWEN.md", "markdown", "system"],
  [".cursor/rules/tests.mdc", "cursor-rule", "system"],
  [".cursorrules", "markdown", "system"],
  [".windsurfrules", "markdown", "system"],
  [".windsurf/rules/api/errors.md", "markdown", "system"],
  [".clinerules", "markdown", "system"],
  [".clinerules/style.md", "markdown", "system"],
  [".clinerules/notes.txt", "text", "system"],
  [".continue/rules/types.md", "markdown", "system"],
  [".roo/rules/style.md", "markdown", "system"],
  [".roo/rules-code/tests.txt", "text", "system"],
  [".amazonq/rules/style.md", "markdown", "system"],
  [".kiro/steering/product.md", "markdown", "system"],
  [".junie/guidelines.md", "markdown", "system"],
  ["bot/system_prompt.txt", "text", "system"],
  ["bot/system-prompt.md", "markdown", "system"],
  [".claude/commands/git/commit.md", "markdown", "user"],
  [".cursor/commands/review.md", "markdown", "user"],
  [".windsurf/workflows/ship.md", "markdown", "user"],
  [".opencode/command/review.md", "markdown", "user"],
  ["menu.prompt", "handlebars", "user"],
  ["triage.prompty", "prompty", "user"],
  ["poem.prompt.txt", "text", "user"],
  ["summary.prompt.yml", "yaml", "user"],
  ["summary.prompt.yaml", "yaml", "user"],
  ["promptfooconfig.yaml", "yaml", "user"],
  ["src/prompts/a/answer.txt", "text", "user"],
  ["prompts/answer.md.j2", "jinja", "user"],
  ["prompts/answer.mustache", "handlebars", "user"],
  ["prompts/chat.json", "chat-json", "user"],
  ["prompts/rows.ndjson", "chat-jsonl", "user"],
  ["prompts/lab.ipynb", "notebook", "user"],
];

/** A prompt in every notation of data. */
const DATA = '{"prompt": "Be kind.", "cells": [{"cell_type": "markdown", "source": "Be kind."}]}';

const OTHERS = ["README.md", "src/main.py", "prompts/build.ts", "prompts/Cargo.toml", "package.json", "promptly.md"];

test("each name is a prompt's, of its kind, and its speaker is known; no glob is without an example", () => {
  const matches = PROMPT_FILES.map((glob) => picomatch(glob, { dot: true }));
  for (const [path, kind, role] of PROMPTS) {
    assert.ok(
      matches.some((match) => match(`/home/me/app/${path}`)),
      path,
    );
    const text = isData(kind) ? DATA : "Be kind.";
    for (const folder of ["", "../", "./app/", "/home/me/", "C:\\app\\"]) {
      const place = folder + (folder.includes("\\") ? path.replaceAll("/", "\\") : path);
      const prompt = parsePrompt(text, { path: place });
      assert.deepEqual([prompt.kind, prompt.passages[0]?.role], [kind, role], place);
    }
  }
  const unused = PROMPT_FILES.filter((_, i) => !PROMPTS.some(([path]) => matches[i]!(path)));
  assert.deepEqual(unused, []);
});

test("what only stands beside prompts, or is named like one, is none", () => {
  for (const path of OTHERS) assert.ok(!picomatch([...PROMPT_FILES], { dot: true })(path), path);
});

test("package.json says what the table says: else run `npm run formats`", () => {
  assert.equal(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"), buildManifest());
});
