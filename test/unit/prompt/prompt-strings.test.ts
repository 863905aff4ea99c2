import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { assertInvariants } from "../../support/prompt-invariants.ts";

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is code in code.
test("of TOML the strings over several lines and those of a prompt are read; escapes and all else stay", () => {
  const toml = [
    'description = "Reviews the work" # "no string',
    'prompt = """',
    'Review it, \\"please\\", \\',
    '   now: {{args}}"""',
    "other = ['one', \"a # b\", '''Be kind''']",
    'system = "Be brief."',
    "",
  ].join("\n");
  const prompt = parsePrompt(toml, { path: "commands/review.toml" });
  assert.deepEqual(
    prompt.passages.map(({ text }) => text),
    ['Review it, "please", now: {{args}}', "Be kind", "Be brief."],
  );
  assert.deepEqual(
    [
      ...new Set(
        prompt.protections.filter(({ reason }) => reason === "escape sequence").map((p) => toml.slice(p.start, p.end)),
      ),
    ],
    ['\\"', "\\\n   "],
  );
  assertInvariants(prompt);
  for (const rest of ['prompt = """\nBe kind', 'prompt = "Be kind\n', "a = 1"])
    assert.equal(parsePrompt(rest, { path: "a.toml" }).passages[0]!.text, rest);
});

test("strings of TOML say what they mean: quotes before the mark, escapes, and none of these in single quotes", () => {
  const texts = (toml: string) => {
    const prompt = parsePrompt(toml, { path: "a.toml" });
    assertInvariants(prompt);
    return prompt.passages.map(({ text }) => text);
  };
  assert.deepEqual(texts('prompt = """\nCall it "big""""\nsystem = "Be brief."\n'), ['Call it "big"', "Be brief."]);
  assert.deepEqual(texts("prompt = '''Write ''so'''''\nsystem = 'Be brief.'\n"), ["Write ''so''", "Be brief."]);
  assert.deepEqual(texts('prompt = "caf\\u00e9\\tau \\U0001F600 lait"'), ["café\tau 😀 lait"]);
  assert.deepEqual(texts("prompt = 'C:\\new\\table'"), ["C:\\new\\table"]);
  assert.deepEqual(texts('prompt = """\r\none\r\ntwo"""'), ["one\r\ntwo"]);
});

test("code that nests too deeply to be parsed in little memory reads as plain text", () => {
  for (const unit of ["${", "a + ", "<|", "<?a ", "<?a f(x)", "<?a)", "<?=>"])
    assert.deepEqual(
      parsePrompt(unit.repeat(40_000), { path: "a.ts" }).passages.map(({ text }) => text.length),
      [40_000 * unit.length],
    );
});

test("of a file of code its long strings are the prompt, and no edit touches the rest", () => {
  const read = (code: string, path: string) => parsePrompt(code, { path }).passages.map(({ text }) => text);
  const python = [
    "def ask(name):",
    '    """What it does,',
    '    and how."""  # not """code"""',
    '    short = "a short one"',
    '    send(f"""\\',
    'Be kind to {names["""x"""]}.',
    'Say \\"""hi\\""" now.""")',
  ].join("\n");
  assert.deepEqual(read(python, "a.py"), ['Be kind to {names["""x"""]}.\nSay \\"""hi\\""" now.']);
  const template = "Be kind.\n${list.map((x) => `- ${f({ a: `${x}` })}`)}\nAlways.";
  const code = `const q = sql\`SELECT a\nFROM b\`; // it's \`\nconst r = /\`/, p = \`${template}\`;\nsend(p);\n`;
  assert.deepEqual(read(code, "a.ts"), [template]);
  const place = parsePrompt(code, { path: "a.ts" }).protections.find((p) => p.reason === "template variable")!;
  assert.equal(code.slice(place.start, place.end), template.split("\n")[1]);
  assert.deepEqual(read("Be kind, always.", "a.py"), ["Be kind, always."]);
  assert.deepEqual(read('p = """Never\nclosed', "a.py"), ['p = """Never\nclosed']);
});

