import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, type PropertyValues, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { formatCount, formatMoney, formatShare } from "../display/format.ts";
import { whyNot } from "../display/saving.ts";
import {
  bandsOf,
  isRule,
  lossInWords,
  lossName,
  ruleCurve,
  ruleLine,
  rulesAt,
  rulesAtRisk,
  shareKept,
  tokensAt,
  type Weight,
} from "../display/target.ts";
import {
  applyNotification,
  type CompressionSummary,
  type PromptState,
  previewNotification,
  setTargetNotification,
} from "../protocol/panel.ts";
import { base } from "./styles.ts";

/**
 * How much is removed and what is lost with it: a curve of the rules that stay, with a handle for the share of the
 * prose to keep.
 */
@customElement("tare-target-slider")
export class TargetSlider extends LitElement {
  @property({ attribute: false }) accessor host!: MessageConnection;
  @property({ attribute: false }) accessor prompt!: PromptState;
  @property({ attribute: false }) accessor callsPerMonth!: number;
  /** Where the user has dragged the handle, until the host confirms it or the text changes. */
  @state() private accessor held: number | undefined;

  static override styles = [
    base,
    css`
      .plot {
        position: relative;
        height: 8em;
        margin: 1.2em 0 2.2em 2.7em;
      }
      .plot > * {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
      .plot > svg {
        pointer-events: none;
      }
      input {
        margin: 0;
        appearance: none;
        opacity: 0;
        cursor: ew-resize;
      }
      input::-webkit-slider-runnable-track {
        height: 100%;
      }
      input::-webkit-slider-thumb {
        appearance: none;
        width: 1px;
        height: 100%;
      }
      .sideways {
        text-anchor: middle;
        writing-mode: vertical-rl;
        /* Han characters, which else stand upright, run into each other in a drawing. */
        text-orientation: sideways;
      }
      .across {
        text-anchor: middle;
      }
      .across.first {
        text-anchor: start;
      }
      .across.last,
      .up {
        text-anchor: end;
      }
      @container (max-width: 15em) {
        :is(.first, .last) {
          display: none;
        }
      }
      .grid {
        stroke: var(--vscode-charts-lines);
        stroke-opacity: 0.35;
      }
      .curve {
        fill: none;
        stroke: var(--vscode-charts-blue);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
      rect {
        opacity: 0.15;
      }
      .trim {
        fill: var(--vscode-charts-green);
      }
      .squeeze {
        fill: var(--vscode-charts-blue);
      }
      .rules {
        fill: var(--vscode-charts-red);
      }
      .stays {
        fill: var(--vscode-descriptionForeground);
      }
      .words {
        margin-bottom: 0.9em;
      }
      .drop {
        stroke: var(--vscode-foreground);
        stroke-dasharray: 2 3;
      }
      .handle {
        fill: var(--vscode-charts-blue);
        stroke: var(--vscode-sideBar-background);
        stroke-width: 2;
      }
      .ring {
        fill: none;
        stroke: none;
      }
      input:focus-visible + svg .ring {
        stroke: var(--vscode-focusBorder);
        stroke-width: 2;
      }
      .warning {
        padding-left: 0.7em;
        border-left: 2px solid var(--vscode-editorWarning-foreground);
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get("prompt");
    const isOtherText = before?.uri !== this.prompt.uri || before.version !== this.prompt.version;
    const { target } = this.prompt;
    const isSaid = target && "keep" in target && target.keep === this.held;
    if (changed.has("prompt") && (isOtherText || isSaid)) this.held = undefined;
  }

  override render() {
    const weight = this.prompt.inspection;
    const target = this.held === undefined ? this.prompt.target : { keep: this.held };
    const compression = this.held === undefined ? this.prompt.compression : undefined;
    const keep = shareKept(target, weight);
    const words = lossInWords(target, weight, compression?.atRisk);
    return html`
      <h2 id="title">${target ? l10n.t("Squeeze") : l10n.t("Trim")}</h2>
      <figure aria-labelledby="title">
        <figcaption class="quiet">${l10n.t("rules kept")}</figcaption>
        <div class="plot">
          <input type="range" min="0" max="100" step="1" .value=${String(Math.round(keep * 100))}
            aria-label=${l10n.t("Share of the prose to keep")} aria-valuetext=${l10n.t("{0} of the prose. {1}", formatShare(keep), words)}
            @input=${this.onInput} />
          ${plot(weight, keep)}
        </div>
        ${hiddenTable(weight)}
      </figure>
      <p class="words">${words}</p>
      ${this.readout(keep, compression)}
      <div class="actions">
        <button class="action primary" @click=${() => this.send(previewNotification)}>${l10n.t("Preview")}</button>
        <button class="action" ?disabled=${!compression} @click=${() => this.send(applyNotification)}>${target ? l10n.t("Apply…") : l10n.t("Apply")}</button>
        ${target ? html`<button class="action" @click=${this.trim}>${l10n.t("Trim Only")}</button>` : nothing}
      </div>
    `;
  }

  private readout(keep: number, compression: CompressionSummary | undefined) {
    const weight = this.prompt.inspection;
    const { rules, of } = compression?.atRisk ?? rulesAtRisk(keep, weight);
    const change = compression?.change;
    const isCached = weight.cost?.cachedRead !== undefined;
    const aMonth = isCached ? l10n.t("a month, cached") : l10n.t("a month");
    const why = compression && compression.after < compression.before ? whyNot(change, compression) : undefined;
    return html`
      <dl>
        <div>
          <dt>${l10n.t("tokens")}</dt>
          <dd>${compression ? "" : "≈ "}${formatCount(compression?.after ?? tokensAt(Math.max(keep, ruleLine(weight)), weight))} <span class="quiet">${l10n.t("of {0}", formatCount(weight.sent.tokens))}</span></dd>
        </div>
        <div><dt>${l10n.t("rules that would go")}</dt><dd>${formatCount(rules)} <span class="quiet">${l10n.t("of {0}", formatCount(of))}</span></dd></div>
        ${change === undefined ? nothing : html`<div><dt>${aMonth}</dt><dd>${change > 0 ? "+" : ""}${formatMoney(this.callsPerMonth * change)}</dd></div>`}
      </dl>
      ${why ? html`<p class="warning">${l10n.t("Better leave this prompt as it is: {0}.", why)}</p>` : nothing}
    `;
  }

  private onInput(event: Event) {
    const keep = Number((event.target as HTMLInputElement).value) / 100;
    const { uri, version } = this.prompt;
    this.held = keep;
    void this.host.sendNotification(setTargetNotification, { uri, version, target: { keep } });
  }

  private trim() {
    const { uri, version } = this.prompt;
    this.held = undefined;
    void this.host.sendNotification(setTargetNotification, { uri, version });
  }

  private send(notification: typeof previewNotification) {
    const { uri, version } = this.prompt;
    void this.host.sendNotification(notification, { uri, version });
  }
}

/** What stands under the curve, from all of the prose down: where each kind of loss ends. */
function zones(weight: Weight) {
  const bands = bandsOf(weight);
  const trim = shareKept(undefined, weight);
  const squeeze = bands.findLast(({ loss }) => !isRule(loss))?.to ?? 1;
  const rules = bands.at(-1)?.to ?? 1;
  return [
    { is: "trim", name: l10n.t("trim"), from: 1, to: trim },
    { is: "squeeze", name: l10n.t("squeeze"), from: trim, to: squeeze },
    { is: "rules", name: l10n.t("rules"), from: squeeze, to: rules },
    { is: "stays", name: l10n.t("stays"), from: rules, to: 0 },
  ].filter(({ from, to }) => from > to);
}

function plot(weight: Weight, keep: number) {
  const curve = ruleCurve(weight);
  const line = curve.map((p) => `${100 * p.keep},${100 * (1 - p.rules)}`).join(" ");
  const [x, y] = [`${100 * keep}%`, `${100 * (1 - rulesAt(keep, curve))}%`];
  return html`
    <svg aria-hidden="true">
      ${zones(weight).map(
        ({ is, name, from, to }) => svg`
          <rect class=${is} x="${100 * to}%" width="${100 * (from - to)}%" height="100%"></rect>
          ${from - to > 0.07 ? svg`<text class="sideways" x="${100 * (to + (from - to) * (is === "rules" ? 0.75 : 0.5))}%" y="76%">${name}</text>` : nothing}`,
      )}
      ${[0, 0.5, 1].map(
        (at) => svg`
          <line class="grid" x2="100%" y1="${100 * (1 - at)}%" y2="${100 * (1 - at)}%"></line>
          <text class="up" x="-0.6em" y="${100 * (1 - at)}%" dy="0.35em">${formatShare(at)}</text>`,
      )}
      <text class="across first" y="100%" dy="1.4em">0%</text>
      <text class="across" x="50%" y="100%" dy="1.4em">${l10n.t("prose kept")}</text>
      <text class="across last" x="100%" y="100%" dy="1.4em">100%</text>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">
        <polyline class="curve" points=${line}></polyline>
      </svg>
      <line class="drop" x1=${x} x2=${x} y1=${y} y2="100%"></line>
      <circle class="ring" cx=${x} cy=${y} r="10"></circle>
      <circle class="handle" cx=${x} cy=${y} r="6"></circle>
    </svg>
  `;
}

function hiddenTable(weight: Weight) {
  return html`
    <div class="hidden"><table>
      <caption>${l10n.t("What is removed, the least loss first")}</caption>
      <thead><tr><th scope="col">${l10n.t("loss")}</th><th scope="col">${l10n.t("places")}</th><th scope="col">${l10n.t("tokens")}</th><th scope="col">${l10n.t("prose kept")}</th></tr></thead>
      <tbody>${bandsOf(weight).map(
        ({ loss, units, tokens, to }) =>
          html`<tr><th scope="row">${lossName(loss)}</th><td>${formatCount(units)}</td><td>${formatCount(tokens)}</td><td>${formatShare(to)}</td></tr>`,
      )}</tbody>
    </table></div>
  `;
}
