import { fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import type { Uri } from "vscode";
import { IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import type { EngineProcess } from "./engine-client.ts";

/** Starts the engine of the package at `root`; in a browser `engine-worker.ts` stands in for this. */
export function launchEngine(root: Uri, onLog: (line: string) => void): EngineProcess {
  return forkEngine(join(root.fsPath, "dist/engine.js"), onLog);
}

const ERROR = /^\w*Error\b/;

/**
 * Starts the engine as a process of its own, on the editor's own Node, so that a native crash cannot take the
 * extension host with it. What it writes to standard error goes to `onLog`, line by line.
 */
export function forkEngine(modulePath: string, onLog: (line: string) => void): EngineProcess {
  const child = fork(modulePath, [], {
    // So that stacks of its errors name lines of the sources.
    execArgv: ["--enable-source-maps"],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // Structured clone: typed arrays cross without being turned into JSON.
    serialization: "advanced",
  });
  // Why it ended: the error that it names; failing that, its last words.
  let lastWords = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    for (const line of chunk.split("\n").filter(Boolean)) {
      if (!ERROR.test(lastWords)) lastWords = line;
      onLog(line);
    }
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) =>
      resolve(lastWords || (signal ? l10n.t("killed by {0}", signal) : l10n.t("exit code {0}", String(code)))),
    );
  });
  return {
    reader: new IPCMessageReader(child),
    writer: new IPCMessageWriter(child),
    ended,
    giveWay: () => lowerPriority(child.pid),
    kill: () => child.kill("SIGKILL"),
  };
}

function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where the system does not allow it, the engine runs all the same.
  }
}
