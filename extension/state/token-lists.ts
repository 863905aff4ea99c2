import { Disposable, EventEmitter, type TextDocument, window, workspace } from "vscode";
import { listTokensRequest } from "../../protocol/engine.ts";
import type { ListedTokens } from "../../protocol/listed-tokens.ts";
import type { EngineClient } from "../engine/engine-client.ts";
import type { Inspections } from "./inspections.ts";
import type { PromptFiles } from "./prompt-files.ts";
import { promptInput } from "./prompt-input.ts";

/** The tokens of a document, whose text begins at `at`. */
export interface TokenList extends ListedTokens {
  readonly at: number;
}

/** The tokens of the prompts in sight, while a user wants to see them. */
export class TokenLists implements Disposable {
  readonly #engine: EngineClient;
  readonly #files: PromptFiles;
  readonly #lists = new WeakMap<TextDocument, { readonly version: number; readonly list: TokenList }>();
  readonly #changed = new EventEmitter<TextDocument>();
  readonly #toggled = new EventEmitter<void>();
  readonly #subscriptions: Disposable;
  /** Fires when the tokens of a document as it stands are listed. */
  readonly onDidChange = this.#changed.event;
  readonly onDidToggle = this.#toggled.event;
  #isShown = false;

  constructor(engine: EngineClient, files: PromptFiles, inspections: Inspections) {
    this.#engine = engine;
    this.#files = files;
    const listAgain = (document: TextDocument) => {
      // The inspection reports why it cannot be done.
      if (this.#isShown) void this.#list(document).catch(() => {});
    };
    this.#subscriptions = Disposable.from(
      inspections.onDidChange(listAgain),
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const { document } of editors) if (!this.current(document)) listAgain(document);
      }),
      workspace.onDidCloseTextDocument((document) => this.#lists.delete(document)),
    );
  }

  get isShown(): boolean {
    return this.#isShown;
  }

  /** The tokens of the document as it stands, where they are shown and known. */
  current(document: TextDocument): TokenList | undefined {
    const known = this.#isShown ? this.#lists.get(document) : undefined;
    return known?.version === document.version ? known.list : undefined;
  }

  /** Turns the tokens of all prompts in sight on or off. Rejects with a `Failure` where they cannot be listed. */
  async toggle(): Promise<void> {
    this.#isShown = !this.#isShown;
    this.#toggled.fire();
    if (this.#isShown) await Promise.all(window.visibleTextEditors.map(({ document }) => this.#list(document)));
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
    this.#toggled.dispose();
  }

  async #list(document: TextDocument): Promise<void> {
    const scope = this.#files.scope(document);
    if (!scope) return;
    const { version } = document;
    const { text, path, model } = promptInput(document, scope);
    const listed = await this.#engine.request(listTokensRequest, {
      text,
      ...(path !== undefined && { path }),
      ...(model !== undefined && { model }),
    });
    if (document.version !== version) return;
    this.#lists.set(document, { version, list: { ...listed, at: scope.start } });
    this.#changed.fire(document);
  }
}
