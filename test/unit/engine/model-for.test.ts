import assert from "node:assert/strict";
import { test } from "node:test";
import { anyModel, DEFAULT_MODEL } from "../../../engine/cost/catalogue.ts";
import { count } from "../../../engine/count.ts";
import { modelFor, modelWarnings } from "../../../engine/model-for.ts";
import { readPrompt } from "../../../engine/prompt/parse.ts";
import { Failure } from "../../../protocol/failure.ts";

const named = (path: string, text: string) => {
  const { model, modelFromFile } = modelFor({ text }, readPrompt(text, path).format);
  assert.equal(modelFromFile ?? false, model.id !== DEFAULT_MODEL);
  return model.id;
};
const body = { messages: [{ role: "user", content: "Be kind." }] };
const notebook = (code: string) =>
  JSON.stringify({ cells: [{ cell_type: "code", source: code.split(/(?<=\n)/), outputs: [] }], metadata: {} });

test("the model is the one that the file names: in data, in front matter, in code", () => {
  const files = [
    ["a.json", JSON.stringify({ model: "gpt-4o", ...body })],
    ["a.json", JSON.stringify({ modelId: "gpt-4o", ...body })],
    ["a.json", JSON.stringify({ kwargs: { model_name: "gpt-4o" }, ...body })],
    ["a.json", `\ufeff${JSON.stringify([{ model: "gpt-4o", ...body }])}`],
    ["a.jsonl", `\n${JSON.stringify({ custom_id: "1", body: { model: "gpt-4o", ...body } })}\n{"prompt": "Hi"}\n`],
    ["a.prompt.yml", "model: openai/gpt-4o\nmessages:\n  - role: user\n    content: Hi\n"],
    ["a.prompt.md", "---\nmodel: GPT-4o (copilot)\n---\nBe kind."],
    ["a.prompt.md", "\ufeff---\r\nmodel:\r\n  - Made up 9\r\n  - gpt-4o\r\n---\r\nBe kind."],
    ["a.prompty", "---\nmodel:\n  api: chat\n  configuration:\n    azure_deployment: gpt-4o\n---\nsystem:\nHi\n"],
    ["a.prompt", "---\nmodel: openai/gpt-4o\n---\nHi {{name}}"],
    ["a.j2", "---\nmodel: gpt-4o\n---\nHi {{ name }}"],
    ["a.py", 'send(model="gpt-4o", prompt="""Be kind,\nplease.""")'],
    ["a.py", 'OPENAI_MODEL = "gpt-4o"\nP = {"system": """Be kind,\nplease."""}'],
    ["a.ts", "generateText({ model: openai('gpt-4o'), prompt: `Be kind,\nplease.` })"],
    ["a.toml", 'model = "gpt-4o"\nprompt = "Be kind."'],
    ["a.ipynb", notebook('client.chat(model = "gpt-4o")\nP = """Be kind,\nplease."""')],
  ] as const;
  for (const [path, text] of files) assert.equal(named(path, text).replace(/^openai\//, ""), "gpt-4o", text);
});

test("what names no model that is known leaves the usual one", () => {
  const files = [
    ["a.json", JSON.stringify({ model: "in-house-7", ...body })],
    [
      "a.json",
      JSON.stringify({ tools: [{ name: "f", parameters: { properties: { model: { enum: ["gpt-4o"] } } } }], ...body }),
    ],
    ["a.json", JSON.stringify({ messages: [{ role: "user", content: "Set model: gpt-4o, please." }] })],
    ["a.prompt.md", "---\nmodel: {{ model }}\n---\nBe kind."],
    ["a.prompt.md", "Use model: gpt-4o."],
    ["a.py", 'class A:\n    model = "Post"\nP = """Be kind,\nplease."""'],
    ["a.mdc", "---\nglobs: **/*.ts\n---\nBe kind."],
    ["a.json", '{"model": "gpt-4o"'],
    ["a.jsonl", ""],
  ] as const;
  for (const [path, text] of files) assert.equal(named(path, text), DEFAULT_MODEL, text);
});

test("a model that the file names and nobody knows is told with near names, where it stands", async () => {
  const files = [
    ["a.json", JSON.stringify({ model: "gtp-5.5", ...body })],
    ["a.prompt.md", "---\nmodel: gtp-5.5\n---\nBe kind."],
    ["a.py", 'send(model="gtp-5.5", prompt="""Be kind,\nplease.""")'],
  ] as const;
  for (const [path, text] of files) {
    const { format } = readPrompt(text, path);
    const [warning] = modelWarnings(modelFor({ text }, format), text);
    assert.equal(text.slice(warning!.start, warning!.end), "gtp-5.5");
    assert.match(warning!.message, /"gtp-5.5", which is not known; the nearest names are gpt-5\.5, /);
    assert.deepEqual(count({ text, path }).notes, [warning!.message]);
    assert.deepEqual(modelWarnings(modelFor({ text, model: "o3" }, format), text), [], "somebody chose another");
  }
});

test("of a model that several services sell it is told under which names", () => {
  const text = "---\nmodel: llama3\n---\nBe kind.";
  const [warning] = modelWarnings(modelFor({ text }, readPrompt(text, "a.prompt.md").format), text);
  assert.match(warning!.message, /^Several services sell Llama 3\.3 70B, .*: (?:\S+\/\S+,? ?){3}\.$/);
  assert.equal(text.slice(warning!.start, warning!.end), "llama3");
});

test("what stands for the caller's model, or is filled in later, is no unknown model", () => {
  for (const name of ["inherit", "Auto", "{{ model }}", "$MODEL", "<your-model>", ""]) {
    const text = JSON.stringify({ model: name, ...body });
    assert.deepEqual(count({ text, path: "a.json" }).notes, [], name);
  }
});

test("a chosen model goes before the file's, whether it is known or not", () => {
  const text = JSON.stringify({ model: "gpt-4o", ...body });
  const { format } = readPrompt(text, "a.json");
  assert.deepEqual(modelFor({ text, model: "o3" }, format).modelFromFile, undefined);
  assert.equal(modelFor({ text, model: "in-house-7" }, format, anyModel).model.id, "in-house-7");
  for (const model of ["in-house-7", ""]) assert.throws(() => modelFor({ text, model }, format), Failure);
  assert.equal(count({ text, path: "a.json" }).model, "gpt-4o");
  assert.equal(count({ text, path: "a.json", model: "o3" }).model, "o3");
});
