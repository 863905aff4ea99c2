/** What a page needs from the host; the nonce is new for every page. */
export interface WebviewPage {
  readonly element: "tare-panel" | "tare-ledger" | "tare-context-map";
  readonly title: string;
  readonly scriptUri: string;
  readonly nonce: string;
  /** The language of the texts, as VS Code names it: `en`, `zh-cn`. */
  readonly language: string;
}

/**
 * A page that holds one element. Its policy lets one script run and nothing else load: the elements style themselves
 * through constructed style sheets, which need no `style-src`.
 */
export function webviewPage({ element, title, scriptUri, nonce, language }: WebviewPage): string {
  return `<!DOCTYPE html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
  </head>
  <body>
    <${element}></${element}>
    <script nonce="${nonce}" src="${scriptUri}"></script>
  </body>
</html>
`;
}
