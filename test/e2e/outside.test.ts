import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { compressRequest, forecastRequest } from "../../protocol/engine.ts";
import { installPackage, UNIVERSAL, VSIX } from "../support/code-server.ts";
import { setUpEditor } from "../support/editor-setup.ts";
import { projectPath } from "../support/tare.ts";
import { type Deeds, watched } from "../support/watched.ts";

const PROMPT = projectPath("test/fixtures/support-agent.prompt.md");
const CLI = projectPath("dist/cli.js");
const prompt = { text: "Please write a really short poem about the sea.", model: "gpt-5.5" };

/** Left to itself the runtime makes its files as it is loaded, and looks for its makers 9.1 s later. */
const LATER = 11_000;
const later = () => new Promise((go) => setTimeout(go, LATER));

const data = mkdtempSync(join(tmpdir(), "tare-outside-"));
after(() => rmSync(data, { recursive: true, force: true }));

/** The engine of a packaged extension, unpacked as the editor does it. */
function packagedEngine(vsix: string, name: string): string {
  return join(installPackage(setUpEditor(), vsix, join(data, name)), "dist/engine.js");
}

function engine(modulePath: string): Promise<Deeds> {
  return watched([modulePath], ["ignore", "ignore", "inherit", "ipc"], async (child) => {
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    connection.listen();
    await connection.sendRequest(compressRequest, { ...prompt, target: { keep: 0.6 } });
    await connection.sendRequest(forecastRequest, prompt);
    await later();
  });
}

function mcp(): Promise<Deeds> {
  return watched([CLI, "mcp"], ["pipe", "pipe", "inherit"], async (child) => {
    const answers = createInterface(child.stdout!);
    const send = async (message: object) => {
      child.stdin!.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
      if ("id" in message) assert.match((await once(answers, "line"))[0], /"result"/);
    };
    const client = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "0" } };
    await send({ id: 0, method: "initialize", params: client });
    await send({ method: "notifications/initialized" });
    const verbs = ["count_prompt_tokens", "compress_prompt", "estimate_reasoning"];
    for (const name of verbs) await send({ id: name, method: "tools/call", params: { name, arguments: prompt } });
    await later();
  });
}

function commandLine(...args: string[]): Promise<Deeds> {
  return watched([CLI, ...args], ["ignore", "ignore", "ignore"], async () => {});
}

test("the watcher sees a look-up and a file", async () => {
  const script = "require('dns').lookup('nowhere.invalid', () => {}); require('fs').writeFileSync('file', '')";
  const deeds = await watched(["-e", script], ["ignore", "ignore", "inherit"], async () => {});
  for (const deed of [/AF_INET/, /O_CREAT/, /^work\/file$/]) assert.ok(deeds.some((each) => deed.test(each)));
});

/** Runs Tare in each of these ways at once and asserts that none did what it should not. */
async function assertQuiet(ways: Readonly<Record<string, Promise<Deeds>>>): Promise<void> {
  const seen = await Promise.all(Object.entries(ways).map(async ([way, deeds]) => ({ way, deeds: await deeds })));
  assert.deepEqual(
    seen.filter(({ deeds }) => deeds.length > 0),
    [],
  );
}

test("watched from outside, Tare opens no way to the network and leaves no file, however it runs", async () => {
  const packaged = packagedEngine(VSIX, "native");
  await assertQuiet({
    inspect: commandLine("inspect", PROMPT),
    compress: commandLine("compress", PROMPT, "--keep", "0.6"),
    forecast: commandLine("forecast", PROMPT),
    mcp: mcp(),
    engine: engine(projectPath("dist/engine.js")),
    packaged: engine(packaged),
  });
});

test("nor does the universal package, whose runtime is another one", async () => {
  await assertQuiet({ universal: engine(packagedEngine(UNIVERSAL, "universal")) });
});
