import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { formatMoney } from "../display/format.ts";
import { barsInWords, spendingBars } from "../display/ledger-chart.ts";
import type { SpendingGroup } from "../protocol/ledger.ts";
import { base } from "./styles.ts";

/** What was spent along time, a bar a day or a month, thinking on top. The table by day has the same in numbers. */
@customElement("tare-ledger-chart")
export class LedgerChart extends LitElement {
  /** The bars that are not zero. */
  @property({ attribute: false }) accessor days: readonly SpendingGroup[] = [];

  static override styles = [
    base,
    css`
      svg {
        height: 9em;
        border-bottom: 1px solid var(--vscode-descriptionForeground);
      }
      .seen {
        fill: var(--vscode-charts-blue);
      }
      .thinking {
        fill: var(--vscode-charts-purple);
      }
      .ends {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1em;
      }
      .keys {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1.2em;
        margin-bottom: 0.4em;
      }
      .key {
        display: inline-block;
        width: 0.8em;
        height: 0.8em;
        margin-right: 0.4em;
        border: 1px solid var(--vscode-contrastBorder, transparent);
      }
      .key.seen {
        background: var(--vscode-charts-blue);
      }
      .key.thinking {
        background: var(--vscode-charts-purple);
      }
    `,
  ];

  override render() {
    const bars = spendingBars(this.days);
    const most = Math.max(...bars.map(({ cost }) => cost));
    const [first, last] = [bars[0]!.when, bars.at(-1)!.when];
    const height = (cost: number) => (100 * cost) / most;
    const step = 100 / bars.length;
    return html`
      <figure>
        <figcaption class="keys quiet">
          <span><span class="key thinking" aria-hidden="true"></span>${l10n.t("thinking, on top")}</span>
          <span><span class="key seen" aria-hidden="true"></span>${l10n.t("all else")}</span>
          <span>${l10n.t("the highest bar: {0}", formatMoney(most))}</span>
        </figcaption>
        <svg role="img" aria-label=${barsInWords(bars)}>
          ${bars.map(({ cost, thinkingCost }, i) => {
            const [whole, hidden] = [height(cost), height(thinkingCost)];
            const place = { x: `${i * step + step / 10}%`, width: `${(step * 8) / 10}%` };
            return svg`
              <rect class="seen" x=${place.x} width=${place.width} y="${100 - whole + hidden}%" height="${whole - hidden}%"></rect>
              <rect class="thinking" x=${place.x} width=${place.width} y="${100 - whole}%" height="${hidden}%"></rect>
            `;
          })}
        </svg>
        <div class="ends quiet" aria-hidden="true"><span>${first}</span>${first === last ? nothing : html`<span>${last}</span>`}</div>
      </figure>
    `;
  }
}
