import { html, nothing } from "lit";
import { eightInTen, roundTokens, UNMEASURED } from "../display/forecast-words.ts";
import { formatMoneyColumn, formatShare } from "../display/format.ts";
import type { Forecast } from "../protocol/forecast.ts";

/** Every effort of the model with its tokens, price and chance of a correct answer; the cheapest that is about as good as the best is marked. */
export function effortTable({ efforts, effort, cheapest }: Forecast) {
  const hasCost = efforts.some((e) => e.cost);
  const costs = formatMoneyColumn(efforts.map((e) => e.cost?.median ?? 0));
  const hasSuccess = efforts.some((e) => e.success !== undefined);
  return html`
    <table>
      <thead>
        <tr>
          <th scope="col">effort</th>
          <th scope="col" title="a typical call; 8 in 10 lie in the range below">tokens</th>
          ${hasCost ? html`<th scope="col" title="of a typical call">cost</th>` : nothing}
          ${hasSuccess ? html`<th scope="col" class="wraps" title="chance that the answer is correct">chance correct</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${efforts.map(
          (e, i) => html`
            <tr aria-current=${e.effort === effort ? "true" : nothing}>
              <th scope="row">${e.effort}${e.measured ? nothing : mark("*", UNMEASURED)}${e.effort === cheapest ? mark("✓", CHEAPEST) : nothing}</th>
              <td data-column="tokens"><div>${roundTokens(e.quantiles["0.5"])}${e.quantiles["0.95"] > 0 ? html`<div class="quiet">${eightInTen(e)}</div>` : nothing}</div></td>
              ${hasCost ? html`<td data-column="cost">${e.cost ? costs[i] : "–"}</td>` : nothing}
              ${hasSuccess ? html`<td data-column="chance correct">${e.success === undefined ? "–" : formatShare(e.success)}</td>` : nothing}
            </tr>
          `,
        )}
      </tbody>
    </table>
    <p class="quiet">Tokens: a typical call, and the range of 8 in 10. Cost: a typical call.${cheapest === undefined ? nothing : ` ✓ ${CHEAPEST}.`}</p>
    ${efforts.every((e) => e.measured) ? nothing : html`<p class="quiet">* ${UNMEASURED}</p>`}
  `;
}

const CHEAPEST = "The cheapest that is about as often correct as the best";

function mark(sign: string, meaning: string) {
  return html` <span title=${meaning}>${sign}<span class="hidden"> ${meaning}</span></span>`;
}
