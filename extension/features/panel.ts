import {
  commands,
  Disposable,
  l10n,
  type TextDocument,
  Uri,
  type WebviewView,
  type WebviewViewProvider,
  window,
  workspace,
} from "vscode";
import type { MessageConnection } from "vscode-jsonrpc";
import { isSameTarget } from "../../display/target.ts";
import type { ListedModel } from "../../protocol/catalogue.ts";
import type { Inspection } from "../../protocol/inspection.ts";
import {
  actionNotification,
  applyNotification,
  type PanelAction,
  type PromptState,
  previewNotification,
  readyNotification,
  revealNotification,
  setTargetNotification,
  setVolumeNotification,
  stateNotification,
  type TextVersion,
} from "../../protocol/panel.ts";
import { activeEditor } from "../editor/active-editor.ts";
import { fileName } from "../editor/file-name.ts";
import { fillWebview } from "../editor/fill-webview.ts";
import { COMPRESSED_SCHEME, sourceOf } from "../editor/preview-uri.ts";
import { rangeOfPart } from "../editor/spans.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import { compressionSummary, inspectedPrompt } from "../state/panel-state.ts";
import { setting, updateSetting } from "../state/settings.ts";

const ACTIONS: Readonly<Record<PanelAction, string>> = {
  "pick model": "tare.selectModel",
  "compare models": "tare.compareModels",
  "restart engine": "tare.restartEngine",
  "show log": "tare.showLog",
  "treat as prompt": "tare.treatAsPrompt",
  "open sample": "tare.openSample",
  "import calls": "tare.importCalls",
};

/** The panel's side of the host: sends it the whole state after every change and does what it asks for. */
export function panel(services: Services): Disposable {
  const provider = new PanelHost(services);
  return Disposable.from(provider, window.registerWebviewViewProvider("tare.panel", provider));
}

class PanelHost implements WebviewViewProvider, Disposable {
  readonly #services: Services;
  readonly #subscriptions: Disposable[];
  #view: WebviewView | undefined;
  #connection: MessageConnection | undefined;
  #document: TextDocument | undefined;
  /** What the panel shows now, and the inspection that it was made from. */
  #shown: PromptState | undefined;
  #source: Inspection | undefined;

