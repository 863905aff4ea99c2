import * as l10n from "@vscode/l10n";
import { css, html } from "lit";

/** What the marks in the text mean. */
export function legend() {
  const words = l10n.t("words");
  return html`
    <section aria-labelledby="legend">
      <h2 id="legend">${l10n.t("Legend")}</h2>
      <ul class="legend">
        <li>
          <span class="sample" aria-hidden="true">${[1, 2, 3, 4].map((level) => html`<i class="level-${level}">ab</i>`)}</span>
          <span>${l10n.t("shaded: the stronger, the more important")}</span>
        </li>
        <li><span class="sample" aria-hidden="true"><s>${words}</s></span><span>${l10n.t("struck through: filler, which trim removes")}</span></li>
        <li><span class="sample" aria-hidden="true">${words}</span><span>${l10n.t("not shaded: less important")}</span></li>
      </ul>
    </section>
  `;
}

export const legendStyles = css`
  .legend {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.4em 0.9em;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .legend li {
    display: contents;
  }
  @container (max-width: 15em) {
    .legend {
      grid-template-columns: 1fr;
    }
  }
  .sample {
    font-family: var(--vscode-editor-font-family);
  }
  .sample i {
    padding: 0 0.15em;
    border: 1px solid transparent;
    border-radius: 2px;
    font-style: normal;
  }
  .level-1 {
    background: var(--vscode-tare-importance1);
  }
  .level-2 {
    background: var(--vscode-tare-importance2);
  }
  .sample .level-3 {
    border-color: var(--vscode-tare-importanceBorder);
    background: var(--vscode-tare-importance3);
  }
  .sample .level-4 {
    border-color: var(--vscode-tare-importanceBorder);
    background: var(--vscode-tare-importance4);
  }
  s {
    color: var(--vscode-descriptionForeground);
  }
`;
