import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { loadsInWords, turnInWords } from "../display/context-words.ts";
import { formatCount } from "../display/format.ts";
import {
  type ContextMap,
  type ContextMapPart,
  type ContextMapState,
  openPlaceNotification,
} from "../protocol/context-page.ts";
import { base, wide } from "./styles.ts";
import "./context-treemap.ts";

/** The page of the map: what an agent loads as areas, now and once what could go is gone, and the same as a table. */
@customElement("tare-context-map")
export class ContextMapPage extends LitElement {
  @property({ attribute: false }) accessor host!: MessageConnection;
  @property({ attribute: false }) accessor state: ContextMapState | undefined;
  @state() private accessor isAfter = false;

  static override styles = [
    base,
    wide,
    css`
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2em 1em;
        margin: 1.2em 0 0;
        padding: 0;
        border: 0;
      }
      input[type="radio"] {
        accent-color: var(--vscode-focusBorder);
      }
      tare-treemap {
        margin: 0.8em 0 2em;
      }
      table {
        max-width: 50em;
      }
      tbody th {
        white-space: normal;
      }
      thead th:nth-child(n + 2) {
        width: 6.2em;
        white-space: normal;
        vertical-align: bottom;
      }
      th button {
        padding: 0;
        border: 0;
        background: none;
        text-align: left;
      }
      th button:hover {
        text-decoration: underline;
      }
      .failure {
        padding-left: 0.7em;
        border-left: 2px solid var(--vscode-errorForeground);
      }
    `,
  ];

  override render() {
    const { map, failure, isReading = true } = this.state ?? {};
    return html`
      <main>
        <h1>${map ? l10n.t("What {0} loads", map.agent) : l10n.t("Context Map")}</h1>
        ${failure === undefined ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
        ${map ? this.content(map) : html`<p>${nothingYet(isReading, failure)}</p>`}
      </main>
    `;
  }

  private content(map: ContextMap) {
    const isAfter = this.isAfter && map.left !== undefined;
    return html`
      <p class="quiet">${map.model}</p>
      ${map.left ? this.choice(isAfter) : html`<p class="quiet">${l10n.t("Looking for what could go…")}</p>`}
      <p aria-live="polite">${turnInWords(isAfter ? map.left! : map.standing)}</p>
      <tare-treemap .host=${this.host} .parts=${map.parts} .isAfter=${isAfter}></tare-treemap>
      ${this.table(map)}
    `;
  }

  private choice(isAfter: boolean) {
    const radio = (after: boolean, name: string) => html`
      <label><input type="radio" name="when" .checked=${isAfter === after} @change=${() => this.show(after)} /> ${name}</label>
    `;
    return html`
      <fieldset>
        <legend class="hidden">${l10n.t("What the map shows")}</legend>
        ${radio(false, l10n.t("Now"))} ${radio(true, l10n.t("Without what could go"))}
      </fieldset>
    `;
  }

  private show(isAfter: boolean) {
    this.isAfter = isAfter;
  }

  private table({ parts, left }: ContextMap) {
    const names = { now: l10n.t("tokens"), left: l10n.t("without what could go") };
    return html`
      <table>
        <caption class="hidden">${l10n.t("What is loaded, file by file")}</caption>
        <thead>
          <tr><th scope="col">${l10n.t("file")}</th><th scope="col">${names.now}</th>${left ? html`<th scope="col">${names.left}</th>` : nothing}</tr>
        </thead>
        ${parts.map((part) => this.rows(part, names, left !== undefined))}
      </table>
    `;
  }

  private rows({ loads, tiles }: ContextMapPart, names: { now: string; left: string }, hasLeft: boolean) {
    return html`
      <tbody>
        <tr><th class="group" scope="rowgroup" colspan="3">${loadsInWords(loads)}</th></tr>
        ${tiles.map(
          ({ name, path, span, tokens, left }) => html`
            <tr>
              <th scope="row"><button title=${path} @click=${() => this.host.sendNotification(openPlaceNotification, { path, ...(span && { span }) })}>${name}</button></th>
              <td data-column=${names.now}>${formatCount(tokens)}</td>
              ${hasLeft ? html`<td data-column=${names.left}>${formatCount(left)}</td>` : nothing}
            </tr>
          `,
        )}
      </tbody>
    `;
  }
}

function nothingYet(isReading: boolean, failure: string | undefined) {
  if (isReading) return l10n.t("Weighing the workspace…");
  return failure === undefined ? l10n.t("No agent that Tare knows loads anything here.") : nothing;
}
