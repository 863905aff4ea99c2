import { type Disposable, EventEmitter, type TextDocument, type Uri, workspace } from "vscode";
import type { Compression } from "../protocol/compression.ts";
import { compressRequest } from "../protocol/engine.ts";
import type { EngineClient } from "./engine-client.ts";
import type { PromptFiles } from "./prompt-files.ts";
import { promptInput } from "./prompt-input.ts";
import { setting } from "./settings.ts";

interface Entry {
  keep?: number;
  latest?: { readonly version: number; readonly keep: number; readonly promise: Promise<Compression> };
}

/** How much of each prompt is to be kept, as the panel's slider and the command set it, and what then remains. */
export class Compressions implements Disposable {
  readonly #engine: EngineClient;
  readonly #files: PromptFiles;
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #subscriptions: Disposable[];
  /** Fires when a prompt is to be compressed otherwise: to another share, for another model, another part of it. */
  readonly onDidChange = this.#changed.event;

  constructor(engine: EngineClient, files: PromptFiles) {
    this.#engine = engine;
    this.#files = files;
    this.#subscriptions = [
      workspace.onDidCloseTextDocument(({ uri }) => this.#entries.delete(uri.toString())),
      files.onDidChange(({ uri }) => this.#renew(uri)),
      workspace.onDidChangeConfiguration((event) => {
        const isOther = ["tare.model", "tare.retention"].some((name) => event.affectsConfiguration(name));
        if (isOther) for (const { uri } of workspace.textDocuments) this.#renew(uri);
      }),
    ];
  }

  /** The share of the prompt's tokens to keep, 0 to 1. */
  retention(uri: Uri): number {
    return this.#entries.get(uri.toString())?.keep ?? setting("retention", uri);
  }

  setRetention(uri: Uri, keep: number): void {
    if (keep === this.retention(uri)) return;
    this.#entries.set(uri.toString(), { keep });
    this.#changed.fire(uri);
  }

  /** The compression of the document as it stands; its offsets are the document's. Rejects with a `Failure`. */
  of(document: TextDocument): Promise<Compression> {
    const key = document.uri.toString();
    const keep = this.retention(document.uri);
    const { latest } = this.#entries.get(key) ?? {};
    if (latest?.version === document.version && latest.keep === keep) return latest.promise;
    const promise = this.#request(document, keep);
    const made = { version: document.version, keep, promise };
    this.#entries.set(key, { ...this.#entries.get(key), latest: made });
    promise.catch(() => {
      const entry = this.#entries.get(key);
      if (entry?.latest === made) delete entry.latest;
    });
    return promise;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  /** Forgets what was made, not how much is to be kept. */
  #renew(uri: Uri): void {
    const entry = this.#entries.get(uri.toString());
    if (!entry) return;
    delete entry.latest;
    this.#changed.fire(uri);
  }

  async #request(document: TextDocument, keep: number): Promise<Compression> {
    const scope = this.#files.scopeOrThrow(document);
    const { start, end } = scope;
    const whole = document.getText();
    const input = { ...promptInput(document, scope), budget: { keep } };
    const compression = await this.#engine.request(compressRequest, input);
    return {
      ...compression,
      text: whole.slice(0, start) + compression.text + whole.slice(end),
      removed: compression.removed.map((r) => ({ ...r, start: r.start + start, end: r.end + start })),
    };
  }
}
