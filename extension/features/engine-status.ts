import { commands, Disposable, LanguageStatusSeverity, languages, type TextDocument, window } from "vscode";
import { activeEditor } from "../editor/active-editor.ts";
import { unlinked } from "../editor/markdown.ts";
import { tell } from "../failures.ts";
import type { Services } from "../services.ts";

/** What the engine is doing, in the language status of a prompt, with the way to start it anew. */
export function engineStatus({ engine, files, inspections, log }: Services): Disposable {
  const item = languages.createLanguageStatusItem("tare.engine", []);
  item.name = "Tare Engine";

  function show(): void {
    const document = activeEditor()?.document;
    item.selector =
      document && files.scope(document) ? { language: document.languageId, scheme: document.uri.scheme } : [];
    const { state } = engine;
    const failure = document && inspections.failure(document);
    item.busy = state.is === "starting" || state.is === "busy";
    item.severity =
      state.is === "failed" || failure ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.text = `Tare engine: ${failure ? "failed" : describe(state.is)}`;
    const reason = failure?.message ?? (state.is === "failed" ? state.reason : undefined);
    item.detail = reason === undefined ? "Runs on this machine only" : unlinked(reason);
    item.command =
      state.is === "failed" || failure
        ? { title: "Restart", command: "tare.restartEngine" }
        : { title: "Show Log", command: "tare.showLog" };
  }

  /** Without its model files nothing of Tare works, so this one failure is not left to the status alone. */
  let isTold = false;
  function tellOnce(document: TextDocument): void {
    const failure = inspections.failure(document);
    if (isTold || failure?.code !== "model-files") return;
    isTold = true;
    void tell(log, failure);
  }

  show();
  return Disposable.from(
    item,
    new Disposable(engine.onDidChangeState(show).dispose),
    inspections.onDidChange(show),
    inspections.onDidChange(tellOnce),
    files.onDidChange(show),
    window.onDidChangeActiveTextEditor(show),
    commands.registerCommand("tare.restartEngine", () => {
      engine.restart();
      inspections.renewAll();
    }),
    commands.registerCommand("tare.showLog", () => log.show()),
  );
}

function describe(state: string): string {
  return state === "stopped" ? "resting" : state;
}
