import assert from "node:assert/strict";
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { createMessageConnection } from "vscode-jsonrpc";
import { IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { forecastRequest, forgetCallsRequest, importLogsRequest, ledgerReportRequest } from "../../protocol/engine.ts";
import { projectPath, tare } from "../support/tare.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { folder, write: file } = temporaryFolder();
/** A user of their own, where every tool keeps its data. */
const user = (name: string) => ({
  HOME: join(folder, name),
  USERPROFILE: join(folder, name),
  APPDATA: "",
  CLAUDE_CONFIG_DIR: "",
  CODEX_HOME: "",
  GEMINI_DATA_DIR: "",
  XDG_DATA_HOME: join(folder, name, "data"),
});
const row = (id: string, output = 50) =>
  `${JSON.stringify({
    type: "assistant",
    sessionId: "s1",
    timestamp: "2026-05-02T12:00:00Z",
    message: {
      id: `msg_0123456789${id}`,
      model: "claude-opus-4-7",
      content: [],
      usage: { input_tokens: 10, cache_read_input_tokens: 90, cache_creation_input_tokens: 0, output_tokens: output },
    },
  })}\n`;
/** Made up, in the forms of keys, tokens, cookies and the like; in pieces, so that no search for leaks takes them for real. */
const SECRETS = [
  ["sk-", "proj-4fYx0Qm7pW2"],
  ["sk-ant-", "api03-Zk19dPq"],
  ["AIza", "SyD3x7Qw9rT5"],
  ["AKIA", "4XJ2Q7WZ6PLM"],
  ["aws_secret_", "wJalrXUtnFEMI"],
  ["gh", "p_16C7e42F292c6912"],
  ["github_", "pat_11ABCDEFG"],
  ["glpat-", "9fKx2mQ4pZ"],
  ["xox", "b-2478-9917-kLm"],
  ["eyJ", "hbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2ln"],
  ["npm", "_8fGh3kLmPq2"],
  ["hf", "_QwErTyUiOpAs"],
  ["r8", "_5tGbNhYu7Jm"],
  ["pplx-", "7c1d09fa33"],
  ["gsk", "_2wSxEdCrFv"],
  ["SG.", "9aKx.7bLy"],
  ["sk_live", "_51Hx9aQ"],
  ["-----BEGIN ", "PRIVATE KEY-----MIIEv"],
  ["postgres://me:", "hunter2xyz@db"],
  ["sessionid=", "a81f-c0de-77"],
].map((pieces) => pieces.join(""));

/** The engine of an editor of that user. */
function engineOf(env: NodeJS.ProcessEnv) {
  const child = fork(projectPath("dist/engine.js"), { serialization: "advanced", env: { ...process.env, ...env } });
  const engine = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  engine.listen();
  const stop = () => {
    engine.dispose();
    child.kill();
  };
  return { engine, stop };
}

/** Every call of a ledger or of logs, in no order and without its place, which is that of any log that tells of it. */
const calls = (env: NodeJS.ProcessEnv, ...logs: readonly string[]) =>
  tare(["ledger", "export", ...logs], "", env)
    .stdout.trim()
    .split("\n")
    .map((line) => JSON.stringify({ ...JSON.parse(line), file: "", line: 0 }))
    .sort();

test("the logs of known tools are imported, said first; again, only what is new; the report and the export need no path", () => {
  const env = user("reader");
  const log = file("reader/.claude/projects/shop/one.jsonl", row("1") + row("2"));
  assert.match(
    tare(["ledger", "report"], "", env).stderr,
    /^tare: the ledger is empty: run `tare ledger import` first/,
  );
  const first = tare(["ledger", "import"], "", env);
  assert.match(first.stderr, /^tare: Claude Code: 1 log in .*projects\n$/);
  assert.equal(first.stdout, "2 new calls in 1 log; nothing new in 0.\n");
  assert.equal(tare(["ledger", "import"], "", env).stdout, "0 new calls in 0 logs; nothing new in 1.\n");
  appendFileSync(log, row("3"));
  assert.equal(tare(["ledger", "import", log], "", env).stdout, "1 new call in 1 log; nothing new in 0.\n");
  assert.equal(JSON.parse(tare(["ledger", "report", "--json"], "", env).stdout).all.calls, 3);
  assert.deepEqual(calls(env), calls(env, log));
  assert.match(tare(["ledger", "report"], "", env).stdout, / for 3 calls in 1 log, 2026-05-02/);
  const none = tare(["ledger", "import"], "", user("nobody"));
  assert.deepEqual([none.status, none.stdout], [2, ""]);
  assert.match(none.stderr, /^tare: no logs of a known tool .*\n$/);
  assert.equal(tare(["ledger", "import", "-"], "", env).status, 2);
});

test("a forecast learns from what was imported, here and in the editor's engine, and says on how many calls it rests", async () => {
  const env = user("learner");
  const forecast = () => JSON.parse(tare(["forecast", "--model", "o3", "--json"], "Why is the sky blue?", env).stdout);
  assert.equal(forecast().ownCalls, undefined);
  const row = (i: number) => `{"id":"resp_0123456789${i}","model":"o3","reasoning_tokens":9000,"output_tokens":9100}\n`;
  const log = file("thinker.jsonl", Array.from({ length: 30 }, (_, i) => row(i)).join(""));
  tare(["ledger", "import", log], "", env);
  assert.deepEqual(forecast().ownCalls, { same: 30, all: 30 });
  assert.ok(forecast().quantiles["0.5"] > 3000);
  const { engine, stop } = engineOf(env);
  const told = await engine.sendRequest(forecastRequest, { text: "Why is the sky blue?", model: "o3", ownCalls: [] });
  assert.ok(!("sentAs" in told));
  assert.deepEqual(told.ownCalls, { same: 30, all: 30 });
  stop();
});

test("the editor's engine imports and audits at once; what read prompts teach stands before the ledger; all of it is deleted", async () => {
  const { engine, stop } = engineOf(user("editor"));
  const call = (i: number, more: object) =>
    `${JSON.stringify({ id: `resp_9876543210${i}`, output_tokens: 900, ...more })}\n`;
  const text = Array.from({ length: 30 }, (_, i) =>
    i < 24
      ? call(i, { model: "o3", reasoning_tokens: 640 })
      : call(i, { model: "gpt-5", effort: "medium", reasoning_tokens: 600, text: "Why is the sky blue?" }),
  ).join("");
  const imported = await engine.sendRequest(importLogsRequest, { paths: [file("both.jsonl", text)] });
  assert.deepEqual([imported.calls, imported.audit.map(({ calls }) => calls)], [30, [24, 6]]);
  assert.deepEqual([...new Set(imported.lessons.map(({ model }) => model))], ["gpt-5"]);
  const asked = { text: "Why is the sky blue?", model: "gpt-5", effort: "medium", ownCalls: imported.lessons };
  const learnt = async () => {
    const told = await engine.sendRequest(forecastRequest, asked);
    return "sentAs" in told ? undefined : told.ownCalls;
  };
  assert.deepEqual(await learnt(), { same: 6, all: 30 }, "each call once");
  const texts = await engine.sendRequest(importLogsRequest, { texts: [text, "no call"] });
  assert.deepEqual([texts.calls, texts.lessons.length, texts.unread], [30, 30, 1], "no ledger keeps these");
  await engine.sendRequest(forgetCallsRequest, {});
  assert.deepEqual(await learnt(), { same: 6, all: 6 });
  assert.equal(await engine.sendRequest(ledgerReportRequest, {}), null);
  stop();
});

test("malformed lines are named with log and line, and the others count", () => {
  const env = user("careless");
  const log = file("broken.jsonl", `${row("1")}{"no": JSON\n${row("2")}`);
  const { status, stdout, stderr } = tare(["ledger", "import", log, join(folder, "absent.jsonl")], "", env);
  assert.deepEqual([status, stdout], [0, "2 new calls in 1 log; nothing new in 0.\n"]);
  assert.match(stderr, /^tare: .*broken\.jsonl: line 2: not JSON\ntare: .*absent\.jsonl: no such file\.\n$/);
});

test("secrets in logs reach neither the ledger, nor a report, nor an export", () => {
  const env = user("trusting");
  const rows = SECRETS.flatMap((secret, i) => {
    const headers = { authorization: `Bearer ${secret}`, cookie: `session=${secret}`, "x-api-key": secret };
    const said = `Use ${secret} for it.`;
    const usage = { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 };
    const chat = { id: `chatcmpl-0123456789${i}`, model: "gpt-5.5", choices: [{ message: { content: said } }], usage };
    const spans = [
      { key: "gen_ai.request.model", value: { stringValue: "o3" } },
      { key: "gen_ai.usage.input_tokens", value: { intValue: 3 } },
      { key: "http.request.header.authorization", value: { stringValue: secret } },
    ];
    const tool = { type: "tool_use", name: "bash", input: { command: `curl -H 'x: ${secret}'` } };
    return [
      { type: "user", uuid: "u", sessionId: "s", message: { role: "user", content: said }, env: { KEY: secret } },
      { ...JSON.parse(row(`s${i}`)), toolUseResult: secret, headers },
      { type: "assistant", sessionId: "s", message: { ...JSON.parse(row(`t${i}`)).message, content: [tool] } },
      { ...chat, request: { url: `https://me:${secret}@host/?key=${secret}`, headers, messages: [{ content: said }] } },
      { model: "o3", text: said, reasoning_tokens: 5, api_key: secret, headers, user: secret },
      {
        request_id: `r${i}`,
        call_type: "acompletion",
        api_key: secret,
        spend: 1,
        metadata: headers,
        ...usage,
        model: "o3",
      },
      {
        response_status: 200,
        request_body: { messages: [{ content: said }] },
        response_body: chat,
        request_headers: headers,
      },
      {
        id: `o${i}`,
        type: "GENERATION",
        traceId: "t",
        model: "o3",
        usage: { input: 1, output: 2 },
        input: said,
        metadata: { secret },
      },
      { resourceSpans: [{ scopeSpans: [{ spans: [{ attributes: spans }] }] }] },
      { type: "session_meta", payload: { id: "s", cwd: "/src", instructions: said } },
      { type: "message_start", message: { ...JSON.parse(row(`m${i}`)).message, content: said, metadata: headers } },
      { model: "o3", usage: { prompt_tokens: said } },
    ].map((one) => JSON.stringify(one));
  });
  const log = file("secrets.jsonl", `${rows.join("\n")}\n{"half": "${SECRETS.join(" ")}`);
  const outputs = [
    ["import", log],
    ["report", "--by", "model", "day", "project", "session", "tool"],
    ["report", "--json"],
    ["export"],
    ["export", "--csv"],
    ["export", log],
  ].map((args) => tare(["ledger", ...args], "", env));
  assert.ok(JSON.parse(outputs[2]!.stdout).all.calls >= 6 * SECRETS.length);
  const written = readdirSync(join(folder, "trusting"), { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, "trusting", path))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, "latin1"));
  assert.ok(written.some((text) => text.startsWith("SQLite") && text.includes("chatcmpl-0123456789")));
  for (const text of [...written, ...outputs.flatMap(({ stdout, stderr }) => [stdout, stderr])])
    for (const secret of SECRETS) assert.ok(!text.includes(secret), secret);
});