test("strings that code joins over several lines are one prompt; what is given to a function or raised is none", () => {
  const read = (code: string, path: string) => parsePrompt(code, { path }).passages.map(({ text }) => text);
  const python = [
    "ASK = (",
    '    "Be kind.\\n"  # kept short',
    "    f'Don\\'t ask {name}. '",
    '    r"Write \\n as it is."',
    ")",
    'raise ValueError("Please do "',
    '    "not do that.")',
    'short = "be" "kind"',
  ].join("\n");
  assert.deepEqual(read(python, "a.py"), ["Be kind.\nDon't ask {name}. Write \\n as it is."]);
  const added = 'const ask = "Be kind. " +\n  `Ask ${name}. ` +\n  ("Be " + "short.");\nconst no = a +\n  "be kind";';
  assert.deepEqual(read(added, "a.ts"), ["Be kind. Ask ${name}. Be short."]);
  const variables = parsePrompt(added, { path: "a.ts" }).protections.filter((p) => p.reason === "template variable");
  assert.ok(variables.some(({ start, end }) => added.slice(start, end) === "${name}"));
});

test("the strings of an array that is joined over several lines are one prompt", () => {
  const read = (code: string, path: string) => {
    const prompt = parsePrompt(code, { path });
    assertInvariants(prompt);
    return prompt.passages.map(({ text }) => text);
  };
  const typescript = [
    "const ask = [",
    '  "Be kind.", // kept short',
    '  "",',
    "  'Never ' + \"shout.\",",
    "  `Ask ${name} for it.`,",
    '].join("\\n");',
    'const path = ["a", "b"].join("/");',
    'log(["Not this",\n  "one"].join(" "));',
  ].join("\n");
  assert.deepEqual(read(typescript, "a.ts"), ["Be kind.\n\nNever shout.\nAsk ${name} for it."]);
  const bare = 'const ask = [\n  "Be kind",\n  "be short",\n].join();';
  assert.deepEqual(read(bare, "a.js"), ["Be kind,be short"]);
  const python = 'ASK = "\\n\\n".join([\n    "Be kind.",\n    "Be short.",\n])';
  assert.deepEqual(read(python, "a.py"), ["Be kind.\n\nBe short."]);
  for (const other of ["more", "...more", "f(1)"])
    assert.deepEqual(
      read(`const ask = [\n  "Be kind.",\n  ${other},\n].join(" ");\nconst b = \`Be\nkind.\`;`, "a.ts"),
      ["Be\nkind."],
    );
});

test("long strings of Go, Java and C# are the prompt, not what their comments and other strings hold", () => {
  const read = (code: string, path: string) => parsePrompt(code, { path }).passages.map(({ text }) => text);
  const words = 'Be kind.\nSay "hi" now.';
  const go = `package a // it's \`\nconst b = "\`" + '\`'\nconst ask = \`${words}\`\n/* \`not\nthis one\` */`;
  assert.deepEqual(read(go, "a.go"), [words]);
  const java = `String a = "\\"x"; // """\nString b = """\n    Be kind.\n      Say so.\n    """;`;
  assert.deepEqual(read(java, "A.java"), ["\nBe kind.\n  Say so.\n"]);
  assert.deepEqual(read(`var a = $@"Be ""kind""\nto {name}."; var b = @"C:\\";`, "a.cs"), ['Be ""kind""\nto {name}.']);
  const added =
    'const ask = "Be kind.\\n" +\n\t"Say \\"hi\\"."\nlog("Not " +\n\t"this one.")\nvar c = "Nor " +\n\t"this " + name';
  assert.deepEqual(read(added, "a.go"), ['Be kind.\nSay "hi".']);
});

test("what a function takes the indentation of is read without it, and is no code", () => {
  const words = "Be kind.\n\n- Say so.\n  - Twice.\n";
  const indented = words.replace(/^(?=.)/gm, "        ");
  for (const [open, close, path] of [
    ['textwrap.dedent("""\\\n', '""")', "a.py"],
    ['inspect.cleandoc(f"""', '""")', "a.py"],
    ["dedent`", "`", "a.ts"],
  ] as const) {
    const code = `const x = ${open}${indented}${close}`;
    const { passages, protections } = parsePrompt(code, { path });
    assert.deepEqual(
      passages.map(({ text }) => text),
      [words],
    );
    assert.ok(!protections.some(({ reason }) => reason === "code block"));
    const at = words.indexOf("Twice");
    const { start, end } = passages[0]!.toSourceSpan({ start: at, end: at + 5 });
    assert.equal(code.slice(start, end), "Twice");
  }
  assert.equal(parsePrompt(`x = """\n${indented}"""`, { path: "a.py" }).passages[0]!.text, `\n${indented}`);
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
