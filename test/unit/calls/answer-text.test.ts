import assert from "node:assert/strict";
import { test } from "node:test";
import { answerIn } from "../../../engine/calls/answer-text.ts";

test("the text of an answer is found in each provider's form, without its thoughts", () => {
  const forms = [
    { choices: [{ message: { role: "assistant", content: "Four.", reasoning_content: "2 + 2" } }] },
    { output: [{ type: "reasoning" }, { type: "message", content: [{ type: "output_text", text: "Four." }] }] },
    {
      type: "message",
      content: [
        { type: "thinking", thinking: "2 + 2" },
        { type: "text", text: "Four." },
      ],
    },
    { candidates: [{ content: { parts: [{ text: "2 + 2", thought: true }, { text: "Four." }] } }] },
  ];
  for (const form of forms) assert.equal(answerIn(form), "Four.");
});

test("where more was written than one text, none is told", () => {
  const forms = [
    {},
    { choices: [{ message: { content: "Four.", tool_calls: [{ id: "a" }] } }] },
    { choices: [{ message: { content: "Four." } }, { message: { content: "4" } }] },
    {
      output: [
        { type: "message", content: [{ text: "Four." }] },
        { type: "function_call", arguments: "{}" },
      ],
    },
    {
      content: [
        { type: "text", text: "Four." },
        { type: "tool_use", input: {} },
      ],
    },
    { candidates: [{ content: { parts: [{ text: "Four." }, { functionCall: {} }] } }] },
  ];
  for (const form of forms) assert.equal(answerIn(form), undefined);
});
