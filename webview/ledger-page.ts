import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { formatCount, formatMoney, formatShare, formatTokens } from "../display/format.ts";
import { callColumns, groupColumns, type Order } from "../display/ledger-table.ts";
import {
  comparedInWords,
  costInWords,
  daysInWords,
  inCalls,
  lostInWords,
  spentInWords,
  unnamed,
  viewName,
} from "../display/ledger-words.ts";
import {
  type DearCall,
  dayOf,
  LEDGER_VIEWS,
  type LedgerFilter,
  type LedgerReport,
  type LedgerView,
  type SpendingGroup,
} from "../protocol/ledger.ts";
import {
  exportCallsNotification,
  importCallsNotification,
  type LedgerState,
  ledgerFilterNotification,
  openCallNotification,
} from "../protocol/ledger-page.ts";
import { base, wide } from "./styles.ts";
import "./ledger-chart.ts";
import "./ledger-table.ts";

/** Periods that a report can be of, in days up to today; 0: all. */
const PERIODS = [0, 1, 7, 30, 90];
const DAY_MS = 86_400_000;

/** The page of the ledger: where the tokens went, and the part of them that nobody sees. */
@customElement("tare-ledger")
export class LedgerPage extends LitElement {
  @property({ attribute: false }) accessor host!: MessageConnection;
  @property({ attribute: false }) accessor state: LedgerState | undefined;
  @state() private accessor view: LedgerView = "model";
  @state() private accessor period = 0;

  static override styles = [
    base,
    wide,
    css`
      h1 {
        margin-bottom: 0.8em;
      }
      section {
        margin-top: 2em;
      }
      .filters {
        margin-bottom: 1.2em;
      }
      .totals {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 10em), 1fr));
        max-width: 52em;
      }
      .total {
        font-size: 1.6em;
        line-height: 1.3;
      }
      .filters,
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5em 1em;
        align-items: baseline;
      }
      fieldset {
        margin: 0 0 0.8em;
        padding: 0;
        border: 0;
      }
      legend {
        float: left;
        padding: 0;
      }
      label {
        white-space: nowrap;
      }
      input[type="radio"] {
        accent-color: var(--vscode-focusBorder);
      }
      .progress {
        position: fixed;
        inset: 0 0 auto;
        height: 2px;
        background: var(--vscode-progressBar-background);
      }
      .failure {
        padding-left: 0.7em;
        border-left: 2px solid var(--vscode-errorForeground);
      }
    `,
  ];

  override render() {
    if (!this.state) return nothing;
    const { report, isReading, failure } = this.state;
    return html`
      <main>
        ${isReading ? html`<div class="progress" role="progressbar" aria-label=${l10n.t("Reading the ledger")}></div>` : nothing}
        <h1>${l10n.t("Where the tokens went")}</h1>
        ${failure === undefined ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
        ${report === null ? this.welcome() : report ? this.report(report) : nothing}
      </main>
    `;
  }

  private welcome() {
    return html`
      <p>${l10n.t("No calls are imported yet. Tare finds the logs of coding agents by itself, and reads those of gateways and providers, too.")}</p>
      <p class="quiet">${l10n.t("Numbers and names are kept on this machine, never the text of a prompt.")}</p>
      <div class="actions">${this.button(l10n.t("Import Calls…"), importCallsNotification, "primary")}</div>
    `;
  }

  private report(report: LedgerReport) {
    const { all } = report;
    return html`
      ${this.filters()}
      ${this.totals(report)}
      ${[spentInWords(report).join(" "), lostInWords(report), comparedInWords(report)].map((said) =>
        said ? html`<p class="quiet">${said}</p>` : nothing,
      )}
      <div class="actions">
        ${this.button(l10n.t("Import Calls…"), importCallsNotification)}
        ${all.calls > 0 ? this.button(l10n.t("Export Calls…"), exportCallsNotification) : nothing}
      </div>
      ${all.calls > 0 ? this.tables(report) : html`<p>${l10n.t("No calls.")}</p>`}
    `;
  }

