import * as l10n from "@vscode/l10n";
import { LRUCache } from "lru-cache";
import {
  type CancellationToken,
  createMessageConnection,
  type MessageConnection,
  type MessageReader,
  type MessageWriter,
  ResponseError,
} from "vscode-jsonrpc";
import { askServer, onDisk } from "#platform";
import type { Files, Listing } from "../../protocol/context.ts";
import {
  askServerRequest,
  compareRequest,
  compressRequest,
  contextHistoryRequest,
  countRequest,
  exportLedgerRequest,
  type FailureData,
  type ForecastInput,
  findLogsRequest,
  forecastRequest,
  forgetCallsRequest,
  glanceRequest,
  importLogsRequest,
  inputCostsRequest,
  inspectRequest,
  ledgerReportRequest,
  listFilesRequest,
  listTokensRequest,
  modelsRequest,
  ownModelsRequest,
  type PromptInput,
  pingRequest,
  readTextRequest,
  readToolsRequest,
  serverLaunchRequest,
  shareDone,
  weighContextRequest,
} from "../../protocol/engine.ts";
import { asFailure, Failure } from "../../protocol/failure.ts";
import type { OwnCall } from "../../protocol/forecast.ts";
import { markColumns } from "../../protocol/marks.ts";
import { packInspection } from "../../protocol/packed-inspection.ts";
import { textsNotification } from "../../protocol/texts.ts";
import { compare, inputCosts } from "../compare.ts";
import { compress } from "../compress/compress.ts";
import { listedTools } from "../context/listed-tools.ts";
import { serverLaunch } from "../context/server-launch.ts";
import { contextHistory } from "../context-history.ts";
import { setOwnModels } from "../cost/catalogue.ts";
import { readOwnModels } from "../cost/own-models.ts";
import { count } from "../count.ts";
import { forecastPrompt } from "../forecast.ts";
import { importAndAudit } from "../import-and-audit.ts";
import { inspect } from "../inspect.ts";
import { NO_LEDGER } from "../ledger/ledger.ts";
import { listModels } from "../list-models.ts";
import { listTokens } from "../list-tokens.ts";
import { marksOf } from "../marks.ts";
import { Forecaster } from "../reasoning/forecaster.ts";
import { removableSpans } from "../removable.ts";
import { SalienceEngine } from "../salience/salience.ts";
import { paintedWords, type Watch, type WeighedPrompt, weigh } from "../weigh.ts";
import { weighContext } from "../weigh-context.ts";
import { finite } from "./finite.ts";

/** Commits that are looked at for changes of what agents load, and changes that are enough. */
const MOST_COMMITS = 100;
const MOST_CHANGES = 10;

