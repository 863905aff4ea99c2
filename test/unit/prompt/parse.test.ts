import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { assertInvariants, assertKeysSurvive, removableWords } from "../../support/prompt-invariants.ts";

const DOCUMENT = `---
mode: agent
---
# Review

You must not touch \`main\`.

## Output

- Up to 5 lines.
`;

test("a document becomes front matter and nested sections; only the body is read", () => {
  const { parts, passages, kind } = parsePrompt(DOCUMENT, { path: "x.prompt.md" });
  assert.equal(kind, "markdown");
  assert.deepEqual(
    parts.map((p) => [p.kind, p.depth, p.title]),
    [
      ["front matter", 0, "Front matter"],
      ["section", 0, "Review"],
      ["section", 1, "Output"],
    ],
  );
  assert.deepEqual(
    passages.map((p) => p.text),
    [DOCUMENT.slice(DOCUMENT.indexOf("# Review"))],
  );
});

test("blank lines before a section are its own, below front matter too", () => {
  for (const head of ["", "---\nname: x\n---\n"]) {
    const text = `${head}\n\n# One\n\nBe kind.\n`;
    const parts = parsePrompt(text, { path: "a.prompt.md" }).parts.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(parts, [...(head === "" ? [] : [head]), "\n\n# One\n\nBe kind.\n"]);
  }
});

test("a role line that is indented begins its message where it stands, and no part overlaps another", () => {
  for (const blank of ["\n", "\n  \t\n", ""]) {
    const text = `---\nname: x\n---\n${blank}  system:\nBe kind.\n\tuser:\nHi\n`;
    const prompt = parsePrompt(text, { path: "a.prompty" });
    assertInvariants(prompt);
    assert.deepEqual(
      prompt.parts.map(({ start, end }) => text.slice(start, end)),
      ["---\nname: x\n---\n", `${blank}  system:\nBe kind.\n`, "\tuser:\nHi\n"],
    );
  }
});

test("a byte order mark alone is no front matter", () => {
  assert.deepEqual(
    parsePrompt("\ufeffBe kind.", { path: "AGENTS.md" }).parts.map(({ kind }) => kind),
    ["body"],
  );
});

test("the content tells the kind where no path does", () => {
  const kindOf = (text: string) => parsePrompt(text).kind;
  assert.equal(kindOf('[{"role": "user", "content": "Hi"}]'), "chat-json");
  assert.equal(kindOf('{"prompt": "Hi"}\n{"prompt": "Ho"}\n'), "chat-jsonl");
  assert.equal(kindOf("- role: system\n  content: Be kind\n"), "yaml");
  assert.equal(kindOf("# Title\n\n- a rule\n"), "markdown");
  assert.equal(kindOf("Hi {% if x %}you{% endif %}"), "jinja");
  assert.equal(kindOf("Hi {{#if x}}you{{/if}}"), "handlebars");
  assert.equal(kindOf("---\nname: x\n---\nsystem:\nHi\n"), "prompty");
  assert.equal(kindOf("Hello there."), "text");
  assert.equal(kindOf(""), "text");
});

const UNLIKELY = [
  "{{context}}\n{{question}}",
  "{% set a = 1 %}\n{% set b = 2 %}",
  '{"name":"Anna","age":41}\n{"name":"Bob","age":17}\nConvert these records to a table.',
  '{"name":"Anna","age":41}\n{"name":"Bob","age":17}\n',
  '{"name":"Anna"}\n{"name":"Bob"}\n// Convert these records to a table.',
  '{{chat}}\n\nAnswer in JSON such as {"role": "agent"} only.',
  '{"messages": []} is the answer where nobody wrote.',
  '[{"role": "user"}] is what you get. Name each of the roles.',
  "name: Bot\nrole: assistant for all of us, who are: impatient\nAlways be kind.",
  "goal: Be kind to all of the customers\nrole: assistant\nrules: answer in German\n",
  '{"prompt":""}\n{"prompt":""}\n',
  '{"prompt": " "}',
  '[{"role":"user","content":""}]',
  "---\nname: x\n---\n",
  "---\nYou are a poet.\n---\nWrite a poem.",
  "---\nNote: you are a poet.\nWrite a poem.",
  "{{!-- a remark --}}",
  "What does {% if mean in a template, and what does {{ open? Explain it, please.",
  "Is {{#if closed by {{/if}}? Please say it briefly. And what about {{ alone?",
  '{{role "system"}}\n',
  ".",
  "{",
];

