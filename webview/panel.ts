import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { callPriceInWords, turnPriceInWords } from "../display/call-price.ts";
import { moneyInShort } from "../display/forecast-words.ts";
import { formatCount, formatCounting, formatMoney, formatTokens } from "../display/format.ts";
import { formatTarget } from "../display/target.ts";
import type { Cost } from "../protocol/cost.ts";
import type { EngineState } from "../protocol/engine.ts";
import { actionNotification, type PanelAction, type PanelState, type PromptState } from "../protocol/panel.ts";
import { legend, legendStyles } from "./legend.ts";
import { base } from "./styles.ts";
import "./audit-card.ts";
import "./comparison-table.ts";
import "./cost-table.ts";
import "./forecast-card.ts";
import "./media-card.ts";
import "./parts-chart.ts";
import "./target-slider.ts";

/** How long the numbers must rest before they are read out. */
const QUIET_MS = 600;

/** The panel: the engine's state, then the prompt in the active editor, or what to do where there is none. */
@customElement("tare-panel")
export class Panel extends LitElement {
  @property({ attribute: false }) accessor host!: MessageConnection;
  @property({ attribute: false }) accessor state: PanelState | undefined;
  @state() private accessor announced = "";
  private announcement: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    base,
    legendStyles,
    css`
      :host {
        --margin: 1.2em;
        padding: 0.6em 0 2em;
      }
      h1 {
        margin: 0;
        overflow: hidden;
        font-size: 1em;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      header,
      .sections > * {
        padding: 0 var(--margin);
      }
      .model {
        display: inline-flex;
        gap: 0.4em;
        align-items: center;
        max-width: 100%;
        margin: 0.5em 0 0.9em;
        padding: 0.2em 0.5em 0.2em 0.7em;
        border: 1px solid var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
        border-radius: 2px;
        color: var(--vscode-dropdown-foreground);
        background: var(--vscode-dropdown-background);
      }
      .model span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .model svg {
        flex: none;
        width: 1em;
        fill: none;
        stroke: currentcolor;
      }
      .totals {
        /* As wide as $0.000070, which must not break in two. */
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5em), 1fr));
        max-width: 24em;
      }
      .total {
        font-size: 1.6em;
        line-height: 1.3;
      }
      .sections {
        columns: 22em;
        column-gap: 1.2em;
        margin-top: 2em;
      }
      .sections > * {
        break-inside: avoid;
        margin-bottom: 2em;
      }
      .welcome .action {
        display: block;
        width: 100%;
        max-width: 24em;
        margin-top: 0.8em;
      }
      .welcome,
      .failure,
      .waiting {
        margin: 0.4em var(--margin) 1.4em;
      }
      .failure {
        padding-left: 0.7em;
        border-left: 2px solid var(--vscode-errorForeground);
      }
      .progress {
        position: fixed;
        inset: 0 0 auto;
        height: 2px;
        overflow: hidden;
      }
      .progress::before {
        content: "";
        display: block;
        width: 25%;
        height: 100%;
        background: var(--vscode-progressBar-background);
        animation: pass 1.6s linear infinite;
      }
      @keyframes pass {
        from { transform: translateX(-100%); }
        to { transform: translateX(500%); }
      }
      @media (prefers-reduced-motion: reduce) {
        .progress::before {
          width: 100%;
          animation: none;
        }
      }
    `,
  ];

  override updated(changed: PropertyValues<this>) {
    if (!changed.has("state")) return;
    clearTimeout(this.announcement);
    const { prompt, note = "" } = this.state ?? {};
    const spoken = prompt ? summary(prompt) : note;
    this.announcement = setTimeout(() => {
      this.announced = spoken;
    }, QUIET_MS);
  }

  override render() {
    if (!this.state) return progress(l10n.t("Loading"));
    const { engine, prompt, note } = this.state;
    return html`
      <main>
        ${prompt ? nothing : html`<h1 class="hidden">Tare</h1>`}
        ${this.status(engine, prompt !== undefined || note !== undefined)}
        ${this.content(this.state)}
      </main>
      <div class="hidden" aria-live="polite">${this.announced}</div>
    `;
  }

  private content(state: PanelState) {
    const { engine, prompt, note, isModelUnknown } = state;
    if (prompt) return this.prompt(prompt, state);
    // The reason why the engine failed is shown already.
    if (note !== undefined && engine.is !== "failed")
      return html`<div class="waiting"><p>${note}</p>${isModelUnknown ? this.button(l10n.t("Select Model…"), "pick model") : nothing}</div>`;
    return isAtRest(engine) ? this.welcome() : nothing;
  }

  private status(engine: EngineState, hasPrompt: boolean) {
    if (isAtRest(engine)) return nothing;
    if (engine.is === "failed") {
      return html`
        <div class="failure" role="alert">
          <p>${l10n.t("The engine stopped: {0}", engine.reason)}</p>
          <div class="actions">${this.button(l10n.t("Restart"), "restart engine")} ${this.button(l10n.t("Show Log"), "show log")}</div>
        </div>
      `;
    }
    const text = engine.is === "starting" ? l10n.t("Starting the engine…") : l10n.t("Weighing the prompt…");
    return html`${progress(text)} ${hasPrompt ? nothing : html`<p class="waiting">${text}</p>`}`;
  }

  private welcome() {
    return html`
      <div class="welcome">
        <p>${withFiles(l10n.t("Open a prompt to see its tokens, its cost and what can go: a {0}, {1} or {2}, chat JSON or JSONL."))}</p>
        <p class="quiet">${l10n.t("Everything runs on this machine; nothing is sent.")}</p>
        ${this.button(l10n.t("Open a Sample Prompt"), "open sample")}
        ${this.button(l10n.t("Treat This File as a Prompt"), "treat as prompt")}
      </div>
    `;
  }

  private prompt(prompt: PromptState, { callsPerMonth, audit }: PanelState) {
    const { host } = this;
    return html`
      ${this.heading(prompt)}
      <div class="sections">
        ${legend()}
        <tare-parts .host=${host} .prompt=${prompt}></tare-parts>
        ${prompt.media.length > 0 ? html`<tare-media .host=${host} .prompt=${prompt}></tare-media>` : nothing}
        <tare-target-slider .host=${host} .prompt=${prompt} .callsPerMonth=${callsPerMonth}></tare-target-slider>
        <tare-forecast .host=${host} .prompt=${prompt}></tare-forecast>
        <tare-cost .host=${host} .prompt=${prompt} .callsPerMonth=${callsPerMonth}></tare-cost>
        <tare-comparison .host=${host} .comparison=${prompt.comparison}></tare-comparison>
        <tare-audit .groups=${audit}></tare-audit>
      </div>
    `;
  }

  private heading({ name, modelName, inspection, forecast }: PromptState) {
    const { sent, cost, session } = inspection;
    const isExact = sent.low === sent.high;
    const isRows = inspection.kind === "chat-jsonl";
    const hidden = forecast?.total?.hidden;
    const origin = inspection.modelFromFile ? l10n.t("named in the file") : "";
    return html`
      <header>
        <h1 title=${name}>${name}</h1>
        <button
          class="model"
          title=${origin || nothing}
          aria-label=${l10n.t("Model: {0}. Select another", origin ? `${modelName}, ${origin}` : modelName)}
          @click=${() => this.act("pick model")}
        >
          <span>${modelName}</span>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m4 6 4 4 4-4"></path></svg>
        </button>
        <dl class="totals">
          <div>
            <dt>${l10n.t("tokens sent")}</dt>
            <dd class="total">${isExact ? "" : "≈ "}${formatCount(sent.tokens)}</dd>
            <dd class="quiet">${formatCounting(inspection)}</dd>
            ${isExact ? nothing : html`<dd class="quiet">${l10n.t("{0} to {1}", formatCount(sent.low), formatCount(sent.high))}</dd>`}
          </div>
          <div>
            <dt>${session ? l10n.t("a turn") : isRows ? l10n.t("all rows") : l10n.t("a call")}</dt>
            <dd class="total">${cost ? formatMoney(cost.input) : "–"}</dd>
            <dd class="quiet">${cost ? l10n.t("input, uncached") : l10n.t("no known price")}</dd>
            ${session && cost?.cachedRead !== undefined ? html`<dd class="quiet">${l10n.t("cached {0}", formatMoney(cost.cachedRead))}</dd>` : nothing}
            ${hidden && hidden.mean > 0 ? html`<dd class="quiet">${l10n.t("thinking {0}", moneyInShort(hidden))}</dd>` : nothing}
          </div>
        </dl>
      </header>
    `;
  }

  private button(title: string, action: PanelAction) {
    return html`<button class="action" @click=${() => this.act(action)}>${title}</button>`;
  }

  private act(action: PanelAction) {
    void this.host.sendNotification(actionNotification, { action });
  }
}

/** Whether the engine's state needs no mention: a stopped engine starts at the next request. */
function isAtRest({ is }: EngineState): boolean {
  return is === "ready" || is === "stopped";
}

/** A text with the names of some prompt files in its places. */
function withFiles(text: string) {
  const files = [".prompt.md", "AGENTS.md", "SKILL.md"];
  return text.split(/\{(\d)\}/).map((part, i) => (i % 2 === 1 ? html`<code>${files[Number(part)]}</code>` : part));
}

function progress(text: string) {
  return html`<div class="progress" role="progressbar" aria-label=${text}></div>`;
}

function summary({ inspection, target, compression }: PromptState): string {
  const price = inspection.session ? turnPriceInWords : callPriceInWords;
  const now = weightInShort(inspection.sent.tokens, inspection.cost, price);
  if (!compression) return `${now}.`;
  const version = target ? l10n.t("At {0}", formatTarget(target)) : l10n.t("Trimmed");
  return `${now}. ${version}: ${weightInShort(compression.after, compression.cost, price)}.`;
}

function weightInShort(tokens: number, cost: Cost | undefined, price: (dollars: number) => string): string {
  const count = formatTokens(tokens);
  return cost ? `${count}, ${price(cost.input)}` : count;
}
