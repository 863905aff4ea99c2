import { commands, Disposable, ProgressLocation, Uri, window } from "vscode";
import { isUnusual } from "../../display/audit-words.ts";
import { formatCount } from "../../display/format.ts";
import { learnCallsRequest } from "../../protocol/engine.ts";
import type { LearntCalls } from "../../protocol/forecast.ts";
import { fileName } from "../editor/file-name.ts";
import { unlinked } from "../editor/markdown.ts";
import { readText } from "../editor/read-text.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";

const READING = {
  location: ProgressLocation.Notification,
  title: "Tare is importing the call log.",
  cancellable: true,
};

/** Lets the forecast learn from logs of the user's own calls, audits them, and forgets both. Numbers are kept, no text. */
export function learnFromCalls({ engine, log, ownCalls }: Services): Disposable {
  async function learn(given?: Uri): Promise<void> {
    const logs = given instanceof Uri ? [given] : await pickLogs();
    if (!logs) return;
    const { calls, audit, bad } = await read(logs);
    const problem = problemIn(bad, logs);
    if (calls.length === 0) {
      void window.showErrorMessage(`Tare found no usage records to import.${problem}`);
      return;
    }
    await ownCalls.replace(calls, audit);
    const models = new Set(calls.map(({ model }) => model)).size;
    const found = audit.some(isUnusual) ? " Some look unusual: see the billing audit in the panel." : "";
    const told = `Tare imported ${calls.length === 1 ? "1 call" : `${formatCount(calls.length)} calls`} of ${models === 1 ? "1 model" : `${models} models`}.${found}${problem}`;
    void (problem ? window.showWarningMessage(told) : window.showInformationMessage(told));
  }

  async function read(logs: readonly Uri[]): Promise<LearntCalls> {
    const texts = await Promise.all(logs.map(readText));
    return window.withProgress(READING, (progress, token) => {
      let done = 0;
      const onProgress = (share: number) => {
        progress.report({ increment: 100 * (share - done) });
        done = share;
      };
      return engine.requestTracked(learnCallsRequest, { logs: texts }, onProgress, token);
    });
  }

  async function forget(): Promise<void> {
    await ownCalls.replace([], []);
    window.setStatusBarMessage("Tare: the imported calls are deleted; your file stays.", 4000);
  }

  return Disposable.from(
    commands.registerCommand("tare.learnCalls", (uri?: Uri) => orTell(log, () => learn(uri))),
    commands.registerCommand("tare.forgetCalls", () => orTell(log, forget)),
  );
}

function problemIn(bad: LearntCalls["bad"], logs: readonly Uri[]): string {
  const [first] = bad;
  if (!first) return "";
  const lines = `${formatCount(bad.length)} ${bad.length === 1 ? "line is" : "lines are"}`;
  return unlinked(` ${lines} no usage record (${fileName(logs[first.log]!)}, line ${first.line}: ${first.message}).`);
}

function pickLogs(): Thenable<Uri[] | undefined> {
  return window.showOpenDialog({
    title: "Import Call Log",
    openLabel: "Import",
    canSelectMany: true,
    filters: { "Call logs": ["jsonl", "ndjson", "log", "json", "csv"] },
  });
}
