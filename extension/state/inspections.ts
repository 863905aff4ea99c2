import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  EventEmitter,
  type TextDocument,
  window,
  workspace,
} from "vscode";
import { inspectRequest } from "../../protocol/engine.ts";
import type { Failure } from "../../protocol/failure.ts";
import type { MarkColumns } from "../../protocol/marks.ts";
import { type MarkedInspection, unpackInspection } from "../../protocol/packed-inspection.ts";
import type { Span } from "../../protocol/span.ts";
import type { EngineClient } from "../engine/engine-client.ts";
import { Glances } from "./glances.ts";
import type { PromptFiles } from "./prompt-files.ts";
import { promptInput } from "./prompt-input.ts";

/** Milliseconds of quiet after an edit before the prompt is inspected again. */
const QUIET = 60;

/** Longer prompts are inspected when asked for, not as one types. In UTF-16 units. */
const LONGEST_AUTOMATIC = 1_000_000;

interface Entry {
  /** The newest answer, for the version it was made from. */
  answer?: { readonly version: number; readonly inspection?: MarkedInspection; readonly failure?: Failure };
  asked?: Asked;
  timer?: ReturnType<typeof setTimeout>;
  work?: Work;
}

/** What a timer began: a glance and the inspection. */
interface Work {
  readonly version: number;
  readonly source: CancellationTokenSource;
  readonly done: Promise<void>;
}

interface Asked {
  readonly version: number;
  readonly promise: Promise<MarkedInspection>;
  readonly source: CancellationTokenSource;
  /** Somebody asked for it by `of`, so it goes on even when the prompt is no longer in sight. */
  isAwaited: boolean;
}

/** The inspections of the open prompts, kept up with their text. An answer for an older version is never given out. */
export class Inspections implements Disposable {
  readonly #engine: EngineClient;
  readonly #files: PromptFiles;
  readonly #glances: Glances;
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new EventEmitter<TextDocument>();
  readonly #glanced = new EventEmitter<{ document: TextDocument; marks: MarkColumns }>();
  readonly #progressed = new EventEmitter<{ document: TextDocument; share: number }>();
  readonly #subscriptions: Disposable[];
  /** Fires when a document's present version has been inspected, has failed to be, or is no prompt any more. */
  readonly onDidChange = this.#changed.event;
  /** Fires with the marks of the part in sight, when a long prompt has been opened. */
  readonly onDidGlance = this.#glanced.event;
  /** Fires while a document is inspected, with the share of the work that is done, 0 to 1. */
  readonly onDidProgress = this.#progressed.event;

  constructor(engine: EngineClient, files: PromptFiles) {
    this.#engine = engine;
    this.#files = files;
    this.#glances = new Glances(engine, files);
    this.#subscriptions = [
      this.#glances,
      files.onDidChange((document) => this.#renew(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#schedule(document)),
      workspace.onDidCloseTextDocument((document) => this.#drop(document)),
      workspace.onDidChangeConfiguration((event) => {
        const isOther = ["tare.model", "tare.models", "tare.promptFiles", "tare.keep"].some((name) =>
          event.affectsConfiguration(name),
        );
        if (isOther) this.renewAll();
      }),
      window.onDidChangeVisibleTextEditors(() => {
        this.#restHidden();
        this.#scheduleVisible();
      }),
    ];
    this.#scheduleVisible();
  }

  /** The inspection of the document as it stands, if there is one yet. Offsets are the document's. */
  current(document: TextDocument): MarkedInspection | undefined {
    return this.#answer(document)?.inspection;
  }

  /** Why the document as it stands could not be inspected. */
  failure(document: TextDocument): Failure | undefined {
    return this.#answer(document)?.failure;
  }

  /** Whether the prompt is so long that it is inspected only when `of` is called. */
  isTooLong(document: TextDocument): boolean {
    const scope = this.#files.scope(document);
    return scope !== undefined && scope.end - scope.start > LONGEST_AUTOMATIC;
  }

  /** The inspection of the document as it stands, made now if need be. Rejects with a `Failure`. */
  of(document: TextDocument): Promise<MarkedInspection> {
    const promise = this.#ask(document);
    const { asked } = this.#entry(document);
    if (asked) asked.isAwaited = true;
    return promise;
  }

  /** Ends the inspection that is being made; whoever waits for it gets a `Failure`, "cancelled". */
  cancel(document: TextDocument): void {
    this.#entry(document).asked?.source.cancel();
  }

  async #ask(document: TextDocument): Promise<MarkedInspection> {
    const scope = this.#files.scopeOrThrow(document);
    const entry = this.#entry(document);
    const version = document.version;
    if (entry.answer?.version === version && entry.answer.inspection) return entry.answer.inspection;
    if (entry.asked?.version === version) return entry.asked.promise;
    entry.asked?.source.cancel();
    const source = new CancellationTokenSource();
    const promise = this.#request(document, scope, source);
    entry.asked = { version, promise, source, isAwaited: false };
    try {
      const inspection = await promise;
      this.#settle(document, { version, inspection });
      return inspection;
    } finally {
      if (entry.asked?.promise === promise) delete entry.asked;
    }
  }

