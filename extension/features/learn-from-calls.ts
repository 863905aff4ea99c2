import { commands, Disposable, l10n, ProgressLocation, Uri, window } from "vscode";
import { isUnusual } from "../../display/audit-words.ts";
import { formatCount } from "../../display/format.ts";
import { learnCallsRequest } from "../../protocol/engine.ts";
import type { LearntCalls } from "../../protocol/forecast.ts";
import { fileName } from "../editor/file-name.ts";
import { unlinked } from "../editor/markdown.ts";
import { readText } from "../editor/read-text.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";

/** Lets the forecast learn from logs of the user's own calls, audits them, and forgets both. Numbers are kept, no text. */
export function learnFromCalls({ engine, log, ownCalls }: Services): Disposable {
  async function learn(given?: Uri): Promise<void> {
    const logs = given instanceof Uri ? [given] : await pickLogs();
    if (!logs) return;
    const { calls, audit, bad, uncounted } = await read(logs);
    const problem = problemIn(bad, logs);
    if (calls.length === 0) {
      const none =
        uncounted > 0
          ? l10n.t("Tare imported nothing: the call log does not count thinking tokens.")
          : l10n.t("Tare found no usage records to import.");
      void window.showErrorMessage(none + problem);
      return;
    }
    await ownCalls.replace(calls, audit);
    const models = new Set(calls.map(({ model }) => model)).size;
    const found = audit.some(isUnusual) ? ` ${l10n.t("Some look unusual: see the billing audit in the panel.")}` : "";
    const told = importedInWords(calls.length, models) + found + problem;
    void (problem ? window.showWarningMessage(told) : window.showInformationMessage(told));
  }

  async function read(logs: readonly Uri[]): Promise<LearntCalls> {
    const texts = await Promise.all(logs.map(readText));
    const title = l10n.t("Tare is importing the call log.");
    const reading = { location: ProgressLocation.Notification, title, cancellable: true };
    return window.withProgress(reading, (progress, token) => {
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
    window.setStatusBarMessage(l10n.t("Tare: the imported calls are deleted; your file stays."), 4000);
  }

  return Disposable.from(
    commands.registerCommand("tare.learnCalls", (uri?: Uri) => orTell(log, () => learn(uri))),
    commands.registerCommand("tare.forgetCalls", () => orTell(log, forget)),
  );
}

function importedInWords(calls: number, models: number): string {
  const count = formatCount(calls);
  if (calls === 1) return l10n.t("Tare imported 1 call of 1 model.");
  if (models === 1) return l10n.t("Tare imported {0} calls of 1 model.", count);
  return l10n.t("Tare imported {0} calls of {1} models.", count, models);
}

function problemIn(bad: LearntCalls["bad"], logs: readonly Uri[]): string {
  const [first] = bad;
  if (!first) return "";
  const place = [fileName(logs[first.log]!), first.line, first.message] as const;
  const told =
    bad.length === 1
      ? l10n.t("1 line is not a usage record ({0}, line {1}: {2}).", ...place)
      : l10n.t("{3} lines are not usage records ({0}, line {1}: {2}).", ...place, formatCount(bad.length));
  return ` ${unlinked(told)}`;
}

function pickLogs(): Thenable<Uri[] | undefined> {
  return window.showOpenDialog({
    title: l10n.t("Import Call Log"),
    openLabel: l10n.t("Import"),
    canSelectMany: true,
    filters: { [l10n.t("Call logs")]: ["jsonl", "ndjson", "log", "json", "csv"] },
  });
}