test("a look alone loses no text: what is not all of a kind is read whole, and nothing costs nothing", () => {
  for (const text of UNLIKELY) {
    const { passages, warnings } = parsePrompt(text);
    assert.equal(passages.map((passage) => passage.text).join(""), text, text);
    assert.deepEqual(warnings, [], text);
  }
});

test("a name tells the kind, and where nothing of that kind would be sent, all is, with a warning", () => {
  const files = [
    ["a.json", '{"prompt":""}', "no-prompt"],
    ["a.jsonl", '{"prompt":""}\n{"prompt":""}\n', "no-prompt"],
    ["a.jsonl", "Be kind.\nBe brief.", "no-prompt"],
    ["a.json", '{"prompt":', "malformed-data"],
    ["a.yaml", "---\na: [\n", "malformed-data"],
    ["a.md", "---\nname: x\n---\n", "no-prompt"],
    ["a.j2", "{# a remark #}", "no-prompt"],
    ["a.prompty", "system:\n", "no-prompt"],
    ["a.toml", 'name = "x"', "no-prompt"],
  ] as const;
  for (const [path, text, code] of files) {
    const { passages, warnings } = parsePrompt(text, { path });
    assert.equal(passages.map((passage) => passage.text).join(""), text, text);
    assert.ok(
      warnings.some((warning) => warning.code === code),
      text,
    );
  }
});

test("no name of a file, a role or a key is taken for what every object has", () => {
  for (const name of ["constructor", "__proto__", "toString", "valueOf"]) {
    assert.equal(parsePrompt("Be kind.", { path: `a.${name}` }).kind, "text");
    const chat = JSON.stringify([{ role: name, content: "Hi" }, [name, "Hi"], { role: "user", content: "Ho" }]);
    assert.equal(parsePrompt(chat, { path: "a.json" }).messages?.length, 1);
    assertInvariants(parsePrompt(`{"${name}": {"prompt": "Be kind."}}`, { path: "a.json" }));
    assertInvariants(parsePrompt(`${name}:\n  prompt: Be kind.\n`, { path: "a.yaml" }));
  }
});

test("a given question is found where it stands, and kept where it does not", () => {
  const text = "Be brief. Why is it so? Thanks.";
  const given = parsePrompt(text, { question: "Be brief." }).question!;
  assert.deepEqual(given, { text: "Be brief.", span: { start: 0, end: 9 } });
  assert.deepEqual(parsePrompt(text, { question: "Who?" }).question, { text: "Who?" });
  assert.equal(parsePrompt(text).question?.text, "Why is it so?");
});

test("escapes of JSON and YAML resolve, and lead back to the file", () => {
  const json = '[{"role":"user","content":"A \\u00e9\\ud83d\\ude00\\n\\"b\\" c"}]';
  const [passage] = parsePrompt(json, { path: "a.json" }).passages;
  assert.equal(passage!.text, 'A é😀\n"b" c');
  assert.equal(json.slice(passage!.toSource(2), passage!.toSource(3)), "\\u00e9");
  const yaml = "prompt: >-\n  Fold\n  this\n\n  and that\n";
  const [folded] = parsePrompt(yaml, { path: "a.yaml" }).passages;
  assert.equal(folded!.text, "Fold this\nand that");
  assert.equal(yaml.slice(folded!.toSource(5), folded!.toSource(9)), "this");
});

test("data nested beyond all reason is read as text, with a warning", () => {
  for (const path of ["a.json", "a.jsonl", "a.yaml"]) {
    for (const depth of [1000, 100_000]) {
      const prompt = parsePrompt(`${"[".repeat(depth)}${"]".repeat(depth)}`, { path });
      assertInvariants(prompt);
      assert.match(prompt.warnings[0]!.message, /nested too deeply|not valid/);
    }
  }
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are the templates that people write in prompts.
const FRAGMENTS = [
  ..."# \n\n|- |> |1. |```|~~~|{{|}}|{%|%}|{#|#}|${x}|<!--|-->|<tag>|$$|\\(|\\|\"|'|`|*|[a](b)|\t|    |\r\n|---\n|".split(
    "|",
  ),
  ...'a: b\n|- role: user\n|  content: |\\n|\\u0041|{"role":"user","content":"|"}|[|]|,|:|?|. '.split("|"),
  "not",
  "hello ",
  "3 kg",
  "Question: ",
  "|a|b|\n|-|-|\n",
  "\ufeff",
  "\0",
  "\ud83d",
  "😀",
  "我们",
];

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 30 }).map((f) => f.join("")),
);

