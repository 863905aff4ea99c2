import {
  commands,
  Disposable,
  l10n,
  MarkdownString,
  ProgressLocation,
  StatusBarAlignment,
  type StatusBarItem,
  type TextDocument,
  ThemeColor,
  window,
  workspace,
} from "vscode";
import { callPrice, callPriceInWords } from "../../display/call-price.ts";
import { sessionInWords, sessionPrice, turnCostInWords } from "../../display/context-words.ts";
import {
  averageInWords,
  billInWords,
  inWords,
  noCallInWords,
  restsOn,
  thinks,
  whyNoForecast,
} from "../../display/forecast-words.ts";
import { formatCount, formatCounting, formatMoney, formatTokens, tokensInWords } from "../../display/format.ts";
import { priceDay } from "../../display/price-age.ts";
import type { Cost } from "../../protocol/cost.ts";
import type { Failure } from "../../protocol/failure.ts";
import type { Forecast } from "../../protocol/forecast.ts";
import type { Inspection } from "../../protocol/inspection.ts";
import { activeEditor } from "../editor/active-editor.ts";
import { joined, type Markdown, markdown } from "../editor/markdown.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import { budgetOf } from "../state/budget.ts";

const BUSY = "$(loading~spin) Tare";

/** Tokens and price of the prompt in the active editor; a click picks the model, or weighs what is very long. */
export function statusBar({ files, inspections, forecasts, log }: Services): Disposable {
  const item = window.createStatusBarItem("tare.cost", StatusBarAlignment.Right, 110);
  item.name = l10n.t("Tare: Prompt Cost");
  /** Whose numbers it shows; while that prompt is edited they stay until the new ones are known. */
  let shown: TextDocument | undefined;
  /** The very long prompts that are weighed because somebody asked. */
  const weighing = new Set<TextDocument>();

  function show(): void {
    const document = activeEditor()?.document;
    if (!document || !files.scope(document)) {
      item.hide();
      return;
    }
    const inspection = inspections.current(document);
    const failure = inspections.failure(document);
    item.command = "tare.selectModel";
    if (inspection) fill(item, inspection, forecasts.latest(document, inspection.model), budgetOf(document));
    else if (failure) tellFailure(item, failure, forecasts.current(document));
    else if (inspections.isTooLong(document) && !weighing.has(document)) offerToWeigh(item);
    else if (document !== shown) tellBusy(item);
    shown = document;
    item.show();
  }

  function tellProgress({ document, share }: { document: TextDocument; share: number }): void {
    // While a prompt is edited its last numbers stay.
    if (document === activeEditor()?.document && item.text.startsWith(BUSY)) tellBusy(item, share);
  }

  async function weigh(): Promise<void> {
    const document = activeEditor()?.document;
    if (!document || weighing.has(document)) return;
    weighing.add(document);
    tellBusy(item);
    const options = {
      location: ProgressLocation.Notification,
      title: l10n.t("Tare is weighing this prompt."),
      cancellable: true,
    };
    const work = window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => inspections.cancel(document));
      return inspections.of(document);
    });
    await Promise.resolve(work).finally(() => {
      weighing.delete(document);
      show();
    });
  }

  const subscriptions = [
    commands.registerCommand("tare.weigh", () => orTell(log, weigh)),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("tare.budgets")) show();
    }),
    inspections.onDidChange(show),
    inspections.onDidProgress(tellProgress),
    forecasts.onDidChange(show),
    files.onDidChange(show),
    window.onDidChangeActiveTextEditor(show),
  ];
  show();
  return Disposable.from(item, ...subscriptions);
}

function offerToWeigh(item: StatusBarItem): void {
  tell(item, "$(law) Tare", l10n.t("This prompt is too long to weigh as you type. Click to weigh it now."));
  item.command = "tare.weigh";
}

