import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { formatCount, formatShare } from "../display/format.ts";
import { type PartShare, type PromptState, revealNotification } from "../protocol/panel.ts";
import { base } from "./styles.ts";

/** The weight of the prompt by part: two stacked bars, tokens above importance, and the same as a table. */
@customElement("tare-parts")
export class PartsChart extends LitElement {
  @property({ attribute: false }) accessor host!: MessageConnection;
  @property({ attribute: false }) accessor prompt!: PromptState;
  @state() private accessor pointed: number | undefined;

  static override styles = [
    base,
    css`
      .bar {
        height: 1.1em;
      }
      rect {
        fill: var(--vscode-descriptionForeground);
        stroke: var(--vscode-contrastBorder, var(--vscode-sideBar-background));
      }
      [data-colour="1"],
      [data-colour="2"] {
        fill: var(--vscode-charts-blue);
      }
      [data-colour="3"],
      [data-colour="4"] {
        fill: var(--vscode-charts-purple);
      }
      [data-colour="5"],
      [data-colour="6"] {
        fill: var(--vscode-charts-green);
      }
      [data-colour="2"],
      [data-colour="4"],
      [data-colour="6"],
      rect:not([data-colour]) {
        fill-opacity: 0.5;
      }
      .pointing rect:not(.pointed) {
        opacity: 0.25;
      }
      .bars {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.3em 0.8em;
        align-items: center;
        margin-bottom: 0.6em;
      }
      .bars span {
        font-size: 0.92em;
        color: var(--vscode-descriptionForeground);
      }
      .swatch {
        flex: none;
        width: 0.7em;
        height: 0.7em;
      }
      table {
        table-layout: fixed;
      }
      thead th:nth-child(2),
      thead th:nth-child(3) {
        width: 3.9em;
      }
      thead th:nth-child(4) {
        width: 6.4em;
      }
      .name {
        display: flex;
        gap: 0.5em;
        align-items: baseline;
      }
      .name > :last-child {
        display: -webkit-box;
        overflow: hidden;
        white-space: normal;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }
      tr.pointed {
        background: var(--vscode-list-hoverBackground);
      }
      button {
        padding: 0;
        border: 0;
        background: none;
        text-align: left;
      }
      button:hover {
        text-decoration: underline;
      }
      button:focus-visible {
        outline-offset: -1px;
      }
    `,
  ];

  override render() {
    const { shares } = this.prompt;
    const names = columnNames();
    return html`
      <h2 id="title">${l10n.t("Weight by part")}</h2>
      <figure aria-labelledby="title">
        <div class="bars" aria-hidden="true">
          <span>${names.tokens}</span>${this.bar(shares, (s) => s.tokenShare)}
          <span>${names.importance}</span>${this.bar(shares, (s) => s.salience)}
        </div>
        <table>
          <thead>
            <tr><th scope="col"><span class="hidden">${l10n.t("Part")}</span></th><th scope="col">${names.tokens}</th><th scope="col">${names.share}</th><th scope="col">${names.importance}</th></tr>
          </thead>
          <tbody>${shares.map((share, i) => this.row(share, i))}</tbody>
        </table>
      </figure>
    `;
  }

  private bar(shares: readonly PartShare[], width: (share: PartShare) => number) {
    const whole = shares.reduce((sum, s) => sum + width(s), 0) || 1;
    let x = 0;
    const segments = shares.map((share, i) => {
      const from = x;
      x += (100 * width(share)) / whole;
      return svg`<rect x="${from}%" width="${x - from}%" height="100%" data-colour=${share.colour ?? nothing}
        class=${i === this.pointed ? "pointed" : nothing} @click=${() => this.reveal(share)}
        @pointerenter=${() => this.point(i)} @pointerleave=${() => this.point(undefined)}></rect>`;
    });
    return html`<svg class="bar ${this.pointed === undefined ? "" : "pointing"}">${segments}</svg>`;
  }

  private row(share: PartShare, i: number) {
    const names = columnNames();
    return html`
      <tr class=${i === this.pointed ? "pointed" : ""} @pointerenter=${() => this.point(i)} @pointerleave=${() => this.point(undefined)}>
        <th scope="row">
          <div class="name">
            <svg class="swatch" aria-hidden="true"><rect width="100%" height="100%" data-colour=${share.colour ?? nothing}></rect></svg>
            ${
              share.span
                ? html`<button title=${share.title} @click=${() => this.reveal(share)} @focus=${() => this.point(i)} @blur=${() => this.point(undefined)}>${share.title}</button>`
                : html`<span>${share.title}</span>`
            }
          </div>
        </th>
        <td data-column=${names.tokens}>${formatCount(share.tokens)}</td>
        <td data-column=${names.share}>${formatShare(share.tokenShare)}</td>
        <td data-column=${names.importance}>${formatShare(share.salience)}</td>
      </tr>
    `;
  }

  private point(i: number | undefined) {
    this.pointed = i;
  }

  private reveal({ span }: PartShare) {
    const { uri, version } = this.prompt;
    if (span) void this.host.sendNotification(revealNotification, { uri, version, span });
  }
}

function columnNames() {
  return { tokens: l10n.t("tokens"), share: l10n.t("share"), importance: l10n.t("importance") };
}