  /**
   * The inspection of the document as it stands, once there is one; nothing if it failed, waits to be asked for or the
   * text moved on first.
   */
  settled(document: TextDocument, token: CancellationToken): Promise<MarkedInspection | undefined> {
    const answer = this.#answer(document);
    if (answer || this.isTooLong(document)) return Promise.resolve(answer?.inspection);
    return new Promise((resolve) => {
      const finish = (inspection?: MarkedInspection) => {
        for (const subscription of subscriptions) subscription.dispose();
        resolve(inspection);
      };
      const subscriptions = [
        token.onCancellationRequested(() => finish()),
        this.onDidChange((changed) => {
          if (changed === document) finish(this.current(document));
        }),
      ];
    });
  }

  /** Inspects every visible prompt anew. */
  renewAll(): void {
    for (const document of workspace.textDocuments)
      if (this.#entries.has(document.uri.toString())) this.#renew(document);
    this.#scheduleVisible();
  }

  dispose(): void {
    for (const entry of this.#entries.values()) stop(entry);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
    this.#glanced.dispose();
    this.#progressed.dispose();
  }

  async #request(document: TextDocument, scope: Span, source: CancellationTokenSource): Promise<MarkedInspection> {
    const input = promptInput(document, scope);
    const onProgress = (share: number) => this.#progressed.fire({ document, share });
    const packed = await this.#engine.requestTracked(inspectRequest, input, onProgress, source.token);
    return unpackInspection(packed, scope.start);
  }

  async #refresh(document: TextDocument, token: CancellationToken, retry = true): Promise<void> {
    const version = document.version;
    try {
      if (!this.#entry(document).answer) {
        const marks = await this.#glances.at(document, token);
        if (marks && !token.isCancellationRequested) this.#glanced.fire({ document, marks });
      }
      if (!token.isCancellationRequested) await this.#ask(document);
    } catch (error) {
      const failure = error as Failure;
      if (failure.code === "cancelled") return;
      if (failure.code === "engine-down" && retry) return this.#refresh(document, token, false);
      this.#settle(document, { version, failure });
    }
  }

  #settle(document: TextDocument, answer: NonNullable<Entry["answer"]>): void {
    const entry = this.#entries.get(document.uri.toString());
    if (!entry || document.isClosed || document.version !== answer.version) return;
    entry.answer = answer;
    this.#changed.fire(document);
  }

  #schedule(document: TextDocument): void {
    if (!isVisible(document)) return;
    if (!this.#files.scope(document)) return;
    const entry = this.#entry(document);
    if (this.isTooLong(document)) {
      // A prompt this long is inspected only on request; until then its new text has no numbers.
      if (entry.answer && entry.answer.version !== document.version) this.#clear(document);
      return;
    }
    clearTimeout(entry.timer);
    entry.work?.source.cancel();
    if (entry.asked && entry.asked.version !== document.version) entry.asked.source.cancel();
    const begin = async () => {
      // The engine notices a cancellation only between two windows; else it would weigh both texts at once.
      await entry.work?.done;
      if (entry.timer !== timer) return;
      const source = new CancellationTokenSource();
      entry.work = { version: document.version, source, done: this.#refresh(document, source.token) };
    };
    const timer = setTimeout(begin, entry.answer ? QUIET : 0);
    entry.timer = timer;
  }

  #scheduleVisible(): void {
    for (const { document } of window.visibleTextEditors) {
      const { answer, work } = this.#entry(document);
      const isUnderWay = work?.version === document.version && !work.source.token.isCancellationRequested;
      if (answer?.version !== document.version && !isUnderWay) this.#schedule(document);
    }
  }

  /** Stops the work for prompts that are no longer in sight; the engine keeps the windows that it has scored. */
  #restHidden(): void {
    const shown = new Set(window.visibleTextEditors.map(({ document }) => document.uri.toString()));
    for (const [key, entry] of this.#entries) {
      if (!shown.has(key) && !entry.asked?.isAwaited) stop(entry);
    }
  }

  #renew(document: TextDocument): void {
    this.#clear(document);
    this.#schedule(document);
  }

  #clear(document: TextDocument): void {
    this.#drop(document);
    this.#changed.fire(document);
  }

  #drop(document: TextDocument): void {
    const entry = this.#entries.get(document.uri.toString());
    if (entry) stop(entry);
    this.#entries.delete(document.uri.toString());
  }

  #answer(document: TextDocument): Entry["answer"] {
    const answer = this.#entries.get(document.uri.toString())?.answer;
    return answer?.version === document.version ? answer : undefined;
  }

  #entry(document: TextDocument): Entry {
    const key = document.uri.toString();
    const entry = this.#entries.get(key) ?? {};
    this.#entries.set(key, entry);
    return entry;
  }
}

function isVisible(document: TextDocument): boolean {
  return window.visibleTextEditors.some((editor) => editor.document === document);
}

function stop(entry: Entry): void {
  clearTimeout(entry.timer);
  delete entry.timer;
  entry.work?.source.cancel();
  entry.asked?.source.cancel();
  delete entry.asked;
}
