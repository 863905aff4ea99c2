/** What the page of the panel needs from the host; the nonce is new for every page. */
export interface PanelPage {
  readonly scriptUri: string;
  readonly nonce: string;
  /** Of the texts, as VS Code names it: `en`, `zh-cn`. */
  readonly language: string;
}

/**
 * The page that holds the panel. Its policy lets one script run and nothing else load: the elements style themselves
 * through constructed style sheets, which need no `style-src`.
 */
export function panelPage({ scriptUri, nonce, language }: PanelPage): string {
  return `<!DOCTYPE html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Tare</title>
  </head>
  <body>
    <tare-panel></tare-panel>
    <script nonce="${nonce}" src="${scriptUri}"></script>
  </body>
</html>
`;
}
