import { ProgressType, RequestType, RequestType0 } from "vscode-jsonrpc";
import type { ListedModel } from "./catalogue.ts";
import type { Comparison } from "./comparison.ts";
import type { Compression, Controls } from "./compression.ts";
import type {
  AgentContext,
  AgentId,
  ContextInput,
  ContextPoint,
  ContextReport,
  FileRead,
  Listing,
  ServerLaunch,
  ServerTools,
} from "./context.ts";
import type { FailureCode } from "./failure.ts";
import type { Forecast, NoCall, OwnCall } from "./forecast.ts";
import type { Method, PromptCount } from "./inspection.ts";
import type { ExportFormat, FoundLogs, ImportedLogs, LedgerFilter, LedgerReport } from "./ledger.ts";
import type { ListedTokens } from "./listed-tokens.ts";
import type { MarkColumns } from "./marks.ts";
import type { PackedInspection } from "./packed-inspection.ts";

/**
 * What every request about a prompt carries. `path` tells the kind of prompt. `model`: the name of the model that was
 * chosen; where none was, the prompt is for the model that its file names, or else for the usual one.
 */
export interface PromptInput extends Controls {
  readonly text: string;
  readonly path?: string;
  readonly model?: string;
  readonly question?: string;
  readonly method?: Method;
}

/** The target of squeeze, how much to keep: a share of the prose, 0 to 1, or a number of tokens of the whole. */
export type Target = { readonly keep: number } | { readonly tokens: number };

/**
 * `effort`: the provider's name for it, or a thinking budget in tokens; the model's usual one where absent. `budget`:
 * tokens that a call may think at most. `thinking`: a trace as far as it has come. `samples`: plans for up to so many
 * are wanted.
 */
export interface ForecastInput extends Pick<PromptInput, "text" | "path" | "model"> {
  readonly effort?: string;
  readonly budget?: number;
  readonly thinking?: string;
  readonly samples?: number;
  readonly ownCalls?: readonly OwnCall[];
}

/** Without a target it is trimmed. */
export interface CompressInput extends PromptInput {
  readonly target?: Target;
}

/** The names of the models that a prompt is compared for. */
export interface CompareInput extends Pick<PromptInput, "text" | "path"> {
  readonly models: readonly string[];
  readonly ownCalls?: readonly OwnCall[];
}

/** A request whose progress is reported under this token as `shareDone`. */
export type Tracked<T> = T & { readonly progressToken?: string };

/**
 * What the engine process is doing; a stopped one starts at the next request. `reason`: one line in the user's words.
 */
export type EngineState =
  | { readonly is: "stopped" | "starting" | "ready" | "busy" }
  | { readonly is: "failed"; readonly reason: string };

export interface FailureData {
  readonly code: FailureCode;
  /** Where an `internal` failure happened. */
  readonly stack?: string;
}

/** The requests that the engine process answers; every one can be cancelled. */
export const countRequest = new RequestType<Pick<PromptInput, "text" | "path" | "model">, PromptCount, FailureData>(
  "tare/count",
);
/** The tokens of the file's text, one by one, for the display of token boundaries. */
export const listTokensRequest = new RequestType<
  Pick<PromptInput, "text" | "path" | "model">,
  ListedTokens,
  FailureData
