import { css } from "lit";

/** The page around the panel. */
export const pageStyles = css`
  html {
    scrollbar-color: var(--vscode-scrollbarSlider-background) transparent;
  }
  body {
    margin: 0;
    padding: 0;
    color: var(--vscode-foreground);
    background: transparent;
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
    line-height: 1.4;
  }
`.styleSheet!;

/** What all elements share: type, tables, buttons, focus. */
export const base = css`
  :host {
    display: block;
    container-type: inline-size;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  * {
    box-sizing: border-box;
  }
  h2 {
    margin: 0 0 0.8em;
    font-size: 0.85em;
    font-weight: 600;
    letter-spacing: 0.04em;
    text-transform: uppercase;
    color: var(--vscode-sideBarTitle-foreground, var(--vscode-foreground));
  }
  p {
    margin: 0.6em 0 0;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(5.5em, 1fr));
    gap: 0.6em 1em;
    margin: 0;
  }
  dt {
    font-size: 0.92em;
    color: var(--vscode-descriptionForeground);
  }
  dd {
    margin: 0;
  }
  figure {
    margin: 0;
  }
  .quiet {
    font-size: 0.92em;
    color: var(--vscode-descriptionForeground);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 0.2em 0 0.2em 0.7em;
    font-weight: inherit;
    text-align: right;
    vertical-align: baseline;
    white-space: nowrap;
  }
  :is(th, td):first-child {
    padding-left: 0;
    text-align: left;
  }
  thead th {
    font-size: 0.92em;
    color: var(--vscode-descriptionForeground);
  }
  /* Too narrow for columns: every cell on its own line, after the name of its column. */
  @container (max-width: 15em) {
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    :is(table, tbody, tr, tbody th) {
      display: block;
    }
    tbody td {
      display: flex;
      flex-wrap: wrap;
      justify-content: end;
    }
    tbody td::before {
      margin-right: auto;
      padding-right: 0.5em;
      content: attr(data-column);
      text-align: left;
      white-space: normal;
      color: var(--vscode-descriptionForeground);
    }
  }

  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  select {
    padding: 0.2em 0.3em;
    font: inherit;
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
    border: 1px solid var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
    border-radius: 2px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em;
    margin-top: 0.9em;
  }
  .action {
    padding: 0.3em 0.9em;
    border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
    border-radius: 2px;
    color: var(--vscode-button-secondaryForeground);
    background: var(--vscode-button-secondaryBackground);
  }
  .action:hover:enabled {
    background: var(--vscode-button-secondaryHoverBackground);
  }
  .action.primary {
    color: var(--vscode-button-foreground);
    background: var(--vscode-button-background);
  }
  .action.primary:hover:enabled {
    background: var(--vscode-button-hoverBackground);
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }

  h3 {
    margin: 1.2em 0 0;
    font-size: 1em;
    font-weight: 600;
  }
  tbody + tbody::before {
    content: "";
    display: block;
    height: 0.8em;
  }
  .group {
    font-weight: 600;
    text-align: left;
    white-space: normal;
  }

  svg {
    display: block;
    width: 100%;
    overflow: visible;
  }
  svg :is(rect, circle, polyline, polygon) {
    stroke: var(--vscode-contrastBorder);
  }
  svg text {
    fill: var(--vscode-descriptionForeground);
    font-size: 0.85em;
  }
`;

/** A page that fills an editor, with its title. */
export const wide = css`
  :host {
    max-width: 80em;
    margin: 0 auto;
    padding: 1.2em 1.2em 3em;
  }
  h1 {
    margin: 0;
    font-size: 1.5em;
    font-weight: 600;
  }
`;
