import { commands, type LogOutputChannel, l10n, window } from "vscode";
import { asFailure, Failure } from "../protocol/failure.ts";
import { unlinked } from "./editor/markdown.ts";

/** Runs what a user asked for; a failure is shown to them once, in its own words, with a way to learn more. */
export async function orTell(log: LogOutputChannel, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failure && error.code === "cancelled") return;
    void tell(log, error);
  }
}

/** Shows an error with what can be done about it. */
export async function tell(log: LogOutputChannel, error: unknown): Promise<void> {
  log.error(error instanceof Error ? error : String(error));
  const { code, message } = asFailure(error);
  const said = code === "internal" ? l10n.t("Tare ran into an internal error. The log has the details.") : message;
  const [restart, selectModel, showLog] = [l10n.t("Restart Engine"), l10n.t("Select Model"), l10n.t("Show Log")];
  const first = code === "engine-down" ? [restart] : code === "unknown-model" ? [selectModel] : [];
  const actions = [...first, showLog];
  const choice = await window.showErrorMessage(unlinked(said), ...actions);
  if (choice === restart) await commands.executeCommand("tare.restartEngine");
  if (choice === selectModel) await commands.executeCommand("tare.selectModel");
  if (choice === showLog) log.show();
}
