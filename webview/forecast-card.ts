import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { EffortForecast, Forecast } from "../protocol/forecast.ts";
import { inWords, restsOn } from "../protocol/forecast-words.ts";
import { formatCount, formatMoneyColumn, formatShare } from "../protocol/format.ts";
import { dotPlot } from "./dot-plot.ts";
import { base } from "./styles.ts";

const COLUMNS = 16;
/** Height of a row of dots. */
const ROW_EM = 1.15;

/** How much the model will think before it answers: a quantile dot plot, the efforts, what the numbers rest on. */
@customElement("tare-forecast")
export class ForecastCard extends LitElement {
  @property({ attribute: false }) accessor forecast: Forecast | undefined;

  static override styles = [
    base,
    css`
      .dots {
        margin: 1.2em 0 2em;
      }
      circle {
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
      circle {
        r: min(0.5em, 2.8cqw);
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
      figure + table {
        margin-top: 1em;
      }
      [aria-current] th {
        font-weight: 600;
      }
    `,
  ];

  override render() {
    return html`<h2 id="title">Reasoning forecast</h2>${this.forecast ? card(this.forecast) : EMPTY}`;
  }
}

const EMPTY = html`<p class="quiet">No forecast for this prompt and model. It would say how many hidden tokens the model will think before it answers.</p>`;

function card(forecast: Forecast) {
  const thinking = forecast.efforts.filter((e) => e.quantiles["0.95"] > 0);
  const chosen = thinking.find((e) => e.effort === forecast.effort);
  return html`
    ${chosen ? distribution(chosen) : html`<p>${thinking.length > 0 ? "At this effort the" : "This"} model does not think before it answers.</p>`}
    ${thinking.length > 0 ? [efforts(forecast), html`<p class="quiet">Rests on ${restsOn(forecast)}.</p>`] : nothing}
    ${forecast.notes.map((note) => html`<p class="quiet">${note}</p>`)}
  `;
}

function distribution({ quantiles }: EffortForecast) {
  const { dots, rows, ticks } = dotPlot(quantiles, COLUMNS);
  return html`
    <p>${inWords(quantiles)}</p>
    <figure aria-labelledby="title">
      <svg class="dots" height="${rows * ROW_EM}em" role="img" aria-label="Twenty equally likely outcomes, from ${formatCount(dots[0]!.tokens)} to ${formatCount(dots.at(-1)!.tokens)} tokens">
        ${dots.map(
          ({ x, row, tokens }) =>
            svg`<circle class=${tokens > quantiles["0.9"] ? "tail" : nothing} cx="${100 * x}%" cy="${100 - (100 * (row + 0.5)) / rows}%"></circle>`,
        )}
        <line x2="100%" y1="100%" y2="100%"></line>
        ${ticks.map(({ tokens, x }) => svg`<text class=${x > 0.9 ? "last" : nothing} x="${100 * x}%" y="100%" dy="1.3em">${formatCount(tokens)}</text>`)}
      </svg>
      <figcaption class="quiet">Each dot is one call in twenty; the hollow ones are the longest tenth.</figcaption>
      <div class="hidden"><table>
        <caption>Reasoning tokens by probability</caption>
        <thead><tr><th scope="col">calls that think less</th><th scope="col">tokens</th></tr></thead>
        <tbody>
          ${Object.entries(quantiles).map(([p, tokens]) => html`<tr><th scope="row">${formatShare(Number(p))}</th><td>${formatCount(tokens)}</td></tr>`)}
        </tbody>
      </table></div>
    </figure>
  `;
}

function efforts({ efforts, effort, cheapest }: Forecast) {
  const hasCost = efforts.some((e) => e.cost);
  const costs = formatMoneyColumn(efforts.map((e) => e.cost?.median ?? 0));
  const hasSuccess = efforts.some((e) => e.success !== undefined);
  return html`
    <table>
      <thead>
        <tr>
          <th scope="col">effort</th><th scope="col">median</th><th scope="col" title="nine calls in ten think less">90%</th>
          ${hasCost ? html`<th scope="col">cost</th>` : nothing}
          ${hasSuccess ? html`<th scope="col" title="chance that the answer is right">right</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${efforts.map(
          (e, i) => html`
            <tr aria-current=${e.effort === effort ? "true" : nothing}>
              <th scope="row">${e.effort}${e.effort === cheapest ? html` <span title="the cheapest that suffices">✓<span class="hidden"> the cheapest that suffices</span></span>` : nothing}</th>
              <td data-column="median">${formatCount(e.quantiles["0.5"])}</td>
              <td data-column="90%">${formatCount(e.quantiles["0.9"])}</td>
              ${hasCost ? html`<td data-column="cost">${e.cost ? costs[i] : "–"}</td>` : nothing}
              ${hasSuccess ? html`<td data-column="right">${e.success === undefined ? "–" : formatShare(e.success)}</td>` : nothing}
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
