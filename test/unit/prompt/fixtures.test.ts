import assert from "node:assert/strict";
import { test } from "node:test";
import { hasData, realPrompts } from "../../../bench/support/datasets.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import type { PromptKind } from "../../../protocol/formats.ts";
import { fixtures } from "../../support/fixtures.ts";
import { assertInvariants, assertKeysSurvive, removableWords } from "../../support/prompt-invariants.ts";

const texts = new Map(fixtures.map(({ name, text }) => [name, text]));
const read = (file: string) => parsePrompt(texts.get(file)!, { path: file });

const KINDS: Readonly<Record<string, PromptKind>> = {
  "support-agent.prompt.md": "markdown",
  "release-notes/SKILL.md": "markdown",
  ".cursorrules": "markdown",
  "react-components.mdc": "cursor-rule",
  "triage.prompty": "prompty",
  "chat.json": "chat-json",
  "few-shot.jsonl": "chat-jsonl",
  "promptfooconfig.yaml": "yaml",
  "rag-answer.j2": "jinja",
  "onboarding-mail.hbs": "handlebars",
  "menu.prompt": "handlebars",
  "plain.txt": "text",
  "summarizer.py": "code",
  ".windsurfrules": "markdown",
  ".kiro/steering/product.md": "markdown",
  ".opencode/command/release.md": "markdown",
  "summary.prompt.yml": "yaml",
  "system_prompt.txt": "text",
  "letters.ipynb": "notebook",
};

const WARNINGS: Readonly<Record<string, string>> = {
  "malformed.json": "malformed-data",
  "bad-line.jsonl": "malformed-row",
  "unclosed.ipynb": "malformed-data",
  "unclosed-fence.md": "unclosed-fence",
  "unclosed-template.j2": "unclosed-template",
};

test("there are prompts of every kind", () => {
  assert.ok(texts.size >= 28);
  for (const [file, kind] of Object.entries(KINDS)) assert.equal(read(file).kind, kind, file);
});

for (const file of texts.keys()) {
  test(`${file}: parts tile, passages map back, something may go, warnings as due`, () => {
    const prompt = read(file);
    assertInvariants(prompt);
    // A prompt that is nothing but its question has nothing to give.
    assert.equal(removableWords(prompt).length > 0, file !== "one-liner.txt");
    assert.deepEqual([...new Set(prompt.warnings.map((w) => w.code))], file in WARNINGS ? [WARNINGS[file]] : []);
    const isData = /\.(jsonl?|ya?ml|ipynb)$/.test(file) && WARNINGS[file] !== "malformed-data";
    if (isData) assertKeysSurvive(prompt);
  });
}

test("Windows line ends and a byte order mark change nothing of what is read and protected", () => {
  for (const [file, text] of texts) {
    const told = (text: string) => {
      const { kind, passages, protections, warnings } = parsePrompt(text, { path: file });
      const reasons = new Set(protections.map(({ reason }) => reason).filter((reason) => reason !== "byte order mark"));
      return [kind, passages.length, warnings.map(({ code }) => code), [...reasons].sort()];
    };
    const plain = text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
    assert.deepEqual(told(plain.replaceAll("\n", "\r\n")), told(plain), file);
    assert.deepEqual(told(`\ufeff${plain}`), told(plain), file);
  }
});

test("a bad row is named by its line, and the others are read", () => {
  const { warnings, passages } = read("bad-line.jsonl");
  assert.match(warnings[0]!.message, /^Line 2 is not JSON/);
  assert.equal(passages.length, 2);
});

test("malformed JSON reads as text, and the warning says where", () => {
  const { warnings, passages } = read("malformed.json");
  assert.match(warnings[0]!.message, /not valid JSON.*line 4, column 34/);
  assert.equal(passages.length, 1);
});

test("tools, names and cache breakpoints of a chat are found", () => {
  const weather = read("weather-tools.json");
  assert.deepEqual(
    weather.enclosures?.flatMap((one) => (one.what === "tools" ? one.each.length : [])),
    [2],
  );
  assert.deepEqual(
    weather.messages?.map((m) => [m.role, m.name]),
    [
      ["developer", undefined],
      ["user", "lea"],
      ["assistant", undefined],
      ["tool", undefined],
    ],
  );
  assert.ok(read("cached-context.json").protections.some((p) => p.reason === "cache breakpoint"));
});

test("the questions that people ask are found", () => {
  const asked = (file: string) => read(file).question?.text;
  assert.equal(asked("explain-error.crlf.prompt.md"), "What is the most likely cause?");
  assert.equal(asked("chat.json"), "Which route would you take, and where should we stop for a swim?");
  assert.equal(asked("support-agent.prompt.md"), "Now read the ticket and decide what we should do for this customer.");
  assert.equal(asked("rag-answer.j2"), "{{ question }}");
  assert.equal(asked("one-liner.txt"), "Explain in two sentences why the sky is blue, for a curious child of seven.");
  assert.equal(asked("recipe.ar.txt"), "ما هي الوصفة التي تقترحها لعشاء خفيف في الصيف؟");
});

test("real prompt files keep the invariants", { skip: !hasData() }, () => {
  for (const { text, path } of realPrompts()) assertInvariants(parsePrompt(text, { path }));
});