function fill(
  item: StatusBarItem,
  inspection: Inspection,
  forecast: Forecast | undefined,
  budget: number | undefined,
): void {
  const { sent, cost, session, model } = inspection;
  const about = sent.low === sent.high ? "" : "≈ ";
  const isOver = budget !== undefined && sent.tokens > budget;
  const pieces = [
    `${isOver ? "$(warning) " : ""}${about}${formatCount(sent.tokens)} tok`,
    ...(cost && session ? [l10n.t("{0} a turn", formatMoney(cost.input)), sessionPrice(session)] : []),
    ...(cost && !session ? [callPrice(cost.input)] : []),
    ...(forecast ? [thinks(forecast)] : []),
  ];
  item.text = pieces.join(" · ");
  item.backgroundColor = isOver ? new ThemeColor("statusBarItem.warningBackground") : undefined;
  item.tooltip = details(inspection, forecast, budget);
  item.accessibilityInformation = {
    label: [
      about
        ? l10n.t("This prompt has about {0} with {1}.", formatTokens(sent.tokens), model)
        : l10n.t("This prompt has {0} with {1}.", formatTokens(sent.tokens), model),
      ...(cost && !session ? [l10n.t("It costs {0}.", callPriceInWords(cost.input))] : []),
      ...(inspection.sentAs === "call" ? [] : [noCallInWords(inspection)]),
      ...(isOver ? [l10n.t("It is over its budget of {0}.", formatCount(budget))] : []),
      ...(forecast ? [inWords(forecast)] : []),
      l10n.t("Select to change the model."),
    ].join(" "),
  };
}

/** A model that the catalogue does not know has a forecast all the same. */
function tellFailure(item: StatusBarItem, { message }: Failure, forecast: Forecast | undefined): void {
  if (!forecast) tell(item, "$(warning) Tare", message);
  else {
    const tooltip = new MarkdownString(markdown`${message}\n\n${table(expectations(forecast))}`.source);
    tell(item, `$(warning) Tare · ${thinks(forecast)}`, tooltip);
    // Else the Markdown of the tooltip is read out.
    item.accessibilityInformation = { label: `Tare. ${message} ${inWords(forecast)}` };
  }
}

function tellBusy(item: StatusBarItem, share?: number): void {
  tell(
    item,
    share === undefined ? BUSY : `${BUSY} ${Math.floor(share * 100)}%`,
    l10n.t("Tare is weighing this prompt."),
  );
}

/** Shows something else than the numbers. */
function tell(item: StatusBarItem, text: string, tooltip: string | MarkdownString): void {
  item.text = text;
  item.tooltip = tooltip;
  item.backgroundColor = undefined;
  item.accessibilityInformation = undefined;
}

function details(inspection: Inspection, forecast: Forecast | undefined, budget: number | undefined): MarkdownString {
  const { model, modelFromFile, sent, count, cost } = inspection;
  const rows = [
    [l10n.t("Model"), modelFromFile ? l10n.t("{0} (named in the file)", model) : model],
    [l10n.t("Sent"), l10n.t("{0} ({1})", tokensInWords(sent), formatCounting(inspection))],
    [l10n.t("File"), tokensInWords(count)],
    ...(budget === undefined ? [] : [[l10n.t("Budget"), formatTokens(budget)]]),
    ...(cost ? prices(cost, inspection) : [[l10n.t("Price"), l10n.t("no known price for this model")]]),
    ...(inspection.sentAs === "call" ? [] : [[l10n.t("Thinking"), whyNoForecast(inspection.sentAs)]]),
    ...(forecast ? expectations(forecast) : []),
    ...(cost ? [[l10n.t("Prices of"), priceDay(cost.asOf)]] : []),
  ];
  return new MarkdownString(markdown`${table(rows)}\n\n${l10n.t("Click to select another model.")}`.source);
}

function prices({ input, cachedRead }: Cost, { session }: Inspection): string[][] {
  if (session)
    return [
      [l10n.t("Turn"), turnCostInWords(input, cachedRead)],
      [l10n.t("Session"), sessionInWords(session)],
    ];
  return [
    [l10n.t("Input"), l10n.t("{0} a call, {1} per 1,000 calls", formatMoney(input), formatMoney(input * 1000))],
    ...(cachedRead === undefined ? [] : [[l10n.t("Cached"), callPriceInWords(cachedRead)]]),
  ];
}

function table(rows: readonly (readonly string[])[]): Markdown {
  const cells = rows.map((row) => row.map((cell) => markdown`${cell}`));
  const lines = cells.map((row) => markdown`| ${joined(row, " | ")} |`);
  return markdown`| Tare | |\n|:---|:---|\n${joined(lines, "\n")}`;
}

function expectations(forecast: Forecast): string[][] {
  const { effort, notes, quantiles, total } = forecast;
  if (quantiles["0.95"] === 0) return [[l10n.t("Thinking"), notes.join(" ")]];
  return [
    [l10n.t("Thinking"), l10n.t("{0} Effort: {1}.", inWords(forecast), effort)],
    ...(total ? [[l10n.t("Bill"), `${billInWords(total)} ${averageInWords(total.total)}`]] : []),
    [l10n.t("Based on"), [`${restsOn(forecast)}.`, ...notes].join(" ")],
  ];
}
