import assert from "node:assert/strict";
import { test } from "node:test";
import { unfencedCode } from "../../../engine/prompt/marks/unfenced-code.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";

const code = (text: string) => unfencedCode(text, []).map(({ start, end }) => text.slice(start, end));

const CODE: Readonly<Record<string, string>> = {
  "a namespace of types":
    "namespace shop {\n\n// Finds an order. Use it only once.\ntype find = (_: {\n  number: string,\n  lines?: boolean,\n}) => any;\n\n} // namespace shop",
  "a type with its comment": "// What is asked.\ntype Query = { text: string; limit?: number };",
  "an interface": "export interface Order {\n  id: string;\n\n  note?: string;\n}",
  "Python with a docstring":
    'def find(number: str, lines: bool = False) -> dict:\n    """Finds an order.\n\n    Use it only once."""\n    # the order\n    return db.get(number)',
  "a signature alone": "search(query: string, limit?: number): Result[]",
  "statements after an import":
    "import json\nfrom app.orders import find\norder = find(json.loads(text))\nprint(order)",
  SQL: "SELECT id, name\nFROM orders\nWHERE state = 'open'\nORDER BY id;",
  "a table": "CREATE TABLE orders (\n  id INTEGER PRIMARY KEY,\n  note TEXT -- as the customer wrote it\n);",
  "a shell": "git add -A && git commit -m 'Mend the order'",
  "commands of a paragraph": "npm install\nnpm run build",
  "a prompt of a shell": "$ make all",
  variables: "API_KEY=abc\nexport DEBUG=1",
  "a tool's call in tags":
    "<read_file>\n<path>Path of the file here</path>\n<lines>\nFirst and last line\n</lines>\n</read_file>",
  "search and replace": "<<<<<<< SEARCH\nthe exact words to find\n\n=======\nwhat stands there then\n>>>>>>> REPLACE",
  "search and replace, other marks": "------- SEARCH\nold words\n=======\nnew words\n+++++++ REPLACE",
  "a patch": "*** Begin Patch\n*** Update File: a.md\n@@ The title\n-old words\n+new words\n*** End Patch",
  "a hunk": "--- a/notes.md\n+++ b/notes.md\n@@ -1,2 +1,2 @@\n The notes\n-were old\n+are new",
  "settings below their key": "model_configuration:\n  temperature: 0.7\n  max_tokens: 600\n  stream: true",
  "a tree of folders":
    "shop/\n├── orders/   # What was bought. Read it first.\n│   ├── find.ts\n│   └── open (old\n└── README.md",
  "a tree of folders in plain signs": "shop\n|-- orders\n|   |-- find.ts\n|   `-- open.ts\n`-- notes.md",
  "a tree of folders of another system": ".\n+---orders\n|   +---find\n|   \\---open",
  "a box": "┌───────┐\n│ Order │\n└───────┘",
  "a grammar": "<patch> ::= <begin> <hunk>+ <end>",
};

for (const [name, block] of Object.entries(CODE))
  test(`code without a fence stays whole: ${name}`, () => {
    for (const [before, after] of [
      ["Use it as below:\n", "\nBe kind and brief."],
      ["Use it so.\n\n", "\n\nPlease answer in a friendly way; keep it short."],
    ] as const)
      assert.deepEqual(code(before + block + after), [block]);
  });

test("prose with colons, brackets and the words of code is no code", () => {
  for (const text of [
    "Note: answer (if you can) in JSON.\nRole: analyst\nReturn {x} and [y].",
    "Select the best answer from the list.\nImport statements first.\nclass Names in capitals",
    "- npm install\n- type of order: text\n1. return the value;\n# Update the list",
    "Generic = business case\nPersonal = career case",
    "{% if context %}\nContext: {{context}}\n{% endif %}",
    "<user_rules>\n- Be kind\n- Be brief\n</user_rules>",
    "<tool_rules>\n<rule>Never call a tool twice.</rule>\n</tool_rules>",
    "git and docker are what we use.\nFind the cause, then go on.\nif the user asks: answer.",
    "Make sure that all of it\nis there, and export\nthe data to us",
    "Rules {\n  Be kind\n  Be brief\n}",
    "Input: {input}\nOutput: {output}\n{text}\n{more}",
    "Title\n=======\nText\n-------\nMore",
    "━━━━━━━━\nRules\n────────\nBe kind",
    "| State | Note |\n|-------|------|\n| open | new |\n|-- | -- |\n+---+---+",
  ])
    assert.deepEqual(code(text), [], text);
});

test("code with blanks between its parts is one block, which the prompt protects", () => {
  const text = `Use these.\n\n${CODE["a type with its comment"]}\n\n${CODE["a signature alone"]}\n\nBe kind.`;
  assert.equal(code(text).length, 1);
  const blocks = parsePrompt(text).protections.filter(({ reason }) => reason === "code block");
  assert.deepEqual(
    blocks.map(({ start, end }) => text.slice(start, end)),
    code(text),
  );
});

test("what is fenced is left to its fence, and hostile text ends", () => {
  const fence = "```ts\nconst a = 1;\n```";
  assert.deepEqual(unfencedCode(fence, [{ start: 0, end: fence.length }]), []);
  const units = [
    "{\n",
    "const a = {\n",
    "<a_b>\n",
    "<<<<<<< SEARCH\n",
    "*** Begin Patch\n",
    "@@ -1 @@\n",
    "def f(\n",
    "// a\n",
  ];
  for (const unit of [...units, "a = 1\n", "x(", "    \n", "SELECT a ", "git a ", "\n"]) code(unit.repeat(20_000));
});

test("a paragraph of settings is one block, where a value is no plain word", () => {
  const settings = "model: gpt-5\ntemperature: 0.7\nstream: true";
  assert.deepEqual(code(`Use it so.\n\n${settings}\n\nBe kind.`), [settings]);
  assert.deepEqual(code(settings), [settings]);
  assert.deepEqual(code("Use it so.\n\nname: Tare\nmood: good\n\nBe kind."), []);
  assert.deepEqual(code("Use it so.\n\ncount: 3\n\nBe kind."), []);
});
