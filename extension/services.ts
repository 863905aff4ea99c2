import type { Disposable, ExtensionContext, LogOutputChannel } from "vscode";
import type { Compressions } from "./compressions.ts";
import type { EngineClient } from "./engine-client.ts";
import type { Forecasts } from "./forecasts.ts";
import type { Inspections } from "./inspections.ts";
import type { OwnCalls } from "./own-calls.ts";
import type { PromptFiles } from "./prompt-files.ts";

/** What the features share. */
export interface Services {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly engine: EngineClient;
  readonly files: PromptFiles;
  readonly inspections: Inspections;
  readonly compressions: Compressions;
  readonly ownCalls: OwnCalls;
  readonly forecasts: Forecasts;
}

/** One thing that a user sees: it sets itself up and is undone by disposing of what it returns. */
export type Feature = (services: Services) => Disposable;
