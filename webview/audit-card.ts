import * as l10n from "@vscode/l10n";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { auditLimits, billed, findingInWords, isUnusual, ratiosInWords } from "../display/audit-words.ts";
import type { AuditGroup } from "../protocol/audit.ts";
import { base } from "./styles.ts";

/** So many models and efforts are shown, those billed for most. */
const SHOWN = 6;

/** How the billed thinking tokens look against the forecast and against each other. */
@customElement("tare-audit")
export class AuditCard extends LitElement {
  @property({ attribute: false }) accessor groups!: readonly AuditGroup[];

  static override styles = [
    base,
    css`
      .unusual {
        padding-left: 0.7em;
        border-left: 2px solid var(--vscode-editorWarning-foreground);
      }
    `,
  ];

  override render() {
    const title = html`<h2>${l10n.t("Billing audit")}</h2>`;
    if (this.groups.length === 0) return html`${title}<p class="quiet">${emptyText()}</p>`;
    const largest = this.groups.toSorted((a, b) => b.reasoning - a.reasoning);
    return html`
      ${title}
      ${largest.slice(0, SHOWN).map(entry)}
      <p class="quiet">${auditLimits()}${largest.length > SHOWN ? ` ${l10n.t("{0} more in tare audit.", largest.length - SHOWN)}` : ""}</p>
    `;
  }
}

function emptyText(): string {
  return l10n.t(
    "No calls are imported yet. After an import, this shows whether the billed thinking tokens look right against the forecast and against each other.",
  );
}

function entry(group: AuditGroup) {
  const sentences = [...ratiosInWords(group), ...group.findings.map((finding) => findingInWords(finding, group))];
  return html`
    <div class=${isUnusual(group) ? "unusual" : ""}>
      <h3>${group.model}, ${group.effort}</h3>
      <p class="quiet">${billed(group)}</p>
      ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
    </div>
  `;
}
