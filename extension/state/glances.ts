import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  type TextDocument,
  window,
  workspace,
} from "vscode";
import { glanceRequest } from "../../protocol/engine.ts";
import { type MarkColumns, movedMarks } from "../../protocol/marks.ts";
import type { Span } from "../../protocol/span.ts";
import type { EngineClient } from "../engine/engine-client.ts";
import type { PromptFiles } from "./prompt-files.ts";
import { chosenModel } from "./prompt-input.ts";
import { setting } from "./settings.ts";

/** About as much as fits on a screen; longer prompts get a glance first. In UTF-16 units. */
const LONG = 4000;

/** First looks at long prompts: at the part in sight, before the whole is inspected. */
export class Glances implements Disposable {
  readonly #engine: EngineClient;
  readonly #files: PromptFiles;
  readonly #subscription: Disposable;
  /** Cancels the reading ahead, once it is known what is in sight. */
  #ahead?: CancellationTokenSource;

  constructor(engine: EngineClient, files: PromptFiles) {
    this.#engine = engine;
    this.#files = files;
    this.#subscription = workspace.onDidOpenTextDocument((document) => this.#readAhead(document));
  }

  /** The marks of the part in sight; nothing if the prompt is short or the look fails. */
  async at(document: TextDocument, token: CancellationToken): Promise<MarkColumns | undefined> {
    const scope = this.#files.scope(document);
    const editor = window.visibleTextEditors.find((editor) => editor.document === document);
    const [visible] = editor?.visibleRanges ?? [];
    if (!scope || !visible || scope.end - scope.start < LONG) return undefined;
    const start = Math.max(scope.start, document.offsetAt(visible.start));
    const end = Math.min(scope.end, document.offsetAt(visible.end));
    if (start >= end) return undefined;
    this.#ahead?.cancel();
    // A part may fail where the whole does not (half a JSON file); then its marks come with the whole.
    const marks = await this.#glance(document, { start, end }, token).catch(() => undefined);
    return marks && movedMarks(marks, start);
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /**
   * The editor takes a while to show a document that it has opened. Meanwhile the engine starts and reads the
   * beginning, which will most likely be in sight; it remembers what it has read.
   */
  #readAhead(document: TextDocument): void {
    const scope = this.#files.scope(document);
    if (!scope) return;
    this.#ahead?.cancel();
    this.#ahead = new CancellationTokenSource();
    const beginning = { start: scope.start, end: Math.min(scope.end, scope.start + LONG) };
    // What fails here fails again in the inspection, which reports it.
    this.#glance(document, beginning, this.#ahead.token).catch(() => {});
  }

  #glance(document: TextDocument, { start, end }: Span, token: CancellationToken): Promise<MarkColumns> {
    const text = document.getText().slice(start, end);
    const { uri } = document;
    const input = { text, ...chosenModel(uri), force: setting("keep", uri) };
    return this.#engine.request(glanceRequest, input, token);
  }
}
