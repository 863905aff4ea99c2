import { html, nothing } from "lit";
import { averageInWords, billInWords, netInWords } from "../display/forecast-words.ts";
import { formatCount, formatMoney, formatMoneyColumn } from "../display/format.ts";
import { versionName } from "../display/retention.ts";
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
  const parts = ["input", "thinking", ...(visible ? ["answer"] : []), "in all"];
  const [each, many] = inspection.kind === "chat-jsonl" ? ["run", "runs"] : ["call", "calls"];
  const medians = column(cost, ({ quantiles }) => quantiles["0.5"]);
  const averages = column(month, ({ mean }) => mean);
  const { "0.1": low, "0.9": high } = month.total.quantiles;
  const names = { median: `typical ${each}`, average: "a month, average" };
  const change = compression?.change;
  return html`
    <h2>Whole bill</h2>
    <p>${billInWords(cost)}</p>
    <table class="bill">
      <thead>
        <tr><th scope="col"><span class="hidden">Part</span></th><th scope="col">${names.median}</th><th scope="col">${names.average}</th></tr>
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
      ${low === high ? nothing : `A month of ${formatCount(callsPerMonth)} ${many}: 8 in 10 cost ${formatMoney(low)} to ${formatMoney(high)}.`}
    </p>
    ${visible ? nothing : html`<p class="quiet">The answer itself is not included: its length is known from imported calls.</p>`}
    ${change ? html`<p>The prompt ${versionName(target)} ${netInWords(netSaving(total, change), callsPerMonth, "a month")}.</p>` : nothing}
  `;
}

/** One number of each part of the bill: what is certain, then what is a distribution. */
function column({ input, hidden, visible, total }: CallCost, of: (amount: Distribution) => number): string[] {
  return formatMoneyColumn([input, ...[hidden, ...(visible ? [visible] : []), total].map(of)]);
}
