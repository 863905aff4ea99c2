import {
  type Disposable,
  EventEmitter,
  l10n,
  languages,
  type TextDocument,
  type TextDocumentChangeEvent,
  workspace,
} from "vscode";
import { Failure } from "../../protocol/failure.ts";
import { PROMPT_LANGUAGES } from "../../protocol/formats.ts";
import type { Span } from "../../protocol/span.ts";
import { partAfter } from "../editor/after-edit.ts";
import { COMPRESSED_SCHEME } from "../editor/preview-uri.ts";
import { setting } from "./settings.ts";

/** Schemes of documents that are views of something else: a diff's left side, a notebook's cell, a preview of ours. */
const VIEW_SCHEMES = new Set([
  "git",
  "output",
  COMPRESSED_SCHEME,
  "comment",
  "vscode-chat-code-block",
  "vscode-notebook-cell",
]);

/** Knows which documents are prompts, by language, by name or because the user said so, and which part of them. */
export class PromptFiles implements Disposable {
  readonly #whole = new Set<string>();
  /**
   * Whether a file is a prompt by its language and name. Cached: it is slow to find out, and asked at every keystroke.
   */
  readonly #byNature = new Map<string, boolean>();
  readonly #selections = new Map<string, Span>();
  readonly #changed = new EventEmitter<TextDocument>();
  readonly #subscriptions = [
    workspace.onDidChangeTextDocument((event) => this.#follow(event)),
    workspace.onDidCloseTextDocument((document) => this.#forget(document)),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("tare.promptFiles")) this.#byNature.clear();
    }),
  ];
  /** Fires when a document became a prompt, ceased to be one, or another part of it is the prompt now. */
  readonly onDidChange = this.#changed.event;

  /** The part of the document that is a prompt, if any. */
  scope(document: TextDocument): Span | undefined {
    const key = document.uri.toString();
    const selection = this.#selections.get(key);
    if (selection) return selection;
    return this.#whole.has(key) || this.#isPrompt(document) ? { start: 0, end: document.getText().length } : undefined;
  }

  /** The part of the document that is a prompt. Throws a `Failure` ("usage") where none is. */
  scopeOrThrow(document: TextDocument): Span {
    const scope = this.scope(document);
    if (scope) return scope;
    throw new Failure(
      "usage",
      l10n.t("Tare does not know this file as a prompt. Use “Tare: Treat This File as a Prompt”."),
    );
  }

  /** Treats the whole document as a prompt; or no longer, where it was one only because the user had said so. */
  toggleWhole(document: TextDocument): void {
    const key = document.uri.toString();
    const wasChosen = this.#selections.delete(key) || this.#whole.delete(key);
    if (!wasChosen) this.#whole.add(key);
    this.#changed.fire(document);
  }

  /** Treats only this part of the document as a prompt; the part follows later edits. */
  select(document: TextDocument, span: Span): void {
    this.#selections.set(document.uri.toString(), span);
    this.#changed.fire(document);
  }

  dispose(): void {
    this.#changed.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #follow({ document, contentChanges }: TextDocumentChangeEvent): void {
    const key = document.uri.toString();
    const before = this.#selections.get(key);
    if (!before) return;
    const after = partAfter(before, contentChanges);
    if (after) {
      this.#selections.set(key, after);
      return;
    }
    this.#selections.delete(key);
    this.#changed.fire(document);
  }

  #isPrompt(document: TextDocument): boolean {
    const key = `${document.languageId} ${document.uri}`;
    const known = this.#byNature.get(key) ?? isPromptFile(document);
    this.#byNature.set(key, known);
    return known;
  }

  #forget(document: TextDocument): void {
    if (!document.isClosed) {
      // VS Code tells of another language as if the document were closed and, in the same turn, opened again.
      queueMicrotask(() => this.#changed.fire(document));
      return;
    }
    this.#whole.delete(document.uri.toString());
    this.#selections.delete(document.uri.toString());
  }
}

function isPromptFile(document: TextDocument): boolean {
  if (VIEW_SCHEMES.has(document.uri.scheme)) return false;
  const patterns = setting("promptFiles", document.uri);
  const filters = [...PROMPT_LANGUAGES.map((language) => ({ language })), ...patterns.map((pattern) => ({ pattern }))];
  return languages.match(filters, document) > 0;
}
