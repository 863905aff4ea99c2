import type { Disposable, ExtensionContext, LogOutputChannel } from "vscode";
import type { EngineClient } from "./engine/engine-client.ts";
import type { Comparisons } from "./state/comparisons.ts";
import type { Compressions } from "./state/compressions.ts";
import type { Contexts } from "./state/contexts.ts";
import type { Forecasts } from "./state/forecasts.ts";
import type { Inspections } from "./state/inspections.ts";
import type { LastImport } from "./state/last-import.ts";
import type { Ledger } from "./state/ledger.ts";
import type { PromptFiles } from "./state/prompt-files.ts";
import type { TokenLists } from "./state/token-lists.ts";

/** What the features share. */
export interface Services {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly engine: EngineClient;
  readonly files: PromptFiles;
  readonly inspections: Inspections;
  readonly compressions: Compressions;
  readonly lastImport: LastImport;
  readonly forecasts: Forecasts;
  readonly contexts: Contexts;
  readonly comparisons: Comparisons;
  readonly ledger: Ledger;
  readonly tokenLists: TokenLists;
}

/** One thing that a user sees: the function registers it, and disposing of the result removes it. */
export type Feature = (services: Services) => Disposable;