  constructor(services: Services) {
    this.#services = services;
    const { engine, files, inspections, compressions, lastImport, forecasts, comparisons } = services;
    const send = () => void this.#send();
    this.#subscriptions = [
      new Disposable(engine.onDidChangeState(() => void this.#post()).dispose),
      files.onDidChange(send),
      inspections.onDidChange(send),
      compressions.onDidChange(send),
      forecasts.onDidChange(send),
      comparisons.onDidChange(send),
      lastImport.onDidChange(send),
      window.onDidChangeActiveTextEditor(send),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("tare")) send();
      }),
    ];
  }

  resolveWebviewView(view: WebviewView): void {
    const connection = fillWebview(view.webview, this.#services.context.extensionUri, {
      element: "tare-panel",
      title: "Tare",
      ready: readyNotification,
      onReady: () => void this.#send(),
      listen: (made) => this.#listen(made),
    });
    this.#view = view;
    this.#connection = connection;
    view.onDidChangeVisibility(() => void this.#send());
    view.onDidDispose(() => {
      connection.dispose();
      this.#view = undefined;
      this.#connection = undefined;
    });
  }

  dispose(): void {
    this.#connection?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #listen(connection: MessageConnection): void {
    connection.onNotification(setTargetNotification, ({ target, ...about }) =>
      this.#about(about, ({ uri }) => this.#services.compressions.setTarget(uri, target)),
    );
    connection.onNotification(setVolumeNotification, ({ callsPerMonth }) =>
      orTell(this.#services.log, () => updateSetting("callsPerMonth", callsPerMonth)),
    );
    connection.onNotification(previewNotification, (about) =>
      this.#about(about, ({ uri }) => commands.executeCommand("tare.previewCompression", uri)),
    );
    connection.onNotification(applyNotification, (about) =>
      this.#about(about, ({ uri }) => commands.executeCommand("tare.applyCompression", uri)),
    );
    connection.onNotification(revealNotification, ({ span, ...about }) =>
      this.#about(about, (document) =>
        window.showTextDocument(document, { selection: rangeOfPart(document, span), preserveFocus: false }),
      ),
    );
    connection.onNotification(actionNotification, ({ action }) => void commands.executeCommand(ACTIONS[action]));
  }

  /** Runs an action on the document that the panel shows, unless its text has changed since. */
  #about({ uri, version }: TextVersion, act: (document: TextDocument) => unknown): void {
    const document = openDocument(Uri.parse(uri));
    if (document?.version === version) act(document);
  }

  /** Sends what is known at once, and again when the chosen compression is known too. */
  async #send(): Promise<void> {
    if (!this.#view?.visible) return;
    const { compressions, inspections } = this.#services;
    const document = this.#prompt();
    const inspection = document && inspections.current(document);
    if (document && inspection) await this.#show(document, inspection);
    else if (!document || this.#note(document) !== undefined) this.#showNothing();
    await this.#post();
    const shown = this.#shown;
    // It may belong to another prompt by now.
    if (!document || !inspection || inspection !== this.#source || !shown || shown.compression) return;
    const compression = await compressions.of(document).catch(() => undefined);
    if (!compression || this.#shown !== shown) return;
    this.#shown = { ...shown, compression: compressionSummary(compression, inspection.cost) };
    await this.#post();
  }

  #showNothing(): void {
    this.#shown = undefined;
    this.#source = undefined;
  }

  async #show(document: TextDocument, inspection: Inspection): Promise<void> {
    const target = this.#services.compressions.target(document.uri);
    if (this.#source !== inspection) {
      const about = { uri: document.uri.toString(), version: document.version, name: fileName(document.uri) };
      const model = await this.#model(inspection.model);
      // Another prompt may be active by now, or none.
      if (document !== this.#document) return;
      this.#source = inspection;
      this.#shown = { ...inspectedPrompt(about, inspection, model), ...(target && { target }) };
    } else if (this.#shown && !isSameTarget(this.#shown.target, target)) {
      const { compression: _, target: __, ...rest } = this.#shown;
      this.#shown = { ...rest, ...(target && { target }) };
    }
    const forecast = this.#services.forecasts.current(document);
    if (this.#shown && forecast && forecast !== this.#shown.forecast) this.#shown = { ...this.#shown, forecast };
    this.#showComparison(document);
  }

  #showComparison(document: TextDocument): void {
    const comparison = this.#services.comparisons.latest(document);
    if (!this.#shown || this.#shown.comparison === comparison) return;
    const { comparison: _, ...rest } = this.#shown;
    this.#shown = { ...rest, ...(comparison && { comparison }) };
  }

  /** Why there are no numbers for the prompt; undefined while it is edited, when the last numbers stay. */
  #note(document: TextDocument): string | undefined {
    const { inspections } = this.#services;
    const failure = inspections.failure(document);
    if (failure) return failure.message;
    if (inspections.isTooLong(document)) {
      return l10n.t("This prompt is too long to weigh as you type. Click “Tare” in the status bar to weigh it now.");
    }
    return this.#shown?.uri === document.uri.toString() ? undefined : l10n.t("Weighing the prompt…");
  }

  async #post(): Promise<void> {
    if (!this.#view?.visible) return;
    const document = this.#shown ? undefined : this.#document;
    const note = document && this.#note(document);
    const isModelUnknown = document && this.#services.inspections.failure(document)?.code === "unknown-model";
    await this.#connection?.sendNotification(stateNotification, {
      engine: this.#services.engine.state,
      callsPerMonth: setting("callsPerMonth"),
      audit: this.#services.lastImport.audit,
      ...(this.#shown && { prompt: this.#shown }),
      ...(note !== undefined && { note }),
      ...(isModelUnknown && { isModelUnknown }),
    });
  }

  /** The prompt in the active editor; beside a preview, the prompt that it shortens. */
  #prompt(): TextDocument | undefined {
    const active = activeEditor()?.document;
    if (active?.uri.scheme === COMPRESSED_SCHEME) this.#document = openDocument(sourceOf(active.uri)) ?? this.#document;
    else if (active) this.#document = this.#services.files.scope(active) && active;
    if (this.#document?.isClosed) this.#document = undefined;
    return this.#document;
  }

  async #model(id: string): Promise<ListedModel | undefined> {
    const catalogue = await this.#services.engine.models().catch(() => undefined);
    return catalogue?.models.find((model) => model.id === id);
  }
}

function openDocument(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
}
