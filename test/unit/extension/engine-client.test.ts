import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { CancellationTokenSource } from "vscode-jsonrpc";
import { EngineClient, type EngineProcess, type EngineTimes } from "../../../extension/engine/engine-client.ts";
import { forkEngine } from "../../../extension/engine/engine-process.ts";
import { inspectRequest } from "../../../protocol/engine.ts";
import { mapFiles } from "../../support/map-files.ts";

const fake = fileURLToPath(new URL("../../support/fake-engine.mjs", import.meta.url));
const launched: EngineProcess[] = [];
let client: EngineClient;

function start(times?: Partial<EngineTimes>, path = fake): EngineClient {
  const launch = () => {
    const process = forkEngine(path, () => {});
    launched.push(process);
    return process;
  };
  client = new EngineClient(launch, () => mapFiles({}), undefined, times);
  return client;
}

afterEach(() => {
  client.dispose();
  launched.length = 0;
});

const inspect = (text: string) => client.request(inspectRequest, { text, model: "gpt-5.6" });

test("starts at the first request and answers it", async () => {
  start();
  assert.equal(launched.length, 0);
  const inspection = await inspect("two words");
  assert.equal(inspection.count.tokens, 2);
  assert.equal(client.state.is, "ready");
});

test("a crash rejects what is pending and the next request works", async () => {
  start();
  await inspect("warm");
  const hanging = inspect("hang!");
  await assert.rejects(inspect("crash!"), { code: "engine-down", message: /exit code 3/ });
  await assert.rejects(hanging, { code: "engine-down" });
  assert.equal(client.state.is, "stopped", "nothing starts before the next request");
  assert.equal((await inspect("next one works")).count.tokens, 3);
  assert.equal(launched.length, 2);
});

test("a channel that breaks before its process has ended costs one request, not the next", async () => {
  const launch = () => {
    const process = forkEngine(fake, () => {});
    const broken = Object.assign(Object.create(process.writer), { write: () => Promise.reject(new Error("closed")) });
    return launched.push(process) === 1 ? { ...process, writer: broken } : process;
  };
  client = new EngineClient(launch, () => mapFiles({}));
  await assert.rejects(inspect("lost"), { code: "engine-down" });
  assert.equal((await inspect("next one works")).count.tokens, 3);
  assert.equal(launched.length, 2);
});

test("an engine that never answers is given up after three starts, until a restart", async () => {
  start({ idle: 1000, backoff: 1 }, fake.replace("fake-engine", "no-such-engine"));
  for (let i = 0; i < 3; i++) await assert.rejects(inspect("x"), { code: "engine-down" });
  assert.equal(client.state.is, "failed");
  await assert.rejects(inspect("x"), { message: /cannot start/ });
  assert.equal(launched.length, 3);
  client.restart();
  assert.equal(client.state.is, "stopped");
});

test("stops when idle and starts again", async () => {
  start({ idle: 20, backoff: 1 });
  await inspect("a");
  await launched[0]!.ended;
  assert.equal(client.state.is, "stopped");
  assert.equal((await inspect("b c")).count.tokens, 2);
});

test("its rest is counted from the last answer, not from the last question", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  start({ idle: 1000, backoff: 1 });
  await inspect("a");
  const slow = inspect("hang!");
  await inspect("b");
  t.mock.timers.tick(5000);
  assert.equal(client.state.is, "busy");
  client.restart();
  await assert.rejects(slow);
  await inspect("c");
  t.mock.timers.tick(999);
  assert.equal(client.state.is, "ready");
  t.mock.timers.tick(1);
  assert.equal(client.state.is, "stopped");
});

test("an engine that gives no sign of life is ended, what waits learns why, and the next request works", async (t) => {
  start();
  await inspect("warm");
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const stalled = inspect("stall!");
  await new Promise((next) => setImmediate(next));
  t.mock.timers.tick(60_000);
  await assert.rejects(stalled, { code: "engine-down", message: /did not respond for 60 seconds/ });
  t.mock.timers.reset();
  assert.equal((await inspect("next one works")).count.tokens, 3);
});

test("an engine that works for long but hears is let work, and a restart tells nothing of a crash before", async (t) => {
  start();
  await assert.rejects(inspect("crash!"), /exit code 3/);
  await inspect("warm");
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const long = inspect("hang!");
  for (let i = 0; i < 10; i++) {
    await inspect("the sign of life came before this answer");
    t.mock.timers.tick(30_000);
  }
  client.restart();
  await assert.rejects(long, { code: "engine-down", message: "The engine stopped while working: it was restarted." });
});

test("a failure of the engine keeps its code and its message", async () => {
  start();
  await assert.rejects(inspect("fail!"), { code: "bad-input", message: "The text fails." });
  assert.equal(client.state.is, "ready");
});

test("an error that nobody foresaw is told with its stack, once, and rejects with one line", async () => {
  const stacks: string[] = [];
  start().onDidFault((stack) => stacks.push(stack));
  await assert.rejects(inspect("bug!"), { code: "internal", message: "An error inside." });
  assert.deepEqual(stacks, ["TypeError: no\n    at weigh (weigh.ts:1:2)"]);
  await assert.rejects(inspect("fail!"));
  assert.equal(stacks.length, 1, "what is the user's to mend is none");
});

test("a cancelled request is rejected as cancelled", async () => {
  start();
  const source = new CancellationTokenSource();
  const pending = client.request(inspectRequest, { text: "hello", model: "gpt-5.6" }, source.token);
  source.cancel();
  await assert.rejects(pending, { code: "cancelled" });
});
