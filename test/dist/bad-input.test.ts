import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readLines, readPrompt } from "../../cli/read.ts";
import { projectPath, tare } from "../support/tare.ts";
import { assertTiles } from "../support/tiles.ts";

const folder = mkdtempSync(join(tmpdir(), "tare-"));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Fails with this status and exactly one line of the user's words on standard error. */
function assertRefused(result: ReturnType<typeof tare>, status: 1 | 2, words: RegExp) {
  assert.equal(result.status, status, result.stderr);
  assert.match(result.stderr, words);
  assert.equal(result.stderr.trim().split("\n").length, 1, result.stderr);
  assert.doesNotMatch(result.stderr, /^\s+at /m);
}

test("a missing file, a folder and bytes that are no text are refused in one line", () => {
  assertRefused(tare(["inspect", join(folder, "none.md")]), 1, /no such file/);
  assertRefused(tare(["inspect", join(file("a.md", "Hi"), "b.md")]), 1, /no such file/);
  assertRefused(tare(["inspect", "x".repeat(300)]), 1, /it cannot be read \(ENAMETOOLONG\)/);
  assertRefused(tare(["inspect", folder]), 1, /folder/);
  assertRefused(tare(["inspect", "--jsonl", join(folder, "none.jsonl")]), 1, /no such file/);
  assertRefused(tare(["inspect", "--jsonl", folder]), 1, /folder/);
  assertRefused(tare(["inspect", file("latin1.txt", Buffer.from([0x63, 0x61, 0x66, 0xe9]))]), 1, /: not UTF-8 text/);
});

test("text in wider units than UTF-8 is refused by its name, with a byte order mark and without", async () => {
  const text = '{"text":"One."}\n';
  const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
  const utf32 = Buffer.concat(Array.from(`\ufeff${text}`, (c) => Buffer.from([c.charCodeAt(0), 0, 0, 0])));
  utf32.set([0xff, 0xfe], 0);
  const encodings = [
    ["UTF-16", utf16, 2],
    ["UTF-16", Buffer.from(utf16).swap16(), 2],
    ["UTF-32", utf32, 4],
    ["UTF-32", Buffer.from(utf32).swap32(), 4],
  ] as const;
  for (const [name, bytes, mark] of encodings) {
    for (const given of [bytes, bytes.subarray(mark)]) {
      const path = file("wide.txt", given);
      const refusal = { code: "bad-input", message: `${path}: ${name} text; save it as UTF-8 and try again.` };
      await assert.rejects(readPrompt(path), refusal);
      await assert.rejects(readLines(path).next(), refusal);
    }
  }
  assertRefused(tare(["inspect"], utf32), 1, /standard input: UTF-32 text/);
});

