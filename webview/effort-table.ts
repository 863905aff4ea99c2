import * as l10n from "@vscode/l10n";
import { html, nothing } from "lit";
import { eightInTen, typicalTokens, unmeasured } from "../display/forecast-words.ts";
import { formatMoneyColumn, formatShare } from "../display/format.ts";
import type { Forecast } from "../protocol/forecast.ts";

/** Every effort of the model with its tokens, price and chance of a correct answer; the cheapest that is about as good as the best is marked. */
export function effortTable({ efforts, effort, cheapest }: Forecast) {
  const hasCost = efforts.some((e) => e.cost);
  const costs = formatMoneyColumn(efforts.map((e) => e.cost?.median ?? 0));
  const hasSuccess = efforts.some((e) => e.success !== undefined);
  const names = { tokens: l10n.t("tokens"), cost: l10n.t("cost"), success: l10n.t("chance correct") };
  return html`
    <table>
      <thead>
        <tr>
          <th scope="col">${l10n.t("effort")}</th>
          <th scope="col" title=${l10n.t("a typical call; 8 in 10 lie in the range below")}>${names.tokens}</th>
          ${hasCost ? html`<th scope="col" title=${l10n.t("of a typical call")}>${names.cost}</th>` : nothing}
          ${hasSuccess ? html`<th scope="col" class="wraps" title=${l10n.t("chance that the answer is correct")}>${names.success}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${efforts.map(
          (e, i) => html`
            <tr aria-current=${e.effort === effort ? "true" : nothing}>
              <th scope="row">${e.effort}${e.measured ? nothing : mark("*", unmeasured())}${e.effort === cheapest ? mark("✓", cheapestText()) : nothing}</th>
              <td data-column=${names.tokens}><div>${typicalTokens(e)}${e.quantiles["0.95"] > 0 ? html`<div class="quiet">${eightInTen(e)}</div>` : nothing}</div></td>
              ${hasCost ? html`<td data-column=${names.cost}>${e.cost ? costs[i] : "–"}</td>` : nothing}
              ${hasSuccess ? html`<td data-column=${names.success}>${e.success === undefined ? "–" : formatShare(e.success)}</td>` : nothing}
            </tr>
          `,
        )}
      </tbody>
    </table>
    <p class="quiet">${l10n.t("Tokens: a typical call, and the range of 8 in 10. Cost: a typical call.")}${cheapest === undefined ? nothing : ` ✓ ${cheapestText()}.`}</p>
    ${efforts.every((e) => e.measured) ? nothing : html`<p class="quiet">* ${unmeasured()}</p>`}
  `;
}

function cheapestText(): string {
  return l10n.t("The cheapest that is about as often correct as the best");
}

function mark(sign: string, meaning: string) {
  return html` <span title=${meaning}>${sign}<span class="hidden"> ${meaning}</span></span>`;
}
