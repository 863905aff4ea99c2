import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as zlib from "node:zlib";
import { tare } from "../support/tare.ts";

const folder = mkdtempSync(join(tmpdir(), "tare-ledger-"));
const file = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
};
const row = (id: string, more: object = {}) =>
  JSON.stringify({
    type: "assistant",
    sessionId: "s1",
    cwd: "/src/shop",
    timestamp: "2026-05-02T12:00:00Z",
    requestId: `req_${id}`,
    message: {
      id: `msg_${id}`,
      model: "claude-opus-4-7",
      content: [],
      usage: {
        input_tokens: 10,
        cache_read_input_tokens: 90,
        cache_creation_input_tokens: 0,
        output_tokens: 50,
        output_tokens_details: { thinking_tokens: 25 },
      },
    },
    ...more,
  });
/** Where this Node.js has it. */
const { zstdCompressSync: zstd } = zlib as { readonly zstdCompressSync?: (data: string) => Buffer };
const words = (text: string) => text.replace(/\s+/g, " ");

const projects = "projects/shop";
file(`${projects}/one.jsonl`, `${row("1")}\n${row("2")}\nnot JSON\n`);
file(`${projects}/one/subagents/agent-1.jsonl.gz`, zlib.gzipSync(`${row("2")}\n${row("3")}\n`));
file(`${projects}/notes.txt`, "no log\n");

test("each call counts once, whichever log tells of it; a line that cannot be read is named", () => {
  const { status, stdout, stderr } = tare(["ledger", "report", join(folder, projects)]);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^tare: .*one\.jsonl: line 3: not JSON\n$/);
  assert.match(
    words(stdout),
    /^\$0\.00\d+ for 3 calls in 2 logs, 2026-05-0\d\. Thinking tokens, which nobody sees: 75, 4\d%/,
  );
  assert.match(
    words(stdout),
    /claude-opus-4-7 3 300 270 0 150 75 4\d% \$0\.00\d+ day .* dearest calls .* claude-opus-4-7 100 90 50 25 \$0\.00\d+/,
  );
});

test("a folder is walked, the report is split as asked, and told whole as JSON", () => {
  const { stdout } = tare(["ledger", "report", join(folder, projects), "--by", "project", "session"]);
  assert.match(words(stdout), / project calls .* \/src\/shop 3 .* session calls .* s1 3 /);
  const report = JSON.parse(tare(["ledger", "report", join(folder, projects), "--json"]).stdout);
  assert.deepEqual([report.all.calls, report.all.thinking, report.views.tool[0].key], [3, 75, "claude-code"]);
  assert.equal(tare(["ledger", "report", folder, "--by", "moon"]).status, 2);
});

test("an export has a record a line or a row, with the logged cost and the computed one, and no prompt", () => {
  const secret = {
    model: "o3",
    text: "=SECRET",
    reasoning_tokens: 5,
    output_tokens: 9,
    input_tokens: 3,
    cost: 0.5,
    session_id: "=1+1",
  };
  const log = file("own.jsonl", JSON.stringify(secret));
  const [line = ""] = tare(["ledger", "export", log]).stdout.split("\n");
  const record = JSON.parse(line);
  assert.deepEqual([record.input, record.hidden, record.visible, record.cost, record.line], [3, 5, 4, 0.5, 1]);
  assert.ok(record.computedCost > 0 && !line.includes("SECRET"));
  const [head = "", first = "", ...rest] = tare(["ledger", "export", "--csv", log]).stdout.split("\n");
  assert.deepEqual([head.split(",").length, first.split(",").length, rest], [25, 25, [""]]);
  assert.match(first, /"?'=1\+1"?/);
});

test("a Parquet file comes whole through a pipe, and no prompt with it", () => {
  const log = file(
    "prompts.jsonl",
    JSON.stringify({ model: "o3", text: "SECRET", reasoning_tokens: 5, output_tokens: 9 }),
  );
  const { status, stdout } = tare(["ledger", "export", "--parquet", log]);
  assert.equal(status, 0);
  assert.match(stdout, /^PAR1.*o3.*PAR1$/s);
  assert.ok(!stdout.includes("SECRET"));
  assert.equal(tare(["ledger", "export", "--parquet", "--csv", log]).status, 2);
});

test("what cannot be unpacked is told in one line; of several logs it is named, and the others count", () => {
  const broken = file("broken.jsonl.gz", "no gzip");
  const { status, stderr } = tare(["ledger", "report", broken]);
  assert.equal(status, 1);
  assert.match(stderr, /^tare: .*broken\.jsonl\.gz: this cannot be unpacked .*\n$/);
  const packed = file("packed.jsonl.zst", zstd ? zstd(row("9")) : "");
  const { stdout, stderr: why } = tare(["ledger", "export", packed]);
  if (zstd) assert.equal(JSON.parse(stdout).hidden, 25);
  else assert.match(why, /^tare: .*packed\.jsonl\.zst: packed with zstd, which Node\.js reads from 22\.15 on; .*\n$/);
  const both = tare(["ledger", "report", broken, join(folder, projects, "one.jsonl"), "--json"]);
  assert.match(both.stderr, /broken\.jsonl\.gz: this cannot be unpacked/);
  assert.equal(JSON.parse(both.stdout).all.calls, 2);
});

test("an unknown cost is never $0, and a sum of which a part is unknown is the least that was spent", () => {
  const unknown = { model: "nobodys-model", reasoning_tokens: 5, output_tokens: 9, input_tokens: 3 };
  const log = file("unknown.jsonl", JSON.stringify(unknown));
  assert.match(tare(["ledger", "report", log]).stdout, /^Unknown cost for 1 call /);
  const both = tare(["ledger", "report", log, file("known.jsonl", row("8"))]);
  assert.match(both.stdout, /^\$0\.00\d+ or more for 2 calls /);
});
