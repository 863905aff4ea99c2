import { html, nothing } from "lit";
import type { CallCost } from "../protocol/forecast.ts";
import { netInWords } from "../protocol/forecast-words.ts";
import { formatCount, formatMoney, formatMoneyColumn, formatShare } from "../protocol/format.ts";
import { netSaving } from "../protocol/net-saving.ts";
import type { PromptState } from "../protocol/panel.ts";

/** What whole calls are expected to cost, a call and a month, and what compression takes off that. */
export function billTable(cost: CallCost, { compression, inspection, keep }: PromptState, callsPerMonth: number) {
  const { input, hidden, visible, total } = cost;
  const parts = [
    { name: "input", mean: input },
    { name: "thinking", mean: hidden.mean },
    ...(visible ? [{ name: "answer", mean: visible.mean }] : []),
    { name: "in all", mean: total.mean },
  ];
  const [each, many] = inspection.kind === "chat-jsonl" ? ["all rows", "runs"] : ["a call", "calls"];
  const columns = [1, callsPerMonth].map((calls) => formatMoneyColumn(parts.map(({ mean }) => calls * mean)));
  const added = compression?.advice.dollars;
  return html`
    <table class="bill">
      <thead>
        <tr><th scope="col">expected cost</th><th scope="col">${each}</th><th scope="col">a month</th></tr>
      </thead>
      <tbody>
        ${parts.map(
          ({ name }, i) => html`
            <tr>
              <th scope="row">${name}</th>
              <td data-column=${each}>${columns[0]![i]}</td>
              <td data-column="a month">${columns[1]![i]}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
    <p class="quiet">
      A month of ${formatCount(callsPerMonth)} ${many}, eight times in ten from ${formatMoney(callsPerMonth * total.quantiles["0.1"])} to ${formatMoney(callsPerMonth * total.quantiles["0.9"])}.
      ${visible ? nothing : "The visible answer is not in it: how long it is, only your own calls can tell."}
    </p>
    ${added ? html`<p>At ${formatShare(keep)} the prompt ${netInWords(netSaving(total, added), callsPerMonth)} a month.</p>` : nothing}
  `;
}
