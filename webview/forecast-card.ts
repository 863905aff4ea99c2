import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { inWords, isUnpredictable, noCallInWords, restsOn } from "../display/forecast-words.ts";
import { formatCount, formatShare } from "../display/format.ts";
import type { EffortForecast, Forecast } from "../protocol/forecast.ts";
import { actionNotification, type PromptState } from "../protocol/panel.ts";
import { dotPlot } from "./dot-plot.ts";
import { effortTable } from "./effort-table.ts";
import { base } from "./styles.ts";

const COLUMNS = 16;
/** Height of a row of dots. */
const ROW_EM = 1.15;

/**
 * How much the model will think before it answers: a quantile dot plot, the efforts, what it is based on.
 */
@customElement("tare-forecast")
export class ForecastCard extends LitElement {
  @property({ attribute: false }) accessor host!: MessageConnection;
  @property({ attribute: false }) accessor prompt!: PromptState;

  static override styles = [
    base,
    css`
      .dots {
        margin: 1.2em 0 2em;
      }
      circle {
        r: min(0.5em, 2.8cqw);
        fill: var(--vscode-charts-purple);
      }
      .tail {
        fill: none;
        stroke: var(--vscode-charts-purple);
        stroke-width: 1.5;
      }
      line {
        stroke: var(--vscode-charts-lines);
      }
      text {
        text-anchor: middle;
      }
      .last {
        text-anchor: end;
      }
      @container (max-width: 15em) {
        text:nth-of-type(even) {
          display: none;
        }
      }
      table {
        margin-top: 1em;
      }
      [aria-current] :is(th, td) {
        font-weight: 600;
      }
      .wraps {
        overflow-wrap: normal;
        white-space: normal;
      }
      td .quiet {
        font-weight: 400;
      }
    `,
  ];

  override render() {
    const { forecast, inspection } = this.prompt;
    const title = html`<h2 id="title">${l10n.t("Thinking forecast")}</h2>`;
    if (inspection.sentAs !== "call") return html`${title}<p>${noCallInWords(inspection)}</p>`;
    return html`
      ${title}
      ${forecast ? this.card(forecast) : html`<p class="quiet">${emptyText()}</p>`}
      <div class="actions"><button class="action" @click=${this.learn}>${l10n.t("Import Calls…")}</button></div>
    `;
  }

  private card(forecast: Forecast) {
    const thinks = forecast.efforts.some((e) => e.quantiles["0.95"] > 0);
    return html`
      ${forecast.quantiles["0.95"] > 0 && !isUnpredictable(forecast) ? distribution(forecast) : html`<p>${inWords(forecast)}</p>`}
      ${thinks ? effortTable(forecast) : nothing}
      <p class="quiet">${[...(thinks ? [l10n.t("Based on {0}.", restsOn(forecast))] : []), ...forecast.notes].join(" ")}</p>
    `;
  }

  private learn() {
    void this.host.sendNotification(actionNotification, { action: "import calls" });
  }
}

function emptyText(): string {
  return l10n.t(
    "No forecast for this prompt and model yet. It says how many tokens the model will think before it answers.",
  );
}

function distribution({ quantiles }: EffortForecast) {
  const { dots, rows, ticks } = dotPlot(quantiles, COLUMNS);
  const [least, most] = [formatCount(dots[0]!.tokens), formatCount(dots.at(-1)!.tokens)];
  return html`
    <p>${inWords({ quantiles })}</p>
    <figure aria-labelledby="title">
      <svg class="dots" height="${rows * ROW_EM}em" role="img" aria-label=${l10n.t("Twenty equally likely outcomes, from {0} to {1} tokens", least, most)}>
        ${dots.map(
          ({ x, row, tokens }) =>
            svg`<circle class=${tokens > quantiles["0.9"] ? "tail" : nothing} cx="${100 * x}%" cy="${100 - (100 * (row + 0.5)) / rows}%"></circle>`,
        )}
        <line x2="100%" y1="100%" y2="100%"></line>
        ${ticks.map(({ tokens, x }) => svg`<text class=${x > 0.9 ? "last" : nothing} x="${100 * x}%" y="100%" dy="1.3em">${formatCount(tokens)}</text>`)}
      </svg>
      <figcaption class="quiet">${l10n.t("Each dot is 1 call in 20. Hollow dots: the longest tenth.")}</figcaption>
      <div class="hidden"><table>
        <caption>${l10n.t("Thinking tokens by probability")}</caption>
        <thead><tr><th scope="col">${l10n.t("calls that think less")}</th><th scope="col">${l10n.t("tokens")}</th></tr></thead>
        <tbody>
          ${Object.entries(quantiles).map(([p, tokens]) => html`<tr><th scope="row">${formatShare(Number(p))}</th><td>${formatCount(tokens)}</td></tr>`)}
        </tbody>
      </table></div>
    </figure>
  `;
}
