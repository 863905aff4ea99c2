import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { askMcpServer } from "../../../engine/runtime/ask-mcp-server.ts";

const SERVER = join(import.meta.dirname, "../../support/fake-mcp-server.mjs");
const folder = mkdtempSync(join(tmpdir(), "tare-server-"));
after(() => rmSync(folder, { recursive: true }));

let servers = 0;
/** Starts the server that behaves in this way. `asked`: its process id, then what it was asked. */
function start(how = "well", signal?: AbortSignal, limit?: number) {
  const note = join(folder, String(++servers));
  const launch = { command: process.execPath, args: [SERVER, note, how], folder, env: {} };
  const answer = askMcpServer("shop", launch, signal, limit);
  return { answer, asked: () => (existsSync(note) ? readFileSync(note, "utf8").trim().split("\n") : []) };
}

/** Whether a process runs, at the latest a while after it was ended. */
async function isGone(pid: number): Promise<boolean> {
  for (let i = 0; i < 1500; i++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((again) => setTimeout(again, 20));
  }
  return false;
}

test("a server is asked for its tools, page by page, and for nothing else, and is stopped", async () => {
  const { answer, asked } = start();
  const { tools, instructions } = await answer;
  assert.deepEqual(
    tools.map((tool) => (tool as { name: string }).name),
    ["find", "order"],
  );
  assert.equal(instructions, "Ask first.");
  const [pid, ...calls] = asked();
  assert.deepEqual(calls.sort(), ["answer", "initialize", "notifications/initialized", "tools/list", "tools/list"]);
  assert.ok(await isGone(Number(pid)));
});

test("a server that says nothing is ended after a while, and one that is no longer wanted at once", async () => {
  const late = start("silent", undefined, 700);
  await assert.rejects(late.answer, /^Failure: shop did not tell its tools within 0\.7 seconds\.$/);
  const controller = new AbortController();
  const cancelled = start("silent", controller.signal);
  while (cancelled.asked().length < 2) await new Promise((again) => setTimeout(again, 20));
  controller.abort();
  await assert.rejects(cancelled.answer, { code: "cancelled" });
  for (const { asked } of [late, cancelled]) if (asked()[0]) assert.ok(await isGone(Number(asked()[0])));
});

test("one that ends, refuses or is not there is told in a line", async () => {
  await assert.rejects(start("ends").answer, /^Failure: shop ended before it told its tools: No key is set\.$/);
  await assert.rejects(start("refuses").answer, /^Failure: shop answers: Not today\.$/);
  const nowhere = { command: join(folder, "nowhere"), args: [], folder, env: {} };
  await assert.rejects(askMcpServer("shop", nowhere), /^Failure: shop cannot be started: spawn .*nowhere ENOENT$/);
});
