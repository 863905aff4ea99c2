import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { fertilityInWords, scriptsOf, totalInWords } from "../display/comparison-words.ts";
import { eightInTen, moneyRange, typicalTokens } from "../display/forecast-words.ts";
import { formatCount, formatMoney } from "../display/format.ts";
import type { ComparedModel, Comparison } from "../protocol/comparison.ts";
import { actionNotification } from "../protocol/panel.ts";
import { base } from "./styles.ts";

/** The keys by which the models can be sorted, each with a model's value; a model without one comes last. */
const ORDERS = {
  total: ({ total }: ComparedModel) => total?.total.quantiles["0.5"],
  tokens: ({ sent }: ComparedModel) => sent.tokens,
  input: ({ cost }: ComparedModel) => cost?.input,
  cached: ({ cost }: ComparedModel) => cost?.cachedRead,
  thinking: ({ thinking }: ComparedModel) => thinking?.quantiles["0.5"],
};
type Order = keyof typeof ORDERS;

/** What is compared, as a reader sees it. */
function columnNames(): Readonly<Record<Order, string>> {
  return {
    total: l10n.t("total"),
    tokens: l10n.t("tokens"),
    input: l10n.t("input"),
    cached: l10n.t("cached"),
    thinking: l10n.t("thinking"),
  };
}

/** The prompt with several models: what each counts, thinks and costs, and how finely each cuts up its scripts. */
@customElement("tare-comparison")
export class ComparisonTable extends LitElement {
  @property({ attribute: false }) accessor host!: MessageConnection;
  @property({ attribute: false }) accessor comparison: Comparison | undefined;
  @state() private accessor order: Order = "total";

  static override styles = [
    base,
    css`
      td .quiet,
      .scripts th {
        white-space: normal;
      }
      td {
        overflow-wrap: normal;
      }
      table {
        margin-top: 0.6em;
      }
    `,
  ];

  override render() {
    const { comparison } = this;
    return html`
      <h2>${l10n.t("Models")}</h2>
      ${comparison ? this.table(comparison) : nothing}
      <div class="actions">
        <button class="action" @click=${() => this.host.sendNotification(actionNotification, { action: "compare models" })}>
          ${comparison ? l10n.t("Choose Models…") : l10n.t("Compare Models…")}
        </button>
      </div>
    `;
  }

  private table(comparison: Comparison) {
    const value: (model: ComparedModel) => number | undefined = ORDERS[this.order];
    const names = columnNames();
    const rank = (model: ComparedModel) => value(model) ?? Number.POSITIVE_INFINITY;
    const models = [...comparison.models].sort((a, b) => rank(a) - rank(b));
    const asOf = models.find(({ cost }) => cost)?.cost?.asOf;
    return html`
      <label>
        ${l10n.t("The least first, by")}
        <select .value=${this.order} @change=${this.onOrder}>
          ${Object.entries(names).map(([order, name]) => html`<option value=${order}>${name}</option>`)}
        </select>
      </label>
      <table>
        <thead>
          <tr>
            <th scope="col">${names.tokens}</th>
            <th scope="col">${names.input}</th>
            <th scope="col">${names.thinking}</th>
            <th scope="col">${names.total}</th>
          </tr>
        </thead>
        ${models.map(rows)}
      </table>
      <p class="quiet">
        ${l10n.t("Thinking and total: a typical call, and the range of 8 in 10.")} ${totalInWords(comparison)}
        ${asOf ? l10n.t("At the prices of {0}.", asOf) : nothing}
      </p>
      <h3>${l10n.t("Tokens by script")}</h3>
      <table class="scripts">
        ${scriptsOf(comparison).map(
          (script) => html`
            <tbody>
              <tr><th class="group" scope="rowgroup" colspan="2">${script}</th></tr>
              ${models.map(
                (model) => html`
                  <tr>
                    <th scope="row">${model.name}</th>
                    <td>${fertilityInWords(model, script)}</td>
                  </tr>
                `,
              )}
            </tbody>
          `,
        )}
      </table>
    `;
  }

  private onOrder(event: Event) {
    this.order = (event.target as HTMLSelectElement).value as Order;
  }
}

function rows({ name, counted, sent, cost, tokenizer, thinking, total }: ComparedModel) {
  const isThinking = thinking !== undefined && thinking.quantiles["0.95"] > 0;
  const names = columnNames();
  return html`
    <tbody>
      <tr><th class="group" scope="rowgroup" colspan="4">${name}</th></tr>
      <tr>
        ${cell(names.tokens, `${counted === "exact" ? "" : "≈ "}${formatCount(sent.tokens)}`, tokenizer)}
        ${cell(names.input, cost ? formatMoney(cost.input) : "–", cost?.cachedRead === undefined ? "" : l10n.t("cached {0}", formatMoney(cost.cachedRead)))}
        ${cell(names.thinking, thinking ? typicalTokens(thinking) : "–", isThinking ? eightInTen(thinking) : "")}
        ${cell(names.total, total ? formatMoney(total.total.quantiles["0.5"]) : "–", total && isThinking ? moneyRange(total.total) : "")}
      </tr>
    </tbody>
  `;
}

function cell(column: string, value: string, more: string) {
  return html`<td data-column=${column}><div>${value}${more ? html`<div class="quiet">${more}</div>` : nothing}</div></td>`;
}