/** Runs the command line with standard input from a path. */
function tareFrom(path: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [projectPath("dist/cli.js"), ...args], {
    stdio: [openSync(path, "r"), "pipe", "pipe"],
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("a folder on standard input is no empty prompt", () => {
  for (const args of [["inspect"], ["inspect", "--jsonl"], ["audit"]])
    assertRefused(tareFrom(folder, args), 1, /standard input: this is a folder/);
});

test("an input without an end is read up to a stated size", { skip: !existsSync("/dev/zero") }, () => {
  assertRefused(tareFrom("/dev/zero", ["inspect"]), 1, /standard input: longer than 32 MiB/);
  assertRefused(tareFrom("/dev/zero", ["inspect", "--jsonl"]), 1, /standard input: line 1: longer than 32 MiB/);
  assertRefused(tare(["inspect", "/dev/zero"]), 1, /\/dev\/zero: longer than 32 MiB/);
  assertRefused(tareFrom("/dev/zero", ["audit"]), 1, /standard input: line 1: longer than 32 MiB/);
});

test("the version is told", () => {
  const { status, stdout } = tare(["--version"]);
  assert.equal(status, 0);
  assert.equal(stdout.trim(), JSON.parse(readFileSync(projectPath("package.json"), "utf8")).version);
});

test("wrong usage is refused in one line", () => {
  assertRefused(tare(["compress", "--keep", "150"], "a b"), 2, /share from 0 to 1/);
  assertRefused(tare(["compress", "--keep", "half"], "a b"), 2, /share from 0 to 1/);
  assertRefused(tare(["compress", "--tokens", "-3"], "a b"), 2, /whole number/);
  assertRefused(tare(["compress", "--tokens", "9".repeat(16)], "a b"), 2, /at most 15 digits/);
  assertRefused(tare(["compress", "--keep", "0.5", "--tokens", "3"], "a b"), 2, /--tokens.*--keep/);
  assertRefused(tare(["compress", "--jsonl", "--keep", "0.5", "--tokens", "3"], '{"text":"a"}'), 2, /--tokens.*--keep/);
  assertRefused(tare(["inspect", "--method", "magic"], "a b"), 2, /method/);
  assertRefused(tare(["weigh"], "a b"), 2, /weigh/);
  assertRefused(tare(["inspect", "--jsonl", "--budget", "5"], '{"text":"a b"}'), 2, /--budget.*--jsonl/);
  assertRefused(tare(["compress", "--keep", "0.5", "--json", "--diff"], "a b"), 2, /--diff.*--json/);
});

test("an unknown model is named, with its nearest names, and an unknown effort, with those of its model", () => {
  assertRefused(tare(["inspect", "--model", "gpt-99-ultra"], "a b"), 2, /gpt-99-ultra/);
  assertRefused(tare(["forecast", "--effort", "lots"], "a b"), 2, /no effort "lots"; it has none, low/);
});

const oddities: Record<string, string> = {
  "empty text": "",
  "white space only": " \n\t\r\n ",
  "a lone surrogate, as UTF-8 has it": "left \uFFFD right",
  "NUL bytes": "one\0two\0",
  "nothing but NUL bytes": "\0".repeat(9),
  "a byte order mark and CRLF": "\uFEFFFirst line.\r\nSecond line.\r\n",
  "an unclosed fence": "Do this:\n```js\nlet a = 1;\n",
  "an unclosed template": "Hello {{ name, how are you {% if x %}",
  "malformed JSON": '[{"role": "user", "content": "Hi"',
};

for (const [name, text] of Object.entries(oddities)) {
  test(`${name} is inspected, and its tokens tile it`, () => {
    const { status, stdout, stderr } = tare(["inspect", "--json"], text);
    assert.equal(status, 0, stderr);
    assertTiles(JSON.parse(stdout).tokens, text.length);
    assert.doesNotMatch(stdout, /NaN/);
  });
}

test("150 KB of prose and one line of 5 MB come back whole", { timeout: 600_000 }, () => {
  const paragraph = "The quick brown fox jumps over the lazy dog near the river bank at noon.\n\n";
  for (const text of [paragraph.repeat(2000), "x".repeat(5_000_000)]) {
    const { status, stdout, stderr } = tare(["compress", "--keep", "1", "--json"], text);
    assert.equal(status, 0, stderr);
    assert.equal(JSON.parse(stdout).text, text);
  }
});

test("a bad line of JSONL fails with its number and the rest go on", () => {
  const input = ['{"id":"a","text":"One two three."}', "{broken", '{"id":"c","text":7}', '{"id":"d","text":"Four."}'];
  const { status, stdout, stderr } = tare(["inspect", "--jsonl"], `${input.join("\n")}\n`);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(status, 1);
  assert.deepEqual(
    lines.map((line) => line.id),
    ["a", null, "c", "d"],
  );
  assert.equal(lines[1].error.code, "bad-input");
  assert.equal(lines[2].error.message, "text: expected string, received number");
  assert.equal(lines[3].tokens.length, 2);
  assert.match(stderr, /line 2/);
  assert.match(stderr, /line 3/);
  assert.match(tare(["inspect", "--jsonl"], '{"prompt":"One."}\n').stderr, /line 1: text: it is missing/);
  assert.match(tare(["inspect", "--jsonl"], '["One."]\n').stderr, /the line: it must be an object such as/);
});

test("what is wrong with a line is told without its control characters", () => {
  const { stdout, stderr } = tare(["inspect", "--jsonl"], '{"text":\u001b[2J}\n');
  assert.match(stderr, /line 1: not JSON: .*␛/);
  assert.ok(!`${stdout}${stderr}`.includes("\u001b"));
});

test("a line of JSONL that is not UTF-8 fails with its number, one with a line separator in it does not", () => {
  const input = ['{"text":"caf\u00e9"}', '{"text":"One.\u2028Two."}', '{"text":"\u00fcber"}'];
  const bytes = Buffer.concat(input.map((line, i) => Buffer.from(`${line}\n`, i === 2 ? "latin1" : "utf8")));
  const { status, stdout, stderr } = tare(["compress", "--keep", "1", "--jsonl"], bytes);
  const lines = stdout.trim().split("\n");
  assert.equal(status, 1);
  assert.deepEqual(
    lines.slice(0, 2).map((line) => JSON.parse(line).text),
    ["caf\u00e9", "One.\u2028Two."],
  );
  assert.deepEqual(JSON.parse(lines[2]!).error.code, "bad-input");
  assert.match(stderr, /line 3: not UTF-8 text/);
});

test("a prompt over its budget fails with the excess, one within it passes", () => {
  const path = file("budget.txt", "One two three four five.");
  assertRefused(tare(["inspect", path, "--json", "--budget", "4"]), 1, /6 tokens, 2 over the budget of 4/);
  assertRefused(
    tare(["inspect", "--json", "--budget", "4"], "One two three four five."),
    1,
    /standard input: 6 tokens/,
  );
  assert.equal(tare(["inspect", path, "--json", "--budget", "6"]).status, 0);
});

test("what is protected is told once, by its own name", () => {
  const told = (text: string) => tare(["inspect"], text).stdout.split("Protected\n")[1];
  const yaml = "- role: user\n  content: >-\n    Tell which of the three invoices\n    was paid twice.\n";
  assert.equal(
    told(yaml),
    "  file structure (2)\n\nRemoved only with the whole sentence\n  file structure (3), number (2)\n",
  );
  const template = "{{! Aside. }}{{#each items}}Tell {{this}}.{{/each}}";
  assert.match(told(template)!, /^ {2}comment, template tag \(2\), template variable\n/);
});

test("a file of rows is no one call", () => {
  const row = '{"messages":[{"role":"user","content":"Which invoice was paid twice?"}]}\n';
  assert.match(tare(["inspect", file("rows.jsonl", row.repeat(2))]).stdout, / input +\$[\d.]+ for all rows \(/);
  assert.match(tare(["inspect", file("row.json", row)]).stdout, / input +\$[\d.]+ a call, /);
});

test("a warning tells its line; of many the first are shown", () => {
  const { stdout } = tare(["inspect"], `One.\n${"Stop at <|endoftext|> here.\n".repeat(10)}`);
  assert.match(stdout, /Warnings\n {2}line 2 .*<\|endoftext\|>/);
  assert.match(stdout, /line 9 [\s\S]*… +2 more\n$/);
});

test("a string to be forced leaves the file after it a file", () => {
  const path = file("forced.txt", "One two three four five six seven eight.");
  const { stdout } = tare(["compress", "--keep", "0.5", "--force", "two", "--force", "seven", path]);
  assert.match(stdout, /two.*seven/);
});

test("output that cannot be written is told in one line", { skip: !existsSync("/dev/full") }, () => {
  const full = openSync("/dev/full", "w");
  const path = file("full.txt", "One two three.");
  const { status, stderr } = spawnSync(process.execPath, [projectPath("dist/cli.js"), "inspect", path], {
    stdio: ["ignore", full, "pipe"],
    encoding: "utf8",
  });
  assertRefused({ status, stdout: "", stderr }, 1, /cannot be written/);
});

test("a file of own models that nobody understands is refused by every command that prices; help still comes", () => {
  const TARE_MODELS = file("models.json", '{"gpt-5.5": {"inptu": 4}}');
  for (const args of [
    ["models", "gpt-5.5"],
    ["inspect", file("prompt.md", "Be kind.")],
    ["ledger", "report", folder],
  ])
    assertRefused(tare(args, "", { TARE_MODELS }), 1, /models\.json: "gpt-5\.5" has the key "inptu"/);
  assert.equal(tare(["--help"], "", { TARE_MODELS }).status, 0);
});

test("prices refreshed from a file hold until they are deleted; a list that is older or none is refused", () => {
  const env = { XDG_DATA_HOME: mkdtempSync(join(tmpdir(), "tare-")), HOME: folder, APPDATA: folder };
  const prices = { input_mtok: 123, output_mtok: 456 };
  const list = file(
    "data.json",
    JSON.stringify([{ id: "openai", models: [{ id: "gpt-5", match: { equals: "gpt-5" }, prices }] }]),
  );
  const refresh = (day: string, from = list) => tare(["models", "--refresh", from, "--as-of", day], "", env);
  assertRefused(refresh("2020-01-01"), 1, /older than those of/);
  assertRefused(refresh("2999-01-01", file("other.json", "{}")), 1, /no price list/);
  assert.match(refresh("2999-01-01").stdout, /gpt-5: \$1\.25 \/ \$10 -> \$123 \/ \$456/);
  const kept = /kept in (.*); delete it/.exec(refresh("2999-01-01").stdout)![1]!;
  const reads = () => assert.match(tare(["models", "gpt-5"], "", env).stdout, /Prices of 2999-01-01.*\$123 +\$456/s);
  reads();

  // As another version keeps it: other fields, and entries that this one does not understand.
  const { models, ...head } = JSON.parse(readFileSync(kept, "utf8"));
  const others = models.map((one: object) => ({ ...one, counting: { family: "other", scale: 1.1 }, since: 2 }));
  writeFileSync(kept, JSON.stringify({ ...head, version: 3, models: [...others, { id: "gpt-7" }] }));
  reads();
  writeFileSync(kept, "[]");
  assertRefused(tare(["models", "gpt-5"], "", env), 1, /catalogue\.json is damaged; delete it/);
});
