import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePrompt } from "../../../engine/prompt/parse.ts";

const json = (value: unknown) => read(JSON.stringify(value), "a.json");
const read = (text: string, path: string) =>
  parsePrompt(text, { path }).passages.map(({ role, text }) => [role, text.trim()]);

test("keys are compared without case, blanks, dashes and underscores", () => {
  for (const key of ["System Prompt", "system-prompt", "systemPrompt", "SYSTEM_PROMPT", "Base System Prompt"])
    assert.deepEqual(json({ Name: "Helper", [key]: "Be kind." }), [["system", "Be kind."]], key);
  assert.deepEqual(json({ Messages: [{ Role: "User", Content: "Hi there" }] }), [["user", "Hi there"]]);
  const { enclosures } = parsePrompt('{"prompt": "Hi", "Function-Declarations": [{"name": "f"}]}', { path: "a.json" });
  assert.deepEqual(
    enclosures?.map((one) => (one.what === "tools" ? one.each.map(({ tool }) => tool) : one.what)),
    [[{ name: "f" }]],
  );
});

test("what describes a prompt is not sent where the file holds one", () => {
  const about = { description: "What this prompt is there for, in words.", label: "A label of some words, too" };
  for (const prompt of [
    { prompt: "Be kind." },
    { template: "Be kind.", input_variables: [{ name: "x", description: "The notes of the last meeting" }] },
    { messages: [{ role: "user", content: "Be kind." }], testData: [{ input: "One of the inputs", expected: "Good" }] },
  ]) {
    assert.deepEqual(json({ ...about, ...prompt }), [["user", "Be kind."]]);
    assert.deepEqual(json({ ...prompt, summary: `${about.description}` }), [["user", "Be kind."]]);
  }
  const yaml = "description: |\n  What it is for,\n  in two lines\nprompt: Be kind.\n";
  assert.deepEqual(read(yaml, "a.yaml"), [["user", "Be kind."]]);
});

test("a description in TOML is not sent", () => {
  const toml = 'description = """\nWhat it is for,\nin words."""\nprompt = "Be kind."\n';
  assert.deepEqual(read(toml, "a.toml"), [["user", "Be kind."]]);
});

test("a description is a prompt where nothing else is, or where a task is described", () => {
  const description = "Find out what the others charge.";
  assert.deepEqual(json({ name: "A name of several words", description }), [["user", description]]);
  assert.deepEqual(json({ find: { description, expected_output: "A table of all the prices" } }), [
    ["user", description],
    ["user", "A table of all the prices"],
  ]);
});

test("the messages that LangChain writes out have their speakers", () => {
  const said = { content: "Hi there", additional_kwargs: {}, name: null };
  const expected = [
    ["system", "Hi there"],
    ["user", "Hi there"],
    ["assistant", "Hi there"],
  ];
  assert.deepEqual(json(["system", "human", "ai"].map((type) => ({ type, data: { ...said, type } }))), expected);
  const id = (name: string) => ["langchain", "schema", "messages", name];
  assert.deepEqual(
    json(
      ["SystemMessage", "HumanMessage", "AIMessageChunk"].map((name) => ({
        lc: 1,
        type: "constructor",
        id: id(name),
        kwargs: said,
      })),
    ),
    expected,
  );
});

test("passages and messages know the row that they stand in", () => {
  const turns = [
    { role: "system", content: "Be kind." },
    { role: "user", content: "Hi" },
  ];
  const rowsOf = (text: string, path: string) => {
    const { passages, messages = [] } = parsePrompt(text, { path });
    assert.deepEqual(
      messages.map(({ row }) => row),
      passages.map(({ row }) => row),
    );
    return passages.map(({ row }) => row);
  };
  const row = JSON.stringify({ messages: turns });
  assert.deepEqual(rowsOf(`${row}\nnot JSON\n\n${row}\n`, "a.jsonl"), [0, 0, 1, 1]);
  assert.deepEqual(rowsOf(`[${row}, ${row}]`, "a.json"), [0, 0, 1, 1]);
  assert.deepEqual(rowsOf(JSON.stringify(turns), "a.json"), [0, 0]);
  assert.deepEqual(rowsOf("messages:\n  - {role: user, content: Hi}\n", "a.yaml"), [0]);
  assert.deepEqual(
    parsePrompt('{"instruction": "Add.", "input": "1 and 2", "output": "The sum of them is three."}', {
      path: "a.jsonl",
    }).passages.map(({ role }) => role),
    ["system", "user", "assistant"],
  );
});
