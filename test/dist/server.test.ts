import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, test } from "node:test";
import { CancellationTokenSource, createMessageConnection, type MessageConnection } from "vscode-jsonrpc";
import { IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { compressRequest, glanceRequest, inspectRequest, modelsRequest, shareDone } from "../../protocol/engine.ts";
import { unpackInspection } from "../../protocol/packed-inspection.ts";
import { projectPath } from "../support/tare.ts";

const model = "gpt-5.5";
const text = "Please answer in one sentence. Do not mention the price of 12 euros. It would be very nice.";
const long = Array.from({ length: 4000 }, (_, i) => `Sentence ${i} of this text says nothing that matters much.`).join(
  " ",
);

let child: ChildProcess;
let engine: MessageConnection;

beforeEach(() => {
  child = fork(projectPath("dist/engine.js"), { serialization: "advanced" });
  engine = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  engine.listen();
});

afterEach(() => {
  engine.dispose();
  child.kill();
});

test("the engine process inspects and compresses", async () => {
  const inspection = unpackInspection(await engine.sendRequest(inspectRequest, { text, model }));
  assert.equal(inspection.tokens.at(-1)?.end, text.length);
  assert.ok(inspection.tokens.some((token) => token.salience > 0));
  const compression = await engine.sendRequest(compressRequest, { text, model, target: { keep: 0.7 } });
  assert.ok(compression.after < compression.before);
  assert.match(compression.text, /^Answer in one sentence\. Do not mention the price of 12 euros\./);
  const { models } = await engine.sendRequest(modelsRequest);
  assert.ok(models.some(({ id }) => id === model));
});

test("a first look marks a prompt of one window, which asks for nothing, just as the inspection does", async () => {
  const text = "The garden behind the house has a very old well. The price of the house is 12 euros.";
  const { marks } = unpackInspection(await engine.sendRequest(inspectRequest, { text, model }));
  assert.ok(marks.starts.length > 0);
  assert.deepEqual(await engine.sendRequest(glanceRequest, { text, model }), marks);
});

test("a failure crosses the channel with its code and words", async () => {
  const unknown = engine.sendRequest(inspectRequest, { text, model: "gpt-99-ultra" });
  await assert.rejects(unknown, { message: /gpt-99-ultra/, data: { code: "unknown-model" } });
});

test("an error that nobody foresaw crosses as one line, with a stack that names lines of the sources", async () => {
  child.kill();
  child = fork(projectPath("dist/engine.js"), { serialization: "advanced", execArgv: ["--enable-source-maps"] });
  engine = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  engine.listen();
  const broken = { model } as unknown as { model: string; text: string };
  await assert.rejects(engine.sendRequest(inspectRequest, broken), ({ message, data }) => {
    assert.match(message, /^An error inside Tare; please report it: TypeError: [^\n]+$/);
    assert.equal(data.code, "internal");
    assert.match(data.stack, /^TypeError: .*\n +at weigh \(.*engine\/weigh\.ts:\d+:\d+\)$/m);
    return true;
  });
});

test("work is reported as it goes, and stops when it is cancelled", async () => {
  const shares: number[] = [];
  const source = new CancellationTokenSource();
  engine.onProgress(shareDone, "w", (share) => {
    shares.push(share);
    source.cancel();
  });
  const work = engine.sendRequest(inspectRequest, { text: long, model, progressToken: "w" }, source.token);
  await assert.rejects(work, { data: { code: "cancelled" } });
  assert.ok(shares.length > 0 && shares.every((share) => share > 0 && share <= 1));
});

test("what is cancelled before the engine runs is not begun", async () => {
  const source = new CancellationTokenSource();
  const work = engine.sendRequest(inspectRequest, { text: long, model }, source.token);
  source.cancel();
  await assert.rejects(work, { data: { code: "cancelled" } });
});

test("the process ends when its channel closes", async () => {
  await engine.sendRequest(modelsRequest);
  child.disconnect();
  assert.deepEqual(await once(child, "exit"), [0, null]);
});
