import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { formatCount, formatMoneyColumn } from "../display/format.ts";
import { priceDay } from "../display/price-age.ts";
import { versionName } from "../display/target.ts";
import type { Cost } from "../protocol/cost.ts";
import { type PromptState, setVolumeNotification } from "../protocol/panel.ts";
import type { SessionCost } from "../protocol/session-cost.ts";
import { sessionCost } from "../protocol/session-cost.ts";
import { billTable } from "./bill-table.ts";
import { parseCount } from "./parse-count.ts";
import { base } from "./styles.ts";

const LINES = ["input", "cachedRead", "batch"] as const;

/** What the prompt costs, a call and a month, cached and not, before and after compression; then the whole bill. */
@customElement("tare-cost")
export class CostTable extends LitElement {
  @property({ attribute: false }) accessor host!: MessageConnection;
  @property({ attribute: false }) accessor prompt!: PromptState;
  @property({ attribute: false }) accessor callsPerMonth!: number;
  @state() private accessor isUnreadable = false;

  static override styles = [
    base,
    css`
      input {
        width: 8em;
        padding: 0.15em 0.4em;
        font: inherit;
        text-align: right;
        color: var(--vscode-input-foreground);
        background: var(--vscode-input-background);
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
        border-radius: 2px;
      }
      input[aria-invalid="true"] {
        border-color: var(--vscode-inputValidation-errorBorder);
      }
      .after,
      .bill tbody tr:last-child :is(th, td) {
        font-weight: 600;
      }
      h2 ~ h2 {
        margin-top: 2em;
      }
      p + .bill {
        margin-top: 0.8em;
      }
    `,
  ];

  override render() {
    const { forecast, inspection } = this.prompt;
    const { cost, session } = inspection;
    const title = html`<h2>${l10n.t("Input cost")}</h2>`;
    if (!cost) {
      return html`${title}<p class="quiet">${l10n.t("No price is known for {0}.", this.prompt.modelName)}</p>`;
    }
    const after = this.costAfter();
    return html`
      ${title}
      <table>
        <thead>
          <tr>
            <th scope="col"><span class="hidden">${l10n.t("Kind of call")}</span></th>
            <th scope="col">${l10n.t("now")}</th>
            ${after ? html`<th scope="col">${versionName(this.prompt.target)}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          <tr><th class="group" scope="rowgroup" colspan="3">${this.one()}</th></tr>
          ${this.lines(cost, after, 1)}
        </tbody>
        ${session ? this.session(session, after) : nothing}
        <tbody>
          <tr><th class="group" scope="rowgroup" colspan="3">${this.volume()}</th></tr>
          ${this.lines(cost, after, this.callsPerMonth)}
        </tbody>
      </table>
      <p class="quiet">${this.notes(cost)}</p>
      ${forecast?.total ? billTable(forecast.total, this.prompt, this.callsPerMonth) : nothing}
    `;
  }

  /** Whether the file is many calls, a row each; then all of them are counted together. */
  private get isRows(): boolean {
    return this.prompt.inspection.kind === "chat-jsonl";
  }

  private one(): string {
    if (this.prompt.inspection.session) return l10n.t("A turn");
    return this.isRows ? l10n.t("All rows") : l10n.t("A call");
  }

  private session(now: SessionCost, after: Cost | undefined) {
    return html`
      <tbody>
        <tr><th class="group" scope="rowgroup" colspan="3">${l10n.t("A session of {0} turns", formatCount(now.turns))}</th></tr>
        ${this.lines(asInput(now), after && asInput(sessionCost(after)), 1)}
      </tbody>
    `;
  }

  private month(): string {
    if (this.prompt.inspection.session) return l10n.t("A month of {0} turns");
    return this.isRows ? l10n.t("A month of {0} runs") : l10n.t("A month of {0} calls");
  }

  private volume() {
    const text = this.month();
    const [before = "", after = ""] = text.split("{0}");
    return html`
      <label for="volume">${before.trim()}</label>
      <input id="volume" inputmode="numeric" autocomplete="off" .value=${formatCount(this.callsPerMonth)}
        aria-invalid=${this.isUnreadable} aria-describedby="unreadable" @change=${this.onChange} />
      <label for="volume">${after.trim()}</label>
      <div id="unreadable" role="alert">${this.isUnreadable ? l10n.t("Enter a number, such as 10,000.") : nothing}</div>
    `;
  }

  private lines(before: Cost, after: Cost | undefined, calls: number) {
    // An agent's turns are not sent in batches.
    const isTurn = this.prompt.inspection.session !== undefined;
    const lines = LINES.filter((line) => before[line] !== undefined && !(isTurn && line === "batch"));
    const names = { input: l10n.t("uncached"), cachedRead: l10n.t("cached"), batch: l10n.t("batch") };
    const amounts = (cost: Cost) => lines.map((line) => calls * cost[line]!);
    const shown = formatMoneyColumn([...amounts(before), ...(after ? amounts(after) : [])]);
    return lines.map(
      (line, i) => html`
        <tr>
          <th scope="row">${names[line]}</th>
          <td data-column=${l10n.t("now")}>${shown[i]}</td>
          ${after ? html`<td class="after" data-column="${versionName(this.prompt.target)}">${shown[lines.length + i]}</td>` : nothing}
        </tr>
      `,
    );
  }

  /** The cost after compression; what has become too short to be cached is paid in full. */
  private costAfter(): Cost | undefined {
    const after = this.prompt.compression?.cost;
    return after && { cachedRead: after.input, ...after };
  }

  private notes({ asOf, cachedRead }: Cost): string {
    const { cacheMinimumTokens = 0, compression, inspection, target } = this.prompt;
    const prices = l10n.t("At the prices of {0}.", priceDay(asOf));
    const minimum = formatCount(cacheMinimumTokens);
    if (cachedRead === undefined) {
      return inspection.sent.tokens < cacheMinimumTokens
        ? `${prices} ${l10n.t("Too short to be cached: caching starts at {0} tokens.", minimum)}`
        : prices;
    }
    if (compression?.cost && compression.cost.cachedRead === undefined) {
      const version = target ? versionName(target) : l10n.t("once trimmed");
      return `${prices} ${l10n.t("Too short to be cached {0}, and paid in full: caching starts at {1} tokens.", version, minimum)}`;
    }
    return inspection.session
      ? `${prices} ${l10n.t("Cached: every turn finds all of it in the cache; the first of a session writes it there.")}`
      : `${prices} ${l10n.t("Cached: every call finds the whole prompt in the cache.")}`;
  }

  private onChange(event: Event) {
    const callsPerMonth = parseCount((event.target as HTMLInputElement).value);
    this.isUnreadable = callsPerMonth === undefined;
    if (callsPerMonth !== undefined) void this.host.sendNotification(setVolumeNotification, { callsPerMonth });
  }
}

/** A session's cost in the form of one input's, so that the same rows can show both. */
function asInput({ uncached, cached }: SessionCost): Cost {
  return { input: uncached, ...(cached !== undefined && { cachedRead: cached }) };
}
