import * as l10n from "@vscode/l10n";
import { LRUCache } from "lru-cache";
import { createMessageConnection, type MessageReader, type MessageWriter } from "vscode-jsonrpc";
import {
  compareRequest,
  compressRequest,
  countRequest,
  exportLedgerRequest,
  type ForecastInput,
  findLogsRequest,
  forecastRequest,
  forgetCallsRequest,
  glanceRequest,
  importLogsRequest,
  inputCostsRequest,
  inspectRequest,
  ledgerReportRequest,
  listTokensRequest,
  modelsRequest,
  ownModelsRequest,
  type PromptInput,
  pingRequest,
} from "../../protocol/engine.ts";
import type { OwnCall } from "../../protocol/forecast.ts";
import { markColumns } from "../../protocol/marks.ts";
import { packInspection } from "../../protocol/packed-inspection.ts";
import { textsNotification } from "../../protocol/texts.ts";
import { compare, inputCosts } from "../compare.ts";
import { compress } from "../compress.ts";
import { setOwnModels } from "../cost/catalogue.ts";
import { readOwnModels } from "../cost/own-models.ts";
import { count } from "../count.ts";
import { forecastPrompt } from "../forecast.ts";
import { importAndAudit } from "../import-and-audit.ts";
import { inspect } from "../inspect.ts";
import { type Ledger, NO_LEDGER } from "../ledger/ledger.ts";
import { listModels } from "../list-models.ts";
import { listTokens } from "../list-tokens.ts";
import { marksOf } from "../marks.ts";
import { cancelled, type Progress } from "../progress.ts";
import { Forecaster } from "../reasoning/forecaster.ts";
import { removableSpans } from "../removable.ts";
import { SalienceEngine } from "../salience/salience.ts";
import { paintedWords, type WeighedPrompt, weigh } from "../weigh.ts";
import { Channel } from "./channel.ts";
import { serveContexts } from "./serve-contexts.ts";
import { SharedWork } from "./shared-work.ts";

/** Serves the requests of `protocol/engine.ts` to the one at the other end of the channel. */
export function serve(reader: MessageReader, writer: MessageWriter, ledger = NO_LEDGER): void {
  const connection = createMessageConnection(reader, writer);
  const models = new Models();
  const channel = new Channel(connection, () => models.reopen());
  connection.onNotification(textsNotification, ({ texts }) => l10n.config({ contents: texts }));
  connection.onRequest(pingRequest, () => {});
  servePrompts(channel, models);
  serveForecasts(channel, models, ledger);
  serveLedger(channel, models, ledger);
  serveContexts(channel);
  serveCatalogue(channel, models);
  connection.listen();
}

function servePrompts(channel: Channel, models: Models): void {
  const { connection } = channel;
  connection.onRequest(countRequest, (prompt) => channel.answer(() => count(prompt)));
  connection.onRequest(listTokensRequest, (prompt) => channel.answer(() => listTokens(prompt)));
  connection.onRequest(inspectRequest, ({ progressToken, ...prompt }, token) =>
    channel.answer(async () => {
      const weighed = await models.weighOnce(prompt, channel.progress(token, progressToken));
      const inspection = inspect(weighed);
      return packInspection(inspection, marksOf(prompt.text, paintedWords(weighed), inspection.removable));
    }),
  );
  connection.onRequest(glanceRequest, (prompt, token) =>
    channel.answer(async () => {
      const weighed = await weigh(prompt, models.salience, { ...channel.progress(token), glance: true });
      return markColumns(marksOf(prompt.text, paintedWords(weighed), removableSpans(weighed)));
    }),
  );
  connection.onRequest(compressRequest, ({ progressToken, target, ...prompt }, token) =>
    channel.answer(async () =>
      compress(await models.weighOnce(prompt, channel.progress(token, progressToken)), target),
    ),
  );
  connection.onRequest(inputCostsRequest, (input) => channel.answer(() => inputCosts(input)));
}

function serveForecasts(channel: Channel, models: Models, ledger: Ledger): void {
  const { connection } = channel;
  /** Adds the ledger's calls, except for models and efforts of which the request itself brings calls. */
  const taught = async <T extends Pick<ForecastInput, "ownCalls">>(input: T): Promise<T> => {
    const { ownCalls: brought = [] } = input;
    const nameOf = ({ model, effort }: OwnCall) => `${model} ${effort}`;
    const names = new Set(brought.map(nameOf));
    const kept = (await ledger.lessons()).filter((call) => !names.has(nameOf(call)));
    return { ...input, ownCalls: [...kept, ...brought] };
  };
  connection.onRequest(forecastRequest, (input) =>
    channel.answer(async () => forecastPrompt(await taught(input), models.forecaster)),
  );
  connection.onRequest(compareRequest, (input, token) =>
    channel.answer(async () => compare(await taught(input), models.forecaster, channel.progress(token).signal)),
  );
}

function serveLedger(channel: Channel, models: Models, ledger: Ledger): void {
  const { connection } = channel;
  connection.onRequest(findLogsRequest, () => channel.answer(ledger.find));
  connection.onRequest(importLogsRequest, ({ progressToken, ...logs }, token) =>
    channel.answer(() => importAndAudit(logs, ledger, models.forecaster, channel.progress(token, progressToken))),
  );
  connection.onRequest(forgetCallsRequest, () => channel.answer(ledger.forget));
  connection.onRequest(ledgerReportRequest, (only) => channel.answer(() => ledger.report(only)));
  connection.onRequest(exportLedgerRequest, ({ file, format, only }) =>
    channel.answer(() => ledger.export(file, format, only)),
  );
}

function serveCatalogue(channel: Channel, models: Models): void {
  const { connection } = channel;
  connection.onRequest(modelsRequest, () => channel.answer(listModels));
  connection.onRequest(ownModelsRequest, (value) =>
    channel.answer(() => {
      models.forget();
      setOwnModels(new Map(), "tare.models");
      setOwnModels(readOwnModels(value, "tare.models"), "tare.models");
    }),
  );
}

/** The engine's own models, and the prompts that they have weighed lately or are weighing. */
class Models {
  salience = new SalienceEngine();
  forecaster = new Forecaster(this.salience);
  /** So that a prompt is weighed once, whether another target for it is asked now or later. */
  #recent = new LRUCache<string, SharedWork<WeighedPrompt>>({ max: 4 });

  weighOnce(prompt: PromptInput, progress: Progress): Promise<WeighedPrompt> {
    if (progress.signal?.aborted) throw cancelled();
    const key = JSON.stringify(prompt, Object.keys(prompt).sort());
    const recent = this.#recent.get(key);
    const weighing = recent && !recent.isLost ? recent : new SharedWork((all) => weigh(prompt, this.salience, all));
    this.#recent.set(key, weighing);
    return weighing.join(progress);
  }

  /** After files were found damaged: drops what was made of them and reads them anew at the next request. */
  reopen(): void {
    this.salience = new SalienceEngine();
    this.forecaster = new Forecaster(this.salience);
    this.#recent = new LRUCache({ max: 4 });
  }

  /** Forgets the weighed prompts. */
  forget(): void {
    this.#recent.clear();
  }
}
