import { css, html, LitElement, nothing, type PropertyValues, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { formatCount, formatShare } from "../protocol/format.ts";
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
  /** Where the user has put the handle, until the host says the same or the text changes. */
  @state() private accessor held: number | undefined;

  static override styles = [
    base,
    css`
      .plot {
        position: relative;
        height: 8em;
        margin: 0 0 1.6em 2.6em;
      }
      .plot > svg,
      input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
      input {
        margin: 0;
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
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6em;
        margin-top: 0.9em;
      }
      .advice {
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
        <div class="plot">
          <input type="range" min="0" max="100" step="1" .value=${String(Math.round(keep * 100))}
            aria-label="Share of the tokens to keep"
            aria-valuetext="${formatShare(keep)} of the tokens, ${formatShare(salience)} of the salience"
            @input=${this.onInput} />
          ${plot(curve, keep, salience)}
        </div>
        ${hiddenTable(curve)}
      </figure>
      ${readout(keep, salience, this.prompt, compression)}
      <div class="actions">
        <button class="action primary" @click=${() => this.send(previewNotification)}>Preview</button>
        <button class="action" ?disabled=${!compression} @click=${() => this.send(applyNotification)}>Apply…</button>
      </div>
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
  const [x, y] = [`${100 * keep}%`, `${100 * (1 - salience)}%`];
  return html`
    <svg class="plot-area" aria-hidden="true">
      ${[0, 0.5, 1].map(
        (at) => svg`
          <line class="grid" x2="100%" y1="${100 * (1 - at)}%" y2="${100 * (1 - at)}%"></line>
          <text class="tick-y" x="-6" y="${100 * (1 - at)}%">${formatShare(at)}</text>
          <text class="tick-x" x="${100 * at}%" y="100%">${formatShare(at)}</text>`,
      )}
      <rect class="protected" width="${floor}%" height="100%"></rect>
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
    <table class="hidden">
      <caption>The most salience that a share of the tokens can hold</caption>
      <thead><tr><th scope="col">tokens kept</th><th scope="col">share</th><th scope="col">salience kept</th></tr></thead>
      <tbody>${rows.map(
        (p) =>
          html`<tr><th scope="row">${formatCount(p.tokens)}</th><td>${formatShare(p.keep)}</td><td>${formatShare(p.salience)}</td></tr>`,
      )}</tbody>
    </table>
  `;
}

function readout(keep: number, salience: number, { inspection }: PromptState, compression?: CompressionSummary) {
  const before = inspection.count.tokens;
  const after = compression?.after ?? Math.floor(keep * before);
  return html`
    <dl>
      <div><dt>tokens</dt><dd>${formatCount(after)} <span class="quiet">of ${formatCount(before)}</span></dd></div>
      <div><dt>salience kept</dt><dd>${compression ? "" : "at most "}${formatShare(salience)}</dd></div>
    </dl>
    ${
      compression?.limited
        ? html`<p class="note">What is protected alone is more than that; all of it is kept.</p>`
        : nothing
    }
    ${compression && !compression.advice.compress ? html`<p class="note warning">Leave this prompt as it is: ${compression.advice.why}</p>` : nothing}
  `;
}
