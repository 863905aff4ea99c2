import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hasData, realPrompts } from "../../../bench/support/datasets.ts";
import { count } from "../../../engine/count.ts";
import { inspect } from "../../../engine/inspect.ts";
import { weigh } from "../../../engine/weigh.ts";
import { assertAddsUp } from "../../support/adds-up.ts";
import { evenSalience } from "../../support/even.ts";
import { fixtures } from "../../support/fixtures.ts";
import { counted, MODELS, png } from "./sent.ts";

test("the parts of every fixture add up to what is sent, for every maker's models", async () => {
  for (const { text, path, name } of fixtures)
    for (const model of MODELS) {
      const counted = count({ text, path, model });
      assertAddsUp({ ...counted, sent: counted }, `${name}, ${model}`);
      assertAddsUp(inspect(await weigh({ text, path, model }, evenSalience)), `${name}, ${model}`);
    }
});

test("and those of real prompt files", { skip: !hasData() }, () => {
  for (const { text, path, id } of realPrompts()) {
    const counted = count({ text, path, model: "claude-opus-4-8" });
    assertAddsUp({ ...counted, sent: counted }, id);
  }
});

const text = fc.stringMatching(/^[A-Za-z ,.]{1,60}$/);

const block = fc.oneof(
  text.map((words) => ({ type: "text", text: words })),
  fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 })).map(([w, h]) => ({
    type: "image_url",
    image_url: { url: `data:image/png;base64,${png(w, h)}` },
  })),
  text.map((words) => ({ type: "tool_use", name: "find", input: { words } })),
  fc.jsonValue(),
);

const message = fc.record(
  {
    role: fc.constantFrom("system", "user", "assistant", "tool"),
    content: fc.array(block, { maxLength: 4 }),
    name: text,
  },
  { requiredKeys: ["role", "content"] },
);

test("whatever messages hold, in JSON and in rows, the parts add up", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(message, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...MODELS),
      (chats, model) => {
        const rows = chats.map((messages) => ({ messages, tools: [{ name: "find", parameters: {} }] }));
        const files = [
          { text: JSON.stringify(rows[0], undefined, 1), path: "a.json" },
          { text: JSON.stringify(rows), path: "b.json" },
          { text: rows.map((row) => JSON.stringify(row)).join("\n"), path: "c.jsonl" },
        ];
        for (const file of files) {
          const found = count({ ...file, model });
          assertAddsUp({ ...found, sent: found }, file.path);
          assert.ok(found.low <= found.tokens && found.tokens <= found.high);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("a call that is longer than the window is told, with where the window ends; rows are calls of their own", async () => {
  const warningsOf = async (text: string, path?: string) => {
    const { warnings } = inspect(await weigh({ text, model: "gpt-4", ...(path && { path }) }, evenSalience));
    return warnings.filter(({ code }) => code === "over-the-window");
  };
  const words = "one two three four five six seven eight nine ten\n".repeat(820);
  const [warning] = await warningsOf(words);
  assert.match(warning!.message, /sends 9,\d{3} tokens; the window of gpt-4 holds 8,192/);
  const { tokens } = count({ text: words.slice(0, warning!.start), model: "gpt-4" });
  assert.ok(Math.abs(tokens - 8192) <= 1, `${tokens}`);
  const row = JSON.stringify({ messages: [{ role: "user", content: words.slice(0, 20_000) }] });
  assert.deepEqual(await warningsOf(`${row}\n${row}\n${row}`, "a.jsonl"), []);
  const long = JSON.stringify({ messages: [{ role: "user", content: words }] });
  const [inRow] = await warningsOf(`${row}\n${long}\n${row}`, "a.jsonl");
  assert.ok(inRow!.start > row.length && inRow!.start < row.length + long.length);
});

test("a conversation counts the same in every shape, with a name or without", () => {
  const system = "You are a careful helper of a bakery.";
  const user = "Hello there, what can I have?";
  const langchain = (name: string) => ["langchain_core", "messages", name];
  const shapes: readonly unknown[] = [
    {
      messages: [
        { role: "system", content: system },
        { role: "user", content: user },
      ],
    },
    { system, messages: [{ role: "user", content: [{ type: "text", text: user }] }] },
    { systemInstruction: { parts: [{ text: system }] }, contents: [{ parts: [{ text: user }] }] },
    { instructions: system, input: [{ role: "user", content: [{ type: "input_text", text: user }] }] },
    { modelId: "m", system: [{ text: system }], messages: [{ role: "user", content: [{ text: user }] }] },
    [
      { type: "system", data: { content: system } },
      { type: "human", data: { content: user } },
    ],
    [
      { type: "SystemMessage", content: system },
      { type: "HumanMessage", content: user },
    ],
    [
      { lc: 1, type: "constructor", id: langchain("SystemMessage"), kwargs: { content: system } },
      { lc: 1, type: "constructor", id: langchain("HumanMessage"), kwargs: { content: user } },
    ],
    [
      ["system", system],
      ["human", user],
    ],
    {
      messages: [
        { role: "system", parts: [{ type: "text", text: system }] },
        { role: "user", parts: [{ type: "text", text: user }] },
      ],
    },
    {
      conversations: [
        { from: "system", value: system },
        { from: "human", value: user },
      ],
    },
  ];
  for (const shape of shapes)
    for (const path of ["a.json", undefined]) {
      const found = count({ text: JSON.stringify(shape), model: "gpt-4o", ...(path && { path }) });
      assert.deepEqual(
        found.basis.map(({ what, tokens }) => [what, tokens]),
        [
          ["text", 17],
          ["wrapper", 11],
        ],
        JSON.stringify(shape),
      );
    }
  for (const shape of [
    { "System Prompt": system, "User Prompt": user },
    { config: { systemInstruction: system }, contents: user },
  ])
    assert.equal(counted(shape).tokens, 17, JSON.stringify(shape));
});

test("a message of a template that says nothing weighs what its frame does, at the end of the file too", () => {
  for (const file of [
    { text: 'Be kind.\n{{role "user"}}', path: "a.prompt" },
    { text: "system:\nBe kind.\nuser:\n", path: "a.prompty" },
    { text: "{{#system}}{{/system}}{{#user}}{{/user}}", path: "a.hbs" },
  ]) {
    const found = count({ ...file, model: "gpt-5.5" });
    assertAddsUp({ ...found, sent: found }, file.path);
  }
});
