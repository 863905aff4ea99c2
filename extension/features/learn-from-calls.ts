import { commands, Disposable, Uri, window } from "vscode";
import { isUnusual } from "../../protocol/audit-words.ts";
import { learnCallsRequest } from "../../protocol/engine.ts";
import { formatCount } from "../../protocol/format.ts";
import { orTell } from "../failures.ts";
import { fileName } from "../file-name.ts";
import { readText } from "../read-text.ts";
import type { Services } from "../services.ts";

/** Lets the forecast learn from logs of the user's own calls, audits them, and forgets both. Numbers are kept, no text. */
export function learnFromCalls({ engine, log, ownCalls }: Services): Disposable {
  async function learn(given?: Uri): Promise<void> {
    const logs = given instanceof Uri ? [given] : await pickLogs();
    if (!logs) return;
    const { calls, audit, bad } = await engine.request(learnCallsRequest, {
      logs: await Promise.all(logs.map(readText)),
    });
    const problem =
      bad.length === 0
        ? ""
        : ` ${formatCount(bad.length)} ${bad.length === 1 ? "line tells" : "lines tell"} of no call (${fileName(logs[bad[0]!.log]!)}, line ${bad[0]!.line}: ${bad[0]!.message}).`;
    if (calls.length === 0) {
      void window.showErrorMessage(`Tare found no call to learn from.${problem}`);
      return;
    }
    await ownCalls.replace(calls, audit);
    const models = new Set(calls.map(({ model }) => model)).size;
    const found = audit.some(isUnusual) ? " Something in them is unusual: see the billing audit in the panel." : "";
    const told = `Tare learnt from ${calls.length === 1 ? "one call" : `${formatCount(calls.length)} calls`} of ${models === 1 ? "one model" : `${models} models`}.${found}${problem}`;
    void (problem ? window.showWarningMessage(told) : window.showInformationMessage(told));
  }

  return Disposable.from(
    commands.registerCommand("tare.learnCalls", (uri?: Uri) => orTell(log, () => learn(uri))),
    commands.registerCommand("tare.forgetCalls", () => orTell(log, () => ownCalls.replace([], []))),
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
