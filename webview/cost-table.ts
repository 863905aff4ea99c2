import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { formatCount, formatMoneyColumn, formatShare } from "../protocol/format.ts";
import type { Cost } from "../protocol/inspection.ts";
import { type PromptState, setVolumeNotification } from "../protocol/panel.ts";
import { parseCount } from "./parse-count.ts";
import { base } from "./styles.ts";

const LINES = [
  { name: "uncached", price: (cost: Cost) => cost.input },
  { name: "cached", price: (cost: Cost) => cost.cachedRead },
  { name: "batch", price: (cost: Cost) => cost.batch },
] as const;

/** What the prompt costs, a call and a month, cached and not, before and after compression. */
@customElement("tare-cost")
export class CostTable extends LitElement {
  @property({ attribute: false }) accessor host!: MessageConnection;
  @property({ attribute: false }) accessor prompt!: PromptState;
  @property({ attribute: false }) accessor callsPerMonth!: number;
  @state() private accessor isUnreadable = false;

  static override styles = [
    base,
    css`
      tbody + tbody::before {
        content: "";
        display: block;
        height: 0.8em;
      }
      .group {
        font-weight: 600;
        text-align: left;
        white-space: normal;
      }
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
      .after {
        font-weight: 600;
      }
    `,
  ];

  override render() {
    const { cost } = this.prompt.inspection;
    if (!cost) {
      return html`<h2>Cost</h2><p class="quiet">No price is known for ${this.prompt.modelName}.</p>`;
    }
    const after = this.prompt.compression?.cost;
    return html`
      <h2>Cost</h2>
      <table>
        <thead>
          <tr>
            <th scope="col"><span class="hidden">Kind of call</span></th>
            <th scope="col">now</th>
            ${after ? html`<th scope="col">at ${formatShare(this.prompt.keep)}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          <tr><th class="group" scope="rowgroup" colspan="3">A call</th></tr>
          ${this.lines(cost, after, 1)}
        </tbody>
        <tbody>
          <tr><th class="group" scope="rowgroup" colspan="3">${this.volume()}</th></tr>
          ${this.lines(cost, after, this.callsPerMonth)}
        </tbody>
      </table>
      <p class="quiet">${this.notes(cost)}</p>
    `;
  }

  private volume() {
    return html`
      <label for="volume">A month of</label>
      <input id="volume" inputmode="numeric" autocomplete="off" .value=${formatCount(this.callsPerMonth)}
        aria-invalid=${this.isUnreadable} aria-describedby="unreadable" @change=${this.onChange} />
      <label for="volume">calls</label>
      <div id="unreadable" role="alert">${this.isUnreadable ? "Enter a number of calls, such as 10,000." : nothing}</div>
    `;
  }

  private lines(before: Cost, after: Cost | undefined, calls: number) {
    const lines = LINES.filter(({ price }) => price(before) !== undefined);
    const amounts = (cost: Cost) => lines.map(({ price }) => calls * price(cost)!);
    const shown = formatMoneyColumn([...amounts(before), ...(after ? amounts(after) : [])]);
    return lines.map(
      ({ name }, i) => html`
        <tr>
          <th scope="row">${name}</th>
          <td data-column="now">${shown[i]}</td>
          ${after ? html`<td class="after" data-column="at ${formatShare(this.prompt.keep)}">${shown[lines.length + i]}</td>` : nothing}
        </tr>
      `,
    );
  }

  private notes(cost: Cost) {
    const minimum = this.prompt.cacheMinimumTokens;
    const isShort = minimum !== undefined && this.prompt.inspection.sent.tokens < minimum;
    return [
      `Input only, at the prices of ${cost.asOf}.`,
      cost.cachedRead === undefined ? "" : " Cached: every call finds the whole prompt in the cache.",
      isShort ? ` This prompt is too short for that: caching starts at ${formatCount(minimum)} tokens.` : "",
    ];
  }

  private onChange(event: Event) {
    const callsPerMonth = parseCount((event.target as HTMLInputElement).value);
    this.isUnreadable = callsPerMonth === undefined;
    if (callsPerMonth !== undefined) void this.host.sendNotification(setVolumeNotification, { callsPerMonth });
  }
}
