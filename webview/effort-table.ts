import { html, nothing } from "lit";
import { eightInTen, roundTokens, UNMEASURED } from "../display/forecast-words.ts";
import { formatMoneyColumn, formatShare } from "../display/format.ts";
import type { Forecast } from "../protocol/forecast.ts";

/** Every effort of the model with its tokens, price and chance of success; the cheapest that suffices is marked. */
export function effortTable({ efforts, effort, cheapest }: Forecast) {
  const hasCost = efforts.some((e) => e.cost);
  const costs = formatMoneyColumn(efforts.map((e) => e.cost?.median ?? 0));
  const hasSuccess = efforts.some((e) => e.success !== undefined);
  return html`
    <table>
      <thead>
        <tr>
          <th scope="col">effort</th>
          <th scope="col" title="half of the calls think less; eight in ten lie in the range below">tokens</th>
          ${hasCost ? html`<th scope="col" title="of the median call">cost</th>` : nothing}
          ${hasSuccess ? html`<th scope="col" title="chance that the answer is right">right</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${efforts.map(
          (e, i) => html`
            <tr aria-current=${e.effort === effort ? "true" : nothing}>
              <th scope="row">${e.effort}${e.measured ? nothing : mark("*", UNMEASURED)}${e.effort === cheapest ? mark("✓", "the cheapest that suffices") : nothing}</th>
              <td data-column="tokens"><div>${roundTokens(e.quantiles["0.5"])}${e.quantiles["0.95"] > 0 ? html`<div class="quiet">${eightInTen(e)}</div>` : nothing}</div></td>
              ${hasCost ? html`<td data-column="cost">${e.cost ? costs[i] : "–"}</td>` : nothing}
              ${hasSuccess ? html`<td data-column="right">${e.success === undefined ? "–" : formatShare(e.success)}</td>` : nothing}
            </tr>
          `,
        )}
      </tbody>
    </table>
    <p class="quiet">Tokens: the median, and eight calls in ten. Cost: the median.${cheapest === undefined ? nothing : " ✓ The cheapest that suffices."}</p>
    ${efforts.every((e) => e.measured) ? nothing : html`<p class="quiet">* ${UNMEASURED}</p>`}
  `;
}

function mark(sign: string, meaning: string) {
  return html` <span title=${meaning}>${sign}<span class="hidden"> ${meaning}</span></span>`;
}
