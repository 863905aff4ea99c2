import { css, html, LitElement, nothing, type PropertyValues, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { formatCount, formatMoney, formatShare } from "../protocol/format.ts";
import {
  applyNotification,
  type CompressionSummary,
  type PromptState,
  previewNotification,
  setRetentionNotification,
} from "../protocol/panel.ts";
import { type RetentionPoint, salienceAt } from "../protocol/retention.ts";
import { base } from "./styles.ts";

/** Retention against kept salience: a curve along which one drags how much of the prompt to keep. */
@customElement("tare-retention")
export class RetentionCurve extends LitElement {
  @property({ attribute: false }) accessor host!: MessageConnection;
  @property({ attribute: false }) accessor prompt!: PromptState;
  @property({ attribute: false }) accessor callsPerMonth!: number;
  /** Where the user has put the handle, until the host says the same or the text changes. */
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
      .area {
        fill: var(--vscode-charts-blue);
        opacity: 0.12;
      }
      .protected {
        fill: var(--vscode-descriptionForeground);
        opacity: 0.12;
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
    if (changed.has("prompt") && (isOtherText || this.prompt.keep === this.held)) this.held = undefined;
  }

  override render() {
    const { curve } = this.prompt;
    const keep = this.held ?? this.prompt.keep;
    const compression = this.held === undefined ? this.prompt.compression : undefined;
    const salience = compression?.salience ?? salienceAt(curve, keep);
    return html`
      <h2 id="title">Compression</h2>
      <figure aria-labelledby="title">
        <figcaption class="quiet">salience kept</figcaption>
        <div class="plot">
          <input type="range" min="0" max="100" step="1" .value=${String(Math.round(keep * 100))}
            aria-label="Share of the tokens to keep"
            aria-valuetext="${formatShare(keep)} of the tokens, ${formatShare(salience)} of the salience"
            @input=${this.onInput} />
          ${plot(curve, keep, salience)}
        </div>
        ${hiddenTable(curve)}
      </figure>
      ${this.readout(keep, salience, compression)}
      <div class="actions">
        <button class="action primary" @click=${() => this.send(previewNotification)}>Preview</button>
        <button class="action" ?disabled=${!compression} @click=${() => this.send(applyNotification)}>Apply…</button>
      </div>
    `;
  }

  private readout(keep: number, salience: number, compression: CompressionSummary | undefined) {
    const { count } = this.prompt.inspection;
    const after = compression?.after ?? Math.floor(keep * count.tokens);
    const added = compression?.advice.dollars;
    return html`
      <dl>
        <div><dt>tokens</dt><dd>${formatCount(after)} <span class="quiet">of ${formatCount(count.tokens)}</span></dd></div>
        <div><dt>salience</dt><dd>${compression ? "" : html`<span class="quiet">at most</span> `}${formatShare(salience)}</dd></div>
        ${added === undefined ? nothing : html`<div><dt>a month</dt><dd>${added > 0 ? "+" : ""}${formatMoney(this.callsPerMonth * added)}</dd></div>`}
      </dl>
      ${compression?.limited ? html`<p class="quiet">What is protected, with its sentences, is more than that; all of it is kept.</p>` : nothing}
      ${compression && !compression.advice.compress ? html`<p class="warning">Leave this prompt as it is: ${compression.advice.why}</p>` : nothing}
    `;
  }

  private onInput(event: Event) {
    const keep = Number((event.target as HTMLInputElement).value) / 100;
    const { uri, version } = this.prompt;
    this.held = keep;
    void this.host.sendNotification(setRetentionNotification, { uri, version, keep });
  }

  private send(notification: typeof previewNotification) {
    const { uri, version } = this.prompt;
    void this.host.sendNotification(notification, { uri, version });
  }
}

function plot(curve: readonly RetentionPoint[], keep: number, salience: number) {
  const line = curve.map((p) => `${100 * p.keep},${100 * (1 - p.salience)}`).join(" ");
  const floor = 100 * (curve[0]?.keep ?? 0);
  const [x, y] = [`${Math.max(100 * keep, floor)}%`, `${100 * (1 - salience)}%`];
  return html`
    <svg aria-hidden="true">
      ${[0, 0.5, 1].map(
        (at) => svg`
          <line class="grid" x2="100%" y1="${100 * (1 - at)}%" y2="${100 * (1 - at)}%"></line>
          <text class="up" x="-0.6em" y="${100 * (1 - at)}%" dy="0.35em">${formatShare(at)}</text>`,
      )}
      <text class="across first" y="100%" dy="1.4em">0%</text>
      <text class="across" x="50%" y="100%" dy="1.4em">tokens kept</text>
      <text class="across last" x="100%" y="100%" dy="1.4em">100%</text>
      <rect class="protected" width="${floor}%" height="100%"></rect>
      ${floor > 8 ? svg`<text class="sideways" x="${floor / 2}%" y="50%">protected</text>` : nothing}
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">
        <polygon class="area" points="${floor},100 ${line} 100,100"></polygon>
        <polyline class="curve" points=${line}></polyline>
      </svg>
      <line class="drop" x1=${x} x2=${x} y1=${y} y2="100%"></line>
      <circle class="ring" cx=${x} cy=${y} r="10"></circle>
      <circle class="handle" cx=${x} cy=${y} r="6"></circle>
    </svg>
  `;
}

function hiddenTable(curve: readonly RetentionPoint[]) {
  const rows = curve.filter((_, i) => i % 5 === 0 || i === curve.length - 1);
  return html`
    <div class="hidden"><table>
      <caption>The most salience that a share of the tokens can hold</caption>
      <thead><tr><th scope="col">tokens kept</th><th scope="col">share</th><th scope="col">salience kept</th></tr></thead>
      <tbody>${rows.map(
        (p) =>
          html`<tr><th scope="row">${formatCount(p.tokens)}</th><td>${formatShare(p.keep)}</td><td>${formatShare(p.salience)}</td></tr>`,
      )}</tbody>
    </table></div>
  `;
}
