import { commands, type LogOutputChannel, window } from "vscode";
import { Failure } from "../protocol/failure.ts";
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
  const message =
    error instanceof Failure ? error.message : "Tare ran into an error of its own; the log has the details.";
  const isDown = error instanceof Failure && error.code === "engine-down";
  const choice = await window.showErrorMessage(unlinked(message), ...(isDown ? ["Restart Engine"] : []), "Show Log");
  if (choice === "Restart Engine") await commands.executeCommand("tare.restartEngine");
  if (choice === "Show Log") log.show();
}
