import assert from "node:assert/strict";
import { test } from "node:test";
import { readPrompt } from "../../../engine/prompt/parse.ts";
import { sentAs } from "../../../engine/prompt/sent-as.ts";

const as = (text: string, path?: string) => sentAs(readPrompt(text, path));
const chat = (...roles: readonly string[]) => JSON.stringify(roles.map((role) => ({ role, content: "Use tabs." })));

test("what agents send along with every turn is instructions, whatever it says", () => {
  const files = ["AGENTS.md", "docs/CLAUDE.md", ".cursor/rules/style.mdc", ".claude/skills/a/SKILL.md", "x.agent.md"];
  files.push(".claude/projects/shop/memory/MEMORY.md", "system-prompt.txt");
  for (const path of files) assert.equal(as("Use tabs. What is the answer?", path), "instructions", path);
});

test("what somebody sends is a call: a prompt, a command, a text of which nothing is known", () => {
  for (const path of [undefined, ".claude/commands/fix.md", "fix.prompt.md", "filesystem.md", "letter.txt"])
    assert.equal(as("Use tabs.", path), "call", path);
});

test("a conversation is a call once anybody but the system speaks in it", () => {
  assert.equal(as(chat("system"), "a.json"), "instructions");
  assert.equal(as(chat("developer"), "a.json"), "instructions");
  assert.equal(as(chat("system", "user"), "a.json"), "call");
});

test("a picture asks, a list of tools does not", () => {
  const image = { type: "image_url", image_url: { url: "https://example.com/a.png" } };
  assert.equal(as(JSON.stringify([{ role: "user", content: [image] }]), "a.json"), "call");
  const tool = { type: "function", function: { name: "look", parameters: { type: "object", properties: {} } } };
  assert.equal(as(JSON.stringify({ messages: [], tools: [tool] }), "a.json"), "instructions");
});

test("of an empty file nothing is sent, whatever its name", () => {
  for (const path of [undefined, "AGENTS.md", "fix.prompt.md", "a.json"])
    assert.equal(as(" \n", path), "nothing", path);
});
