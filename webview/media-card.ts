import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { formatCount, formatMoney, formatShare, formatTokens } from "../display/format.ts";
import { measuredNote, measuredOf, mediumInWords, sightInWords, wayInWords } from "../display/media-words.ts";
import type { AdvisedMedium, CheaperWay } from "../protocol/inspection.ts";
import { type PromptState, revealNotification } from "../protocol/panel.ts";
import { base } from "./styles.ts";

/** How the pictures, documents and recordings of a prompt could be sent for less. */
@customElement("tare-media")
export class MediaCard extends LitElement {
  @property({ attribute: false }) accessor host!: MessageConnection;
  @property({ attribute: false }) accessor prompt!: PromptState;

  static override styles = [
    base,
    css`
      h3 button {
        padding: 0;
        border: 0;
        background: none;
        font-weight: inherit;
        text-align: left;
      }
      h3 button:hover {
        text-decoration: underline;
      }
      table {
        margin-top: 0.4em;
      }
      tbody th {
        white-space: normal;
      }
      .sight {
        display: block;
      }
      details {
        margin-top: 1em;
      }
      summary {
        cursor: pointer;
      }
      ul {
        margin: 0.4em 0 0;
        padding-left: 1.2em;
      }
    `,
  ];

  override render() {
    const { media } = this.prompt;
    const measured = [...new Set(media.map(({ kind }) => kind))].flatMap(measuredOf);
    return html`
      <h2>${l10n.t("Media for less")}</h2>
      ${media.map((medium) => this.entry(medium))}
      ${
        measured.length === 0
          ? nothing
          : html`
              <details>
                <summary>${l10n.t("What fewer tokens lose, as measured")}</summary>
                <ul class="quiet">${measured.map(({ found, source }) => html`<li>${found} (${source})</li>`)}</ul>
                <p class="quiet">${measuredNote()}</p>
              </details>
            `
      }
    `;
  }

  private entry(medium: AdvisedMedium) {
    const { tokens, rule, isAttached, cheaper } = medium;
    const saves = this.saves;
    const counted = l10n.t("{0} by {1}", formatTokens(tokens), rule);
    return html`
      <h3><button @click=${() => this.reveal(medium)}>${mediumInWords(medium)}</button></h3>
      <div class="quiet">${isAttached ? counted : l10n.t("{0}, were it attached", counted)}</div>
      <table>
        <thead>
          <tr><th scope="col">${l10n.t("sent as")}</th><th scope="col">${l10n.t("tokens")}</th><th scope="col">${saves}</th></tr>
        </thead>
        <tbody>${cheaper.map((way) => row(way, medium, saves))}</tbody>
      </table>
    `;
  }

  /** What every turn of an agent sends is paid by the turn. */
  private get saves(): string {
    return this.prompt.inspection.session ? l10n.t("saves per 1,000 turns") : l10n.t("saves per 1,000 calls");
  }

  private reveal({ start, end }: AdvisedMedium) {
    const { uri, version } = this.prompt;
    void this.host.sendNotification(revealNotification, { uri, version, span: { start, end } });
  }
}

function row(way: CheaperWay, medium: AdvisedMedium, saves: string) {
  const saved = way.saved === undefined ? "" : `${formatMoney(1000 * way.saved)} `;
  return html`
    <tr>
      <th scope="row">${wayInWords(way)}<span class="quiet sight">${sightInWords(way)}</span></th>
      <td data-column=${l10n.t("tokens")}>${way.low === way.high ? "" : "≈ "}${formatCount(way.tokens)}</td>
      <td data-column=${saves}>${saved}<span class="quiet">${formatShare(1 - way.tokens / medium.tokens)}</span></td>
    </tr>
  `;
}
