/** What the page of the panel needs from the host: the address of the script and a nonce that is new for every page. */
export interface PanelPage {
  readonly scriptUri: string;
  readonly nonce: string;
}

/**
 * The page that holds the panel. Its policy lets one script run and nothing else load: the elements style themselves
 * through constructed style sheets, which need no `style-src`.
 */
export function panelPage({ scriptUri, nonce }: PanelPage): string {
  return `<!DOCTYPE html>
<html lang="en">
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
