import { type Disposable, EventEmitter, type TextDocument, type Uri, workspace } from "vscode";
import { isSameTarget } from "../../display/target.ts";
import type { Compression } from "../../protocol/compression.ts";
import { compressRequest, type Target } from "../../protocol/engine.ts";
import type { Span } from "../../protocol/span.ts";
import type { EngineClient } from "../engine/engine-client.ts";
import type { PromptFiles } from "./prompt-files.ts";
import { promptInput } from "./prompt-input.ts";
import { setting } from "./settings.ts";

interface Entry {
  /** What the user chose for this prompt; `null`: only to trim it. */
  chosen?: Target | null;
  readonly made: Map<string, Made>;
}

interface Made {
  readonly version: number;
  readonly promise: Promise<Compression>;
}

/** The shorter versions of the prompts: trimmed, or squeezed to what the panel's slider or the command says. */
export class Compressions implements Disposable {
  readonly #engine: EngineClient;
  readonly #files: PromptFiles;
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #subscriptions: Disposable[];
  /** Fires when compressions change: the target, the model, or the part of the document that is the prompt. */
  readonly onDidChange = this.#changed.event;

  constructor(engine: EngineClient, files: PromptFiles) {
    this.#engine = engine;
    this.#files = files;
    this.#subscriptions = [
      workspace.onDidCloseTextDocument(({ uri }) => this.#entries.delete(uri.toString())),
      files.onDidChange(({ uri }) => this.#renew(uri)),
      workspace.onDidChangeConfiguration((event) => {
        const isOther = ["model", "models", "retention", "keep"].some((name) =>
          event.affectsConfiguration(`tare.${name}`),
        );
        if (isOther) for (const { uri } of workspace.textDocuments) this.#renew(uri);
      }),
    ];
  }

  /** What the prompt is squeezed to; nothing where it is only trimmed. */
  target(uri: Uri): Target | undefined {
    const chosen = this.#entries.get(uri.toString())?.chosen;
    if (chosen !== undefined) return chosen ?? undefined;
    const keep = setting("retention", uri);
    return keep === null ? undefined : { keep };
  }

  setTarget(uri: Uri, target: Target | undefined): void {
    if (isSameTarget(target, this.target(uri))) return;
    const trimmed = this.#entry(uri).made.get(keyOf(undefined));
    this.#entries.set(uri.toString(), {
      chosen: target ?? null,
      made: new Map(trimmed && [[keyOf(undefined), trimmed]]),
    });
    this.#changed.fire(uri);
  }

  /** The compression of the document as it stands; its offsets are the document's. Rejects with a `Failure`. */
  of(document: TextDocument): Promise<Compression> {
    return this.#to(document, this.target(document.uri));
  }

  /** What trim leaves of the document as it stands, whatever it is squeezed to. Rejects with a `Failure`. */
  trimmed(document: TextDocument): Promise<Compression> {
    return this.#to(document, undefined);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #to(document: TextDocument, target: Target | undefined): Promise<Compression> {
    const { version } = document;
    const { made } = this.#entry(document.uri);
    const key = keyOf(target);
    const latest = made.get(key);
    if (latest?.version === version) return latest.promise;
    const promise = this.#request(document, target);
    const mine = { version, promise };
    made.set(key, mine);
    promise.catch(() => {
      if (made.get(key) === mine) made.delete(key);
    });
    return promise;
  }

  #entry(uri: Uri): Entry {
    const key = uri.toString();
    const entry = this.#entries.get(key) ?? { made: new Map() };
    this.#entries.set(key, entry);
    return entry;
  }

  /** Drops the compressions that were made, and keeps the target that was chosen. */
  #renew(uri: Uri): void {
    const entry = this.#entries.get(uri.toString());
    if (!entry) return;
    entry.made.clear();
    this.#changed.fire(uri);
  }

  async #request(document: TextDocument, target: Target | undefined): Promise<Compression> {
    const scope = this.#files.scopeOrThrow(document);
    const { start, end } = scope;
    const whole = document.getText();
    const input = { ...promptInput(document, scope), ...(target && { target }) };
    const compression = await this.#engine.request(compressRequest, input);
    const moved = <S extends Span>(span: S): S => ({ ...span, start: span.start + start, end: span.end + start });
    return {
      ...compression,
      text: whole.slice(0, start) + compression.text + whole.slice(end),
      removed: compression.removed.map(moved),
      recased: compression.recased.map(moved),
    };
  }
}

function keyOf(target: Target | undefined): string {
  return JSON.stringify(target ?? null);
}