const anyPath = fc.constantFrom(
  ...["md", "mdc", "prompty", "json", "jsonl", "yaml", "j2", "hbs", "prompt", "txt", "py", "tsx"].map((e) => `a.${e}`),
  undefined,
);

test("any text, under any name, keeps the invariants", () => {
  fc.assert(
    fc.property(anyText, anyPath, (text, path) => assertInvariants(parsePrompt(text, path ? { path } : {}))),
    { numRuns: 500 },
  );
});

test("any content in a chat survives the removal of its free words", () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 3 }), (others) => {
      const contents = ["Hi", ...others];
      const messages = contents.map((content) => ({ role: "user", content }));
      const prompt = parsePrompt(JSON.stringify({ messages }), { path: "a.json" });
      assert.deepEqual(
        prompt.passages.map((p) => p.text),
        contents,
      );
      assertKeysSurvive(prompt);
      assertKeysSurvive(parsePrompt(`${JSON.stringify({ messages })}\n`, { path: "a.jsonl" }));
    }),
  );
});

const line = fc.stringMatching(/^[a-z][a-z .,]{0,30}[a-z]$/);

test("any lines in a YAML scalar survive the removal of their free words", () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 6 }),
      fc.constantFrom("|", ">", ">-", "|+"),
      (lines, style) => {
        const block = `prompt: ${style}\n${lines.map((l) => `  ${l}\n`).join("\n".repeat(lines.length % 2))}`;
        const plain = `prompt: ${lines.join("\n  ")}\nnext: 1\n`;
        const quoted = `prompt: "${lines.join("\n  ")}\\n"\n`;
        for (const text of [block, plain, quoted]) {
          const prompt = parsePrompt(text, { path: "a.yaml" });
          assert.equal(prompt.passages.length, 1);
          assertInvariants(prompt);
          assertKeysSurvive(prompt);
        }
      },
    ),
  );
});

test("removable words are plain ones: none touches a protected span", () => {
  const prompt = parsePrompt(DOCUMENT, { path: "x.md" });
  const words = removableWords(prompt).map((s) => DOCUMENT.slice(s.start, s.end));
  assert.deepEqual(words, ["You", ".", "."]);
});

test("hostile repeats end", () => {
  for (const unit of [
    "\n",
    "1. ",
    ">",
    "`",
    "{{",
    "<!--",
    "[a](",
    "*a_ ",
    "\\'",
    "# Examples\n",
    "Q: a\n",
    "<example>",
    "'",
  ]) {
    for (const path of ["a.md", "a.j2", "a.py", "a.ts", undefined]) {
      assertInvariants(parsePrompt(unit.repeat(10_000), path ? { path } : {}));
    }
  }
});

test("a five-megabyte line and fifty thousand sections are read", () => {
  const long = parsePrompt("word ".repeat(1_000_000), { path: "a.md" });
  assert.equal(parsePrompt("\t".repeat(5_000_000), { path: "a.prompty" }).passages.length, 1);
  for (const start of ["a", "a\n"]) assert.equal(parsePrompt(`${start}${" ".repeat(5_000_000)}b`).passages.length, 1);
  assert.equal(long.parts.length, 1);
  const huge = parsePrompt("# Part\n\nSome prose here, with 3 numbers.\n\n".repeat(50_000), { path: "a.md" });
  assert.equal(huge.parts.length, 50_000);
  const faulty = parsePrompt("* ".repeat(150_000), { path: "a.yaml" });
  assert.equal(faulty.warnings[0]?.code, "malformed-data");
  const raw = parsePrompt("{% raw %}".repeat(50_000), { path: "a.j2" });
  assert.equal(raw.protections.filter(({ reason }) => reason === "template tag").length, 50_000);
});
