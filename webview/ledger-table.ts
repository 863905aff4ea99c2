import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { formatCount } from "../display/format.ts";
import { type Column, inOrder, matching, type Order } from "../display/ledger-table.ts";
import { base } from "./styles.ts";

/** So many rows are shown before all are asked for. */
const SHOWN = 25;

/** A table that is put in order by any of its columns and searched; the first cell of a row may do something. */
@customElement("tare-ledger-table")
export class LedgerTable<Row = unknown> extends LitElement {
  @property({ attribute: false }) accessor rows: readonly Row[] = [];
  @property({ attribute: false }) accessor columns: readonly Column<Row>[] = [];
  /** What the table is of. */
  @property() accessor caption = "";
  /** The order until a user chooses another. */
  @property({ attribute: false }) accessor order: Order = { by: "cost", isDescending: true };
  /** What a click on the first cell of a row does, in words, and for which rows. */
  @property({ attribute: false }) accessor act:
    | ((row: Row) => { what: string; run: () => void } | undefined)
    | undefined;
  @state() private accessor chosen: Order | undefined;
  @state() private accessor text = "";
  @state() private accessor isWhole = false;

  static override styles = [
    base,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4em 1.2em;
        align-items: baseline;
        margin-bottom: 0.6em;
      }
      input {
        padding: 0.2em 0.4em;
        font: inherit;
        color: var(--vscode-input-foreground);
        background: var(--vscode-input-background);
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
        border-radius: 2px;
      }
      .by {
        display: none;
      }
      caption {
        text-align: left;
      }
      tbody tr:hover {
        background: var(--vscode-list-hoverBackground);
      }
      th:first-child {
        min-width: 11em;
        white-space: normal;
      }
      td {
        overflow-wrap: normal;
      }
      .words {
        padding-left: 1.6em;
        text-align: left;
      }
      td.words {
        white-space: normal;
      }
      th button {
        padding: 0;
        border: 0;
        color: inherit;
        background: none;
        text-align: inherit;
      }
      tbody th button {
        color: var(--vscode-textLink-foreground);
      }
      th button:hover {
        text-decoration: underline;
      }
      @container (max-width: 48em) {
        .by {
          display: initial;
        }
        thead {
          display: none;
        }
        :is(table, caption, tbody, tbody th) {
          display: block;
        }
        tbody th {
          grid-column: 1 / -1;
        }
        tbody tr {
          display: grid;
          grid-template-columns: repeat(auto-fill, minmax(min(100%, 10em), 1fr));
          gap: 0 1.2em;
          padding: 0.5em 0;
          border-top: 1px solid var(--vscode-widget-border, transparent);
        }
        tbody td,
        td.words {
          display: flex;
          justify-content: space-between;
          gap: 0.5em;
          padding: 0.1em 0;
          text-align: right;
          white-space: normal;
        }
        tbody td::before {
          content: attr(data-column);
          color: var(--vscode-descriptionForeground);
        }
      }
    `,
  ];

  override render() {
    const { columns } = this;
    const order = this.chosen ?? this.order;
    const found = inOrder(matching(this.rows, columns, this.text), columns, order);
    const shown = this.isWhole ? found : found.slice(0, SHOWN);
    const words = new Set(columns.filter(({ value }) => this.rows.some((row) => typeof value(row) === "string")));
    return html`
      <div class="tools">
        <label>${l10n.t("Find")} <input type="search" aria-label=${l10n.t("Find in: {0}", this.caption)} .value=${this.text} @input=${this.onText} /></label>
        <label class="by">
          ${l10n.t("Order")}
          <select @change=${this.onOrder}>
            ${columns.flatMap(({ id, title }) =>
              [true, false].map(
                (isDescending) => html`
                  <option value="${id} ${isDescending}" ?selected=${order.by === id && order.isDescending === isDescending}>
                    ${isDescending ? l10n.t("{0}, descending", title) : l10n.t("{0}, ascending", title)}
                  </option>
                `,
              ),
            )}
          </select>
        </label>
        <span class="quiet" role="status">${l10n.t("{0} of {1}", formatCount(found.length), formatCount(this.rows.length))}</span>
      </div>
      <table>
        <caption class="hidden">${this.caption}</caption>
        <thead><tr>${columns.map((column) => this.head(column, order, words.has(column)))}</tr></thead>
        <tbody>${shown.map((row) => this.row(row, words))}</tbody>
      </table>
      ${
        found.length > shown.length
          ? html`<div class="actions"><button class="action" @click=${this.onWhole}>${l10n.t("Show All {0}", formatCount(found.length))}</button></div>`
          : nothing
      }
    `;
  }

  private head({ id, title }: Column<Row>, { by, isDescending }: Order, isText: boolean) {
    const isChosen = by === id;
    const sign = isChosen ? (isDescending ? " ↓" : " ↑") : "";
    return html`
      <th scope="col" class=${isText ? "words" : ""} aria-sort=${isChosen ? (isDescending ? "descending" : "ascending") : nothing}>
        <button @click=${() => this.sort({ by: id, isDescending: isChosen ? !isDescending : !isText })}>
          ${title}<span aria-hidden="true">${sign}</span>
        </button>
      </th>
    `;
  }

  /** `words`: the columns that hold words. */
  private row(row: Row, words: ReadonlySet<Column<Row>>) {
    const [name, ...others] = this.columns;
    const act = this.act?.(row);
    const text = name!.text(row);
    return html`
      <tr>
        <th scope="row">${act ? html`<button title=${act.what} @click=${act.run}>${text}</button>` : text}</th>
        ${others.map(
          (column) =>
            html`<td data-column=${column.title} class=${words.has(column) ? "words" : ""}><span>${column.text(row)}</span></td>`,
        )}
      </tr>
    `;
  }

  private sort(order: Order) {
    this.chosen = order;
  }

  private onText(event: Event) {
    this.text = (event.target as HTMLInputElement).value;
  }

  private onOrder(event: Event) {
    const [by, isDescending] = (event.target as HTMLSelectElement).value.split(" ");
    this.sort({ by: by!, isDescending: isDescending === "true" });
  }

  private onWhole() {
    this.isWhole = true;
  }
}
