import { commands, Disposable, Uri, window } from "vscode";
import { learnCallsRequest } from "../../protocol/engine.ts";
import type { LearntCalls } from "../../protocol/forecast.ts";
import { formatCount } from "../../protocol/format.ts";
import { orTell } from "../failures.ts";
import { fileName } from "../file-name.ts";
import { readText } from "../read-text.ts";
import type { Services } from "../services.ts";

/** Lets the forecast learn from logs of the user's own calls, and forget them. Numbers are kept, no text. */
export function learnFromCalls({ engine, log, ownCalls }: Services): Disposable {
  async function learn(given?: Uri): Promise<void> {
    const logs = given instanceof Uri ? [given] : await pickLogs();
    if (!logs) return;
    const learnt: LearntCalls[] = [];
    for (const uri of logs) {
      learnt.push(await engine.request(learnCallsRequest, { log: await readText(uri) }));
    }
    const calls = learnt.flatMap((one) => one.calls);
    const bad = learnt.flatMap((one, i) =>
      one.bad.map((line) => `${fileName(logs[i]!)}, line ${line.line}: ${line.message}`),
    );
    const problem =
      bad.length === 0
        ? ""
        : ` ${formatCount(bad.length)} ${bad.length === 1 ? "line tells" : "lines tell"} of no call (${bad[0]}).`;
    if (calls.length === 0) {
      void window.showErrorMessage(`Tare found no call to learn from.${problem}`);
      return;
    }
    await ownCalls.replace(calls);
    const models = new Set(calls.map(({ model }) => model)).size;
    const told = `Tare learnt from ${calls.length === 1 ? "one call" : `${formatCount(calls.length)} calls`} of ${models === 1 ? "one model" : `${models} models`}.${problem}`;
    void (problem ? window.showWarningMessage(told) : window.showInformationMessage(told));
  }

  return Disposable.from(
    commands.registerCommand("tare.learnCalls", (uri?: Uri) => orTell(log, () => learn(uri))),
    commands.registerCommand("tare.forgetCalls", () => orTell(log, () => ownCalls.replace([]))),
  );
}

function pickLogs(): Thenable<Uri[] | undefined> {
  return window.showOpenDialog({
    title: "Logs of Your Own Calls",
    openLabel: "Learn",
    canSelectMany: true,
    filters: { "JSON lines": ["jsonl", "ndjson", "log", "json"] },
  });
}
