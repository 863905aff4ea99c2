import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { visible, visibleLine } from "../../cli/terminal.ts";
import { tare } from "../support/tare.ts";

const folder = mkdtempSync(join(tmpdir(), "tare-terminal-"));
/** Clears the screen, sets the title of the window, colours, turns the direction of the text. */
const EVIL = "\u001b[2J\u001b]0;title\u0007\u001b[31m\u009b31m\u007f\u202e";
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const PROMPT = `Use words.\r\n<!-- tare: ${EVIL} -->\nStop at <｜${EVIL}User｜> here, please. Say ${EVIL}hello to everybody in the room.
Say ${EVIL}hello to everybody in the room.\n\n# Part ${EVIL}\n\nWhat is ${EVIL} the name of it?\n`;

const path = join(folder, `prompt${EVIL}\n.md`);
writeFileSync(path, PROMPT);
const log = join(folder, `log${EVIL}.jsonl`);
const calls = Array.from({ length: 12 }, () => ({ model: `a${EVIL}`, effort: "high", reasoning_tokens: 64 }));
writeFileSync(log, [...calls, { model: `b${EVIL}`, effort: EVIL, reasoning_tokens: 1 }].map(oneLine).join("\n"));

function oneLine(value: unknown): string {
  return JSON.stringify(value);
}

const COMMANDS: readonly (readonly [args: readonly string[], input?: string])[] = [
  [["inspect", path]],
  [["inspect", "--budget", "3", path]],
  [["inspect", "--json", path]],
  [["inspect", "--model", EVIL, path]],
  [["inspect", `--${EVIL}`]],
  [["inspect", "--method", EVIL, path]],
  [["inspect", `${path}${EVIL}`]],
  [["inspect", "--jsonl"], `${oneLine({ id: EVIL, text: PROMPT })}\n{"id":"\u009b","text":"Hi"}\n${EVIL}\n`],
  [["compress", "--keep", "0.7", "--json", path]],
  [["forecast", "--calls", log, "--budget", "900", "--samples", "2", "--thinking", path, path]],
  [["forecast", "--effort", EVIL, path]],
  [["forecast", "--calls", log, "--model", `a${EVIL}`, path]],
  [["audit", log]],
  [["audit", "--json", log]],
];

test("whatever stands in a prompt, a log or a name, no command sends it to the terminal as a command", () => {
  for (const [args, input] of COMMANDS) {
    const { stdout, stderr } = tare(args, input);
    assert.ok(stdout + stderr !== "");
    assert.doesNotMatch(stdout, CONTROL, args.join(" "));
    assert.doesNotMatch(stderr, CONTROL, args.join(" "));
  }
  const coloured = tare(["inspect", path], "", { NO_COLOR: "", FORCE_COLOR: "1" }).stdout;
  assert.ok(coloured.includes("\u001b[2m"), "styles of ours get through");
  assert.ok(!coloured.includes("\u001b[2J") && !coloured.includes("\u001b[31m\u009b") && !coloured.includes("\r"));
});

test("a shorter prompt goes into a pipe to the byte, and the header of a diff names the file visibly", () => {
  const { text } = JSON.parse(tare(["compress", "--keep", "0.7", "--json", path]).stdout);
  assert.equal(tare(["compress", "--keep", "0.7", path]).stdout, text);
  assert.equal(tare(["compress", "--keep", "1", path]).stdout, readFileSync(path, "utf8"));
  const patch = tare(["compress", "--keep", "0.7", "--diff", path]).stdout;
  assert.doesNotMatch(patch.slice(0, patch.indexOf("@@")), CONTROL);
  assert.ok(patch.includes("\u001b[2J"), "the prompt's own lines stay as they are");
});

test("JSON keeps its values", () => {
  const [line] = tare(["compress", "--keep", "1", "--jsonl"], oneLine({ id: EVIL, text: EVIL })).stdout.split("\n");
  const { id, text } = JSON.parse(line!);
  assert.deepEqual([id, text], [EVIL, EVIL]);
});

test("what is made visible holds no control character, and nothing else of it changes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.doesNotMatch(visible(text), CONTROL);
      assert.doesNotMatch(visibleLine(text), /[\t\n]/);
      assert.equal(visible(visible(text)), visible(text));
    }),
  );
  assert.equal(visible("a\tb\r\nc\u001b\u007f\u009b\r"), "a\tb\nc␛␡\ufffd␍");
  assert.equal(visibleLine("a\n\u202eb"), "a␊\ufffdb");
  assert.equal(visible("Grüße, 世界 👩‍👩‍👧"), "Grüße, 世界 👩‍👩‍👧");
});
