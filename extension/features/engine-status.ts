import { commands, Disposable, LanguageStatusSeverity, l10n, languages, type TextDocument, window } from "vscode";
import type { EngineState } from "../../protocol/engine.ts";
import { activeEditor } from "../editor/active-editor.ts";
import { unlinked } from "../editor/markdown.ts";
import { tell } from "../failures.ts";
import type { Services } from "../services.ts";

/** What the engine is doing, in the language status of a prompt, with the way to start it anew. */
export function engineStatus({ engine, files, inspections, log }: Services): Disposable {
  const item = languages.createLanguageStatusItem("tare.engine", []);
  item.name = l10n.t("Tare Engine");

  function show(): void {
    const document = activeEditor()?.document;
    item.selector =
      document && files.scope(document) ? { language: document.languageId, scheme: document.uri.scheme } : [];
    const { state } = engine;
    const failure = document && inspections.failure(document);
    item.busy = state.is === "starting" || state.is === "busy";
    item.severity =
      state.is === "failed" || failure ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.text = l10n.t("Tare engine: {0}", failure ? l10n.t("failed") : describe(state.is));
    const reason = failure?.message ?? (state.is === "failed" ? state.reason : undefined);
    item.detail = reason === undefined ? l10n.t("Runs on this machine only") : unlinked(reason);
    item.command =
      state.is === "failed" || failure
        ? { title: l10n.t("Restart"), command: "tare.restartEngine" }
        : { title: l10n.t("Show Log"), command: "tare.showLog" };
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

function describe(state: EngineState["is"]): string {
  switch (state) {
    case "stopped":
      return l10n.t("resting");
    case "starting":
      return l10n.t("starting");
    case "ready":
      return l10n.t("ready");
    case "busy":
      return l10n.t("busy");
    case "failed":
      return l10n.t("failed");
  }
}
