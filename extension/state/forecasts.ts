import { Disposable, EventEmitter, type TextDocument, workspace } from "vscode";
import { type ForecastInput, forecastRequest } from "../../protocol/engine.ts";
import type { Failure } from "../../protocol/failure.ts";
import type { Forecast } from "../../protocol/forecast.ts";
import type { Inspection } from "../../protocol/inspection.ts";
import type { EngineClient } from "../engine/engine-client.ts";
import type { Inspections } from "./inspections.ts";
import type { LastImport } from "./last-import.ts";
import type { Ledger } from "./ledger.ts";
import type { PromptFiles } from "./prompt-files.ts";
import { promptInput } from "./prompt-input.ts";
import { setting, tellUnfit } from "./settings.ts";

interface Entry {
  readonly forecast: Forecast;
  /** What was known of the prompt when it was made: its inspection, or that the catalogue does not know its model. */
  readonly known: Inspection | Failure;
}

/**
 * How long models will think over the open prompts: made after each inspection, and anew when there are other own
 * calls to learn from.
 */
export class Forecasts implements Disposable {
  readonly #engine: EngineClient;
  readonly #files: PromptFiles;
  readonly #inspections: Inspections;
  readonly #lastImport: LastImport;
  readonly #entries = new Map<string, Entry>();
  /** The last one asked for of each prompt: answers to earlier ones are dropped. */
  readonly #asked = new Map<string, symbol>();
  readonly #changed = new EventEmitter<TextDocument>();
  readonly #subscriptions: Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(
    engine: EngineClient,
    files: PromptFiles,
    inspections: Inspections,
    lastImport: LastImport,
    ledger: Ledger,
  ) {
    this.#engine = engine;
    this.#files = files;
    this.#inspections = inspections;
    this.#lastImport = lastImport;
    this.#subscriptions = Disposable.from(
      inspections.onDidChange((document) => void this.#make(document)),
      lastImport.onDidChange(() => this.#makeAll()),
      ledger.onDidChange(() => this.#makeAll()),
      workspace.onDidChangeConfiguration((event) => {
        if (["tare.effort", "tare.models"].some((name) => event.affectsConfiguration(name))) this.#makeAll();
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.#entries.delete(uri.toString());
        this.#asked.delete(uri.toString());
      }),
    );
  }

  /** The forecast for the document as it stands, if there is one yet. */
  current(document: TextDocument): Forecast | undefined {
    const entry = this.#entries.get(document.uri.toString());
    return entry && entry.known === this.#known(document) ? entry.forecast : undefined;
  }

  /**
   * The last forecast for the document and this model; it may be of the text before the last keystrokes.
   */
  latest(document: TextDocument, model: string): Forecast | undefined {
    const forecast = this.#entries.get(document.uri.toString())?.forecast;
    return forecast?.model === model ? forecast : undefined;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  /** A model without a known tokenizer or price can still be forecast from its kin. */
  #known(document: TextDocument): Inspection | Failure | undefined {
    const failure = this.#inspections.failure(document);
    return failure?.code === "unknown-model" ? failure : this.#inspections.current(document);
  }

  #makeAll(): void {
    for (const document of workspace.textDocuments) void this.#make(document);
  }

  async #make(document: TextDocument): Promise<void> {
    const known = this.#known(document);
    const scope = this.#files.scope(document);
    if (!known || !scope) return;
    const key = document.uri.toString();
    const asked = Symbol();
    this.#asked.set(key, asked);
    const input: ForecastInput = { ...promptInput(document, scope), ownCalls: this.#lastImport.calls };
    const effort = setting("effort", document.uri);
    const forecast = await this.#engine
      .request(forecastRequest, { ...input, effort })
      // The model may not have that effort.
      .catch(({ code, message }: Failure) => {
        if (effort === "") return undefined;
        if (code === "usage") tellUnfit("effort", effort, message);
        return this.#engine.request(forecastRequest, input);
      })
      // The inspection reports what is wrong with the engine; a prompt can do without a forecast.
      .catch(() => undefined);
    if (!forecast || this.#asked.get(key) !== asked) return;
    // The last edit may have made a call into instructions.
    if ("sentAs" in forecast) this.#entries.delete(key);
    else this.#entries.set(key, { forecast, known });
    this.#changed.fire(document);
  }
}