/** Serves the requests of `protocol/engine.ts` to the one at the other end of the channel. */
export function serve(reader: MessageReader, writer: MessageWriter, ledger = NO_LEDGER): void {
  const connection = createMessageConnection(reader, writer);
  let models = openModels();
  const weighOnce = async (prompt: PromptInput, watch: Watch): Promise<WeighedPrompt> => {
    const key = JSON.stringify(prompt, Object.keys(prompt).sort());
    const { recent, salience } = models;
    const weighed = recent.get(key) ?? (await weigh(prompt, salience, watch));
    recent.set(key, weighed);
    return weighed;
  };
  /** A failure crosses the channel with its code, and with its stack where it is a fault of Tare's own. */
  const answer = async <T>(work: () => Promise<T>): Promise<T | ResponseError<FailureData>> => {
    try {
      return finite(await work());
    } catch (error) {
      const { code, message, stack } = asFailure(error);
      // After a damaged model file, its results are dropped and the files are read anew at the next request.
      if (code === "model-files") models = openModels();
      return new ResponseError(1, message, { code, ...(code === "internal" && stack !== undefined && { stack }) });
    }
  };
  /** Adds the ledger's calls, except for models and efforts of which the request itself brings calls. */
  const taught = async <T extends Pick<ForecastInput, "ownCalls">>(input: T): Promise<T> => {
    const { ownCalls: brought = [] } = input;
    const nameOf = ({ model, effort }: OwnCall) => `${model} ${effort}`;
    const names = new Set(brought.map(nameOf));
    const kept = (await ledger.lessons()).filter((call) => !names.has(nameOf(call)));
    return { ...input, ownCalls: [...kept, ...brought] };
  };
  connection.onNotification(textsNotification, ({ texts }) => l10n.config({ contents: texts }));
  connection.onRequest(pingRequest, () => {});
  connection.onRequest(countRequest, (prompt) => answer(async () => count(prompt)));
  connection.onRequest(listTokensRequest, (prompt) => answer(async () => listTokens(prompt)));
  connection.onRequest(inspectRequest, ({ progressToken, ...prompt }, token) =>
    answer(async () => {
      const weighed = await weighOnce(prompt, watchOf(connection, progressToken, token));
      const inspection = inspect(weighed);
      return packInspection(inspection, marksOf(prompt.text, paintedWords(weighed), inspection.removable));
    }),
  );
  connection.onRequest(glanceRequest, (prompt, token) =>
    answer(async () => {
      const watch = watchOf(connection, undefined, token);
      const weighed = await weigh(prompt, models.salience, { ...watch, glance: true });
      return markColumns(marksOf(prompt.text, paintedWords(weighed), removableSpans(weighed)));
    }),
  );
  connection.onRequest(compressRequest, ({ progressToken, target, ...prompt }, token) =>
    answer(async () => compress(await weighOnce(prompt, watchOf(connection, progressToken, token)), target)),
  );
  connection.onRequest(forecastRequest, (input) =>
    answer(async () => forecastPrompt(await taught(input), models.forecaster)),
  );
  connection.onRequest(compareRequest, (input, token) =>
    answer(async () => compare(await taught(input), models.forecaster, watchOf(connection, undefined, token).signal)),
  );
  connection.onRequest(inputCostsRequest, (input) => answer(async () => inputCosts(input)));
  connection.onRequest(findLogsRequest, () => answer(ledger.find));
  connection.onRequest(importLogsRequest, ({ progressToken, ...logs }, token) =>
    answer(() => importAndAudit(logs, ledger, models.forecaster, watchOf(connection, progressToken, token))),
  );
  connection.onRequest(forgetCallsRequest, () => answer(ledger.forget));
  connection.onRequest(ledgerReportRequest, (only) => answer(() => ledger.report(only)));
  connection.onRequest(exportLedgerRequest, ({ file, format, only }) =>
    answer(() => ledger.export(file, format, only)),
  );
  /** The file list of the workspace that was weighed last. */
  let known: { readonly workspace: string; readonly listing: Promise<Listing> } | undefined;
  connection.onRequest(weighContextRequest, ({ workspace, unsaved, sameFiles, ...input }, token) =>
    answer(async () => {
      const disk = onDisk(workspace);
      const files = disk?.files ?? hostFiles(connection, workspace);
      if (!sameFiles || known?.workspace !== workspace) known = { workspace, listing: files.list("") };
      const { listing } = known;
      const list = (folder: string) => (folder === "" ? listing : files.list(folder));
      const { signal } = watchOf(connection, undefined, token);
      const report = await weighContext(
        withUnsaved({ ...files, list }, new Map(Object.entries(unsaved))),
        input,
        signal,
      );
      return { ...report, ...(disk && { home: disk.home }) };
    }),
  );
  connection.onRequest(contextHistoryRequest, ({ workspace, ...input }, token) =>
    answer(async () => {
      const history = await onDisk(workspace)?.history(MOST_COMMITS);
      const { signal } = watchOf(connection, undefined, token);
      return history ? contextHistory(history, { ...input, user: false }, MOST_CHANGES, signal) : [];
    }),
  );
  connection.onRequest(readToolsRequest, ({ server, text, file }) =>
    answer(async () => listedTools(server, text, file)),
  );
  connection.onRequest(serverLaunchRequest, ({ workspace, agent, server }) =>
    answer(async () => {
      const disk = onDisk(workspace);
      if (!disk) throw new Failure("bad-input", l10n.t("{0}: a server can be started on a machine only.", server));
      return serverLaunch(disk.files, agent, server, disk.around);
    }),
  );
  connection.onRequest(askServerRequest, ({ server, launch }, token) =>
    answer(() => askServer(server, launch, watchOf(connection, undefined, token).signal)),
  );
  connection.onRequest(ownModelsRequest, (value) =>
    answer(async () => {
      models.recent.clear();
      setOwnModels(new Map(), "tare.models");
      setOwnModels(readOwnModels(value, "tare.models"), "tare.models");
    }),
  );
  connection.onRequest(modelsRequest, () => answer(async () => listModels()));
  connection.listen();
}

/** The files of a workspace that only the host can read. */
function hostFiles(connection: MessageConnection, workspace: string): Files {
  return {
    list: (folder) => connection.sendRequest(listFilesRequest, { workspace, folder }),
    read: (path) => connection.sendRequest(readTextRequest, { workspace, path }),
  };
}

/** Files, with the unsaved texts of those that are open in an editor. */
function withUnsaved({ list, read }: Files, unsaved: ReadonlyMap<string, string>): Files {
  return {
    list,
    read: async (path) => {
      const text = unsaved.get(path);
      return text === undefined ? read(path) : { text, size: new TextEncoder().encode(text).length };
    },
  };
}

/** The models, and what they have computed. */
function openModels() {
  const salience = new SalienceEngine();
  const forecaster = new Forecaster(salience);
  /** Prompts weighed lately, so that another target for the same one asks no model. */
  const recent = new LRUCache<string, WeighedPrompt>({ max: 4 });
  return { salience, forecaster, recent };
}

function watchOf(connection: MessageConnection, progressToken: string | undefined, token: CancellationToken): Watch {
  const controller = new AbortController();
  // Requests cancelled before they start emit no event.
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return {
    signal: controller.signal,
    ...(progressToken !== undefined && {
      onProgress: (share: number) => connection.sendProgress(shareDone, progressToken, share),
    }),
  };
}