  private tables({ views, dearest }: LedgerReport) {
    const { view } = this;
    const order: Order = { by: view === "day" ? "name" : "cost", isDescending: true };
    return html`
      ${
        views.day.some(({ key, cost }) => key !== undefined && cost > 0)
          ? html`
            <section aria-labelledby="time">
              <h2 id="time">${l10n.t("Spending")}</h2>
              <tare-ledger-chart .days=${views.day}></tare-ledger-chart>
            </section>
          `
          : nothing
      }
      <section aria-labelledby="groups">
        <h2 id="groups">${l10n.t("What it was spent on")}</h2>
        <fieldset>
          <legend>${l10n.t("By")}</legend>
          ${LEDGER_VIEWS.map(
            (one) => html`
              <label>
                <input type="radio" name="view" .checked=${one === view} @change=${() => this.show(one)} />
                ${viewName(one)}
              </label>
            `,
          )}
        </fieldset>
        ${keyed(
          view,
          html`
            <tare-ledger-table
              .rows=${views[view]}
              .columns=${groupColumns(view)}
              .order=${order}
              .act=${(group: SpendingGroup) => ({ what: l10n.t("Only these calls"), run: () => this.only(group.key ?? null) })}
              caption=${l10n.t("Spending by {0}", viewName(view))}
            ></tare-ledger-table>
          `,
        )}
      </section>
      ${
        dearest.length > 0
          ? html`
            <section aria-labelledby="dearest">
              <h2 id="dearest">${l10n.t("Dearest calls")}</h2>
              <tare-ledger-table
                .rows=${dearest}
                .columns=${callColumns()}
                .act=${(call: DearCall) => this.opener(call)}
                caption=${l10n.t("Dearest calls")}
              ></tare-ledger-table>
            </section>
          `
          : nothing
      }
    `;
  }

  /** What a click on a call does: its line of the log is opened. */
  private opener({ file, line }: DearCall) {
    if (file === undefined) return undefined;
    const run = () => this.host.sendNotification(openCallNotification, { file, line });
    return { what: l10n.t("{0}, line {1}", file, line), run };
  }

  private filters() {
    const { only } = this.state!;
    return html`
      <div class="filters">
        <label>
          ${l10n.t("Period")}
          <select @change=${this.onPeriod}>
            ${PERIODS.map((days) => html`<option value=${days} ?selected=${days === this.period}>${periodName(days)}</option>`)}
          </select>
        </label>
        ${LEDGER_VIEWS.map((view) => {
          const name = only[view];
          if (name === undefined) return nothing;
          const said = name ?? unnamed(view);
          return html`
            <button class="action" aria-label=${l10n.t("Not only {0}: {1}", viewName(view), said)} @click=${() => this.ask({ ...only, [view]: undefined })}>
              ${viewName(view)}: ${said} <span aria-hidden="true">✕</span>
            </button>
          `;
        })}
      </div>
    `;
  }

  private totals(report: LedgerReport) {
    const { all } = report;
    const { invisible, lost, lostCost } = all;
    return html`
      <dl class="totals">
        <div>
          <dt>${l10n.t("spent")}</dt>
          <dd class="total">${costInWords(all)}</dd>
          <dd class="quiet">${inCalls(all.calls)}${daysInWords(report) && `, ${daysInWords(report)}`}</dd>
        </div>
        <div>
          <dt>${l10n.t("invisible")}</dt>
          <dd class="total">${invisible === undefined ? "?" : formatShare(invisible)}</dd>
          <dd class="quiet">${l10n.t("{0} thinking tokens", formatCount(all.thinking))}</dd>
        </div>
        <div>
          <dt>${l10n.t("lost by caches")}</dt>
          <dd class="total">${lostCost > 0 ? formatMoney(lostCost) : "–"}</dd>
          <dd class="quiet">${l10n.t("{0} paid anew", formatTokens(lost))}</dd>
        </div>
      </dl>
    `;
  }

  private button(title: string, message: typeof importCallsNotification, kind = "") {
    return html`<button class="action ${kind}" @click=${() => this.host.sendNotification(message)}>${title}</button>`;
  }

  private show(view: LedgerView) {
    this.view = view;
  }

  /** Shows the report of a single group, split by a view in which its calls differ. */
  private only(key: string | null) {
    this.ask({ ...this.state!.only, [this.view]: key });
  }

  private onPeriod(event: Event) {
    this.period = Number((event.target as HTMLSelectElement).value);
    const { since: _, ...only } = this.state!.only;
    const isAll = this.period === 0;
    this.ask({ ...only, ...(!isAll && { since: dayOf(Date.now() - (this.period - 1) * DAY_MS) }) });
  }

  private ask(only: { readonly [K in keyof LedgerFilter]: LedgerFilter[K] | undefined }) {
    const known = Object.entries(only).filter(([, value]) => value !== undefined);
    void this.host.sendNotification(ledgerFilterNotification, Object.fromEntries(known) as LedgerFilter);
  }
}

function periodName(days: number): string {
  if (days === 0) return l10n.t("all time");
  return days === 1 ? l10n.t("today") : l10n.t("the last {0} days", days);
}