/** Starts an import and may kill it; its exit status. */
async function importing(env: NodeJS.ProcessEnv, log: string, killAfter?: number) {
  const child = spawn(process.execPath, [projectPath("dist/cli.js"), "ledger", "import", log], {
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  if (killAfter !== undefined) void setTimeout(killAfter).then(() => child.kill("SIGKILL"));
  const [status] = await once(child, "exit");
  return status;
}

const many = join(folder, "many");
for (let log = 0; log < 4; log++)
  file(`many/${log}.jsonl`, Array.from({ length: 8000 }, (_, i) => row(`${log * 7000 + i}`)).join(""));

test("killed twenty times at any moment, the ledger is the same", async () => {
  const started = performance.now();
  assert.equal(await importing(user("patient"), many), 0);
  const whole = performance.now() - started;
  // A generator of Lehmer's: the moments differ, but not from run to run.
  for (let i = 0, seed = 42; i < 20; i++) {
    seed = (seed * 48_271) % 2_147_483_647;
    await importing(user("killed"), many, (whole * seed) / 2_147_483_647);
  }
  assert.equal(await importing(user("killed"), many), 0);
  assert.deepEqual(calls(user("killed")), calls(user("patient")));
  assert.equal(calls(user("patient")).length, 29_000);
});

test("two processes that import the same logs at once make one ledger", async () => {
  const env = user("twice");
  assert.deepEqual(await Promise.all([importing(env, many), importing(env, many)]), [0, 0]);
  assert.deepEqual(calls(env), calls(user("patient")));
});