>("tare/listTokens");
export const inspectRequest = new RequestType<Tracked<PromptInput>, PackedInspection, FailureData>("tare/inspect");
/** A first look at a part of a prompt: what to paint there until the whole is inspected. */
export const glanceRequest = new RequestType<PromptInput, MarkColumns, FailureData>("tare/glance");
export const compressRequest = new RequestType<Tracked<CompressInput>, Compression, FailureData>("tare/compress");
export const forecastRequest = new RequestType<ForecastInput, Forecast | NoCall, FailureData>("tare/forecast");
export const compareRequest = new RequestType<CompareInput, Comparison, FailureData>("tare/compare");
/** What the input of one call costs with each of these models, in US dollars; null where no price is known. */
export const inputCostsRequest = new RequestType<CompareInput, readonly (number | null)[], FailureData>(
  "tare/inputCosts",
);
/** Finds the logs of known tools at their usual places. */
export const findLogsRequest = new RequestType<Record<never, never>, readonly FoundLogs[], FailureData>(
  "tare/findLogs",
);
/** Reads what is new in logs into the ledger, and audits the newest of them. */
export const importLogsRequest = new RequestType<Tracked<LogsToImport>, ImportedLogs, FailureData>("tare/importLogs");
/** Logs and folders of them; or, where they lie on no disk of this machine, their texts, which no ledger keeps. */
export type LogsToImport = { readonly paths: readonly string[] } | { readonly texts: readonly string[] };
/** Empties the ledger. */
export const forgetCallsRequest = new RequestType<Record<never, never>, void, FailureData>("tare/forgetCalls");
/** Where the money of the ledger's calls went; null where nothing was imported. */
export const ledgerReportRequest = new RequestType<LedgerFilter, LedgerReport | null, FailureData>("tare/ledgerReport");
/** Writes the ledger's calls to a file; answers how many. */
export const exportLedgerRequest = new RequestType<LedgerExport, number, FailureData>("tare/exportLedger");
export interface LedgerExport {
  readonly file: string;
  readonly format: ExportFormat;
  readonly only: LedgerFilter;
}
/** Every model that is known, in the order of a list. */
export const modelsRequest = new RequestType0<ModelList, FailureData>("tare/models");
export interface ModelList {
  /** Day of the price snapshot, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly models: readonly ListedModel[];
}
/** Sets the user's own models and prices, as the setting `tare.models` has them. */
export const ownModelsRequest = new RequestType<unknown, void, FailureData>("tare/ownModels");
/** Answered at once, whatever else is going on; an engine that does not answer hangs. */
export const pingRequest = new RequestType0<void, void>("tare/ping");
/** How far long work has come, 0 to 1. */
export const shareDone = new ProgressType<number>();

/**
 * What agents load by themselves in a workspace. Where that is not on the engine's disk, it asks the host for files.
 */
export const weighContextRequest = new RequestType<WorkspaceInput, WorkspaceContext, FailureData>("tare/weighContext");
/** `workspace`: the URI of its folder. */
export interface InWorkspace {
  readonly workspace: string;
}
/**
 * `unsaved`: the texts of open files as they stand in their editors, by path. `sameFiles`: no file has come or gone
 * since the last time, so that they need not be listed.
 */
export interface WorkspaceInput extends ContextInput, InWorkspace {
  readonly sameFiles?: boolean;
  readonly unsaved: Readonly<Record<string, string>>;
}
/** `home`: the URI of the user's home, where paths that begin with `~/` lie. */
export interface WorkspaceContext extends ContextReport {
  readonly home?: string;
}
/**
 * The same in short, for who shows one agent at a time: `shown` is whole, else the agent that loads the most with every
 * turn. All of them whole would hold up the host for longer than it may be.
 */
export const shownContextRequest = new RequestType<
  WorkspaceInput & { readonly shown?: AgentId },
  ShownContext,
  FailureData
>("tare/shownContext");
/** `shown`: absent where no agent loads anything. */
export interface ShownContext extends Pick<WorkspaceContext, "home"> {
  readonly agents: readonly Pick<AgentContext, "agent" | "name" | "standing">[];
  readonly shown?: AgentContext;
}
/**
 * How what every turn sends of a workspace on the engine's disk has changed over its latest commits, the newest first;
 * git is run to read them.
 */
export const contextHistoryRequest = new RequestType<
  InWorkspace & Omit<ContextInput, "user">,
  readonly ContextPoint[],
  FailureData
>("tare/contextHistory");
/** The tools in a saved answer of a server to `tools/list`. `file`: what it is called where it is none. */
export const readToolsRequest = new RequestType<
  { readonly server: string; readonly text: string; readonly file: string },
  ServerTools,
  FailureData
>("tare/readTools");
/** How an agent starts a server; nothing is started. */
export const serverLaunchRequest = new RequestType<
  InWorkspace & { readonly agent: AgentId; readonly server: string },
  ServerLaunch,
  FailureData
>("tare/serverLaunch");
/** Starts a server, asks what tools it has, and stops it. Only for a user who was shown this launch and wants it. */
export const askMcpServerRequest = new RequestType<
  { readonly server: string; readonly launch: ServerLaunch },
  ServerTools,
  FailureData
>("tare/askMcpServer");
/** What the engine asks of the host then, as `Files` of `protocol/context.ts` says. */
export const listFilesRequest = new RequestType<InWorkspace & { readonly folder: string }, Listing, void>(
  "tare/listFiles",
);
export const readTextRequest = new RequestType<InWorkspace & { readonly path: string }, FileRead, void>(
  "tare/readText",
);

/** What an engine in a Web Worker asks of the host: the bytes of a file of the package. */
export const readAssetRequest = new RequestType<string, Uint8Array, void>("tare/readAsset");
