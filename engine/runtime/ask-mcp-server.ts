import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import * as l10n from "@vscode/l10n";
import type { ServerLaunch, ServerTools } from "../../protocol/context.ts";
import { Failure } from "../../protocol/failure.ts";
import { type Json, objectOr } from "../../protocol/json.ts";
import { cancelled } from "../progress.ts";

/** Milliseconds: a server that is fetched at its first start takes a while. */
const LIMIT = 60_000;
/** Milliseconds that a server has to end by itself, once nobody talks to it. */
const GRACE = 1000;
/** Bytes of answers. */
const MOST_BYTES = 2 ** 24;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Starts an MCP server on standard input and output, asks for its tools and stops it, with all that it started: of it
 * only `initialize` and `tools/list` are called (Model Context Protocol, 2025-06-18). No shell reads the command. `limit` in
 * milliseconds. Throws a `Failure`, "cancelled" once the signal is aborted.
 */
export async function askMcpServer(
  server: string,
  { command, args, folder, env }: ServerLaunch,
  signal?: AbortSignal,
  limit = LIMIT,
): Promise<ServerTools> {
  const child = spawn(command, args, {
    cwd: folder,
    // What makes an editor's program a plain Node is for the engine only.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined, ...env },
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own, so that it can be ended whole.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  // The end of the process tells it.
  child.stdin.on("error", () => {});
  try {
    return await Promise.race([tellTools(server, child), failure(server, child, signal, limit)]);
  } finally {
    await stop(child);
  }
}

async function tellTools(server: string, child: Child): Promise<ServerTools> {
  const call = caller(server, child);
  const { instructions } = await call("initialize", {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "tare", version: "0" },
  });
  send(child, { method: "notifications/initialized" });
  const tools: unknown[] = [];
  let cursor: unknown;
  do {
    const page = await call("tools/list", cursor === undefined ? {} : { cursor });
    if (Array.isArray(page.tools)) tools.push(...page.tools);
    cursor = page.nextCursor;
  } while (typeof cursor === "string");
  return { server, tools, ...(typeof instructions === "string" && { instructions }) };
}

function send(child: Child, message: object): void {
  child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

/** Calls one method after another. A server's own questions are answered: it may wait for that. */
function caller(server: string, child: Child): (method: string, params: object) => Promise<Json> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last = 0;
  return async (method, params) => {
    const own = ++last;
    send(child, { id: own, method, params });
    for (;;) {
      const { value, done } = await lines.next();
      // Why it has ended is told by its end.
      if (done) return new Promise<never>(() => {});
      const { id, method: asked, result, error } = messageIn(value);
      if (typeof asked === "string") {
        const answer = asked === "ping" ? { result: {} } : { error: { code: -32601, message: "Not supported." } };
        if (id !== undefined) send(child, { id, ...answer });
      } else if (id === own && error === undefined) return objectOr(result);
      else if (id === own)
        throw new Failure("bad-input", l10n.t("{0} answers: {1}", server, inLine(String(objectOr(error).message))));
    }
  };
}

/** Servers print other things, too. */
function messageIn(line: string): Json {
  try {
    return objectOr(JSON.parse(line));
  } catch {
    return {};
  }
}

/** Rejects as soon as there is no answer to come. */
function failure(server: string, child: Child, signal: AbortSignal | undefined, limit: number): Promise<never> {
  const why = (message: string) => new Failure("bad-input", message);
  return new Promise((_, fail) => {
    const timer = setTimeout(
      () => fail(why(l10n.t("{0} did not tell its tools within {1} seconds.", server, limit / 1000))),
      limit,
    );
    const cancel = () => fail(cancelled());
    if (signal?.aborted) cancel();
    signal?.addEventListener("abort", cancel);
    let [bytes, lastWords] = [0, ""];
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) fail(why(l10n.t("{0} says more than Tare reads.", server)));
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      lastWords = chunk.trim().split("\n").at(-1) || lastWords;
    });
    child.once("error", ({ message }) => fail(why(l10n.t("{0} cannot be started: {1}", server, message))));
    child.once("close", (code) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      const said = inLine(lastWords) || l10n.t("exit code {0}", String(code));
      fail(why(l10n.t("{0} ended before it told its tools: {1}", server, said)));
    });
  });
}

/** What a server says, as one line of a message. */
function inLine(text: string): string {
  return text.replace(/\s+/g, " ").slice(0, 200);
}

/** It ends as nobody talks to it any more, or is ended; so is what it started and left. */
async function stop(child: Child): Promise<void> {
  if (child.pid === undefined) return;
  child.stdin.end();
  if (child.exitCode === null && child.signalCode === null)
    await Promise.race([once(child, "exit"), delay(GRACE, undefined, { ref: false })]);
  try {
    if (process.platform === "win32") child.kill();
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nothing of it was left.
  }
}
