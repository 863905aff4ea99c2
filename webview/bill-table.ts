import * as l10n from "@vscode/l10n";
import { html, nothing } from "lit";
import { averageInWords, billInWords, netInWords } from "../display/forecast-words.ts";
import { formatCount, formatMoney, formatMoneyColumn } from "../display/format.ts";
import { versionName } from "../display/target.ts";
import type { CallCost, Distribution } from "../protocol/forecast.ts";
import { manyCalls } from "../protocol/many-calls.ts";
import { netSaving } from "../protocol/net-saving.ts";
import type { PromptState } from "../protocol/panel.ts";

/**
 * What whole calls cost: one of them by its median, a month of them by the average, and what compression takes off that.
 */
export function billTable(cost: CallCost, { compression, inspection, target }: PromptState, callsPerMonth: number) {
  const { visible, total } = cost;
  const month = manyCalls(cost, callsPerMonth);
  const parts = [l10n.t("input"), l10n.t("thinking"), ...(visible ? [l10n.t("answer")] : []), l10n.t("in all")];
  const isRows = inspection.kind === "chat-jsonl";
  const medians = column(cost, ({ quantiles }) => quantiles["0.5"]);
  const averages = column(month, ({ mean }) => mean);
  const { "0.1": low, "0.9": high } = month.total.quantiles;
  const names = {
    median: isRows ? l10n.t("typical run") : l10n.t("typical call"),
    average: l10n.t("a month, average"),
  };
  const calls = formatCount(callsPerMonth);
  const many = isRows ? l10n.t("{0} runs", calls) : l10n.t("{0} calls", calls);
  const change = compression?.change;
  return html`
    <h2>${l10n.t("Whole bill")}</h2>
    <p>${billInWords(cost)}</p>
    <table class="bill">
      <thead>
        <tr><th scope="col"><span class="hidden">${l10n.t("Part")}</span></th><th scope="col">${names.median}</th><th scope="col">${names.average}</th></tr>
      </thead>
      <tbody>
        ${parts.map(
          (part, i) => html`
            <tr>
              <th scope="row">${part}</th>
              <td data-column=${names.median}>${medians[i]}</td>
              <td data-column=${names.average}>${averages[i]}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
    <p class="quiet">
      ${averageInWords(total)}
      ${low === high ? nothing : l10n.t("A month of {0}: 8 in 10 cost {1} to {2}.", many, formatMoney(low), formatMoney(high))}
    </p>
    ${visible ? nothing : html`<p class="quiet">${l10n.t("The answer itself is not included: its length is known from imported calls.")}</p>`}
    ${change ? html`<p>${l10n.t("The prompt {0} {1}.", versionName(target), netInWords(netSaving(total, change), callsPerMonth, l10n.t("a month")))}</p>` : nothing}
  `;
}

/** One number of each part of the bill: what is certain, then what is a distribution. */
function column({ input, hidden, visible, total }: CallCost, of: (amount: Distribution) => number): string[] {
  return formatMoneyColumn([input, ...[hidden, ...(visible ? [visible] : []), total].map(of)]);
}
