import { CancellationTokenSource, Disposable, EventEmitter, type TextDocument, workspace } from "vscode";
import type { Comparison } from "../../protocol/comparison.ts";
import { compareRequest } from "../../protocol/engine.ts";
import type { EngineClient } from "../engine/engine-client.ts";
import type { Inspections } from "./inspections.ts";
import type { LastImport } from "./last-import.ts";
import type { PromptFiles } from "./prompt-files.ts";
import { promptInput } from "./prompt-input.ts";

interface Entry {
  readonly source: CancellationTokenSource;
  /** The last one that was made; it may be of the text before the last keystrokes. */
  comparison?: Comparison;
}

/** The open prompts compared for the models that the user has chosen for that: made after each inspection. */
export class Comparisons implements Disposable {
  readonly #engine: EngineClient;
  readonly #files: PromptFiles;
  readonly #lastImport: LastImport;
  readonly #entries = new Map<TextDocument, Entry>();
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: Disposable;
  #models: readonly string[] = [];

  constructor(engine: EngineClient, files: PromptFiles, inspections: Inspections, lastImport: LastImport) {
    this.#engine = engine;
    this.#files = files;
    this.#lastImport = lastImport;
    this.#subscriptions = Disposable.from(
      // The inspection reports what is wrong with the engine.
      inspections.onDidChange((document) => void this.#make(document).catch(() => {})),
      workspace.onDidCloseTextDocument((document) => {
        this.#entries.get(document)?.source.cancel();
        this.#entries.delete(document);
      }),
    );
  }

  get models(): readonly string[] {
    return this.#models;
  }

  /** The comparison of the document, where it is compared for any models. */
  latest(document: TextDocument): Comparison | undefined {
    return this.#entries.get(document)?.comparison;
  }

  /**
   * Compares prompts for these models from now on, this prompt at once; an empty list ends that. Rejects with a
   * `Failure`.
   */
  async choose(models: readonly string[], document: TextDocument): Promise<void> {
    this.#models = models;
    for (const { source } of this.#entries.values()) source.cancel();
    this.#entries.clear();
    this.#changed.fire();
    await this.#make(document);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  async #make(document: TextDocument): Promise<void> {
    const scope = this.#files.scope(document);
    const before = this.#entries.get(document);
    before?.source.cancel();
    if (!scope || this.#models.length === 0) return;
    const entry: Entry = { ...before, source: new CancellationTokenSource() };
    this.#entries.set(document, entry);
    const { text, path } = promptInput(document, scope);
    const { token } = entry.source;
    const comparison = await this.#engine.request(
      compareRequest,
      { text, models: this.#models, ownCalls: this.#lastImport.calls, ...(path !== undefined && { path }) },
      token,
    );
    if (token.isCancellationRequested) return;
    entry.comparison = comparison;
    this.#changed.fire();
  }
}
