import { env, l10n, Uri, type Webview } from "vscode";
import { createMessageConnection, type MessageConnection, type NotificationType0 } from "vscode-jsonrpc";
import { type WebviewPage, webviewPage } from "../../display/webview-page.ts";
import { PortReader, PortWriter } from "../../protocol/message-port.ts";
import { textsNotification } from "../../protocol/texts.ts";

/** The elements' scripts in `dist/webview`. */
const SCRIPTS: Readonly<Record<WebviewPage["element"], string>> = {
  "tare-panel": "panel.js",
  "tare-ledger": "ledger.js",
  "tare-context-map": "context-map.js",
};

/** What a page shows, and what the host hears of it. */
export interface PageHost extends Pick<WebviewPage, "element" | "title"> {
  /** The page says that it listens; it knows the texts of the editor's language by then. */
  readonly ready: NotificationType0;
  readonly onReady: () => void;
  /** Sets up what else the host hears. */
  readonly listen: (connection: MessageConnection) => void;
}

/** Fills a webview with the page of an element of the package at `root`. */
export function fillWebview(webview: Webview, root: Uri, host: PageHost): MessageConnection {
  const { element, title, ready, onReady, listen } = host;
  const scripts = Uri.joinPath(root, "dist/webview");
  webview.options = { enableScripts: true, localResourceRoots: [scripts] };
  const port = {
    post: (message: unknown) => void webview.postMessage(message),
    listen: (listener: (message: unknown) => void) => webview.onDidReceiveMessage(listener),
  };
  const connection = createMessageConnection(new PortReader(port), new PortWriter(port));
  connection.onNotification(ready, () => {
    if (l10n.bundle) void connection.sendNotification(textsNotification, { texts: l10n.bundle });
    onReady();
  });
  listen(connection);
  connection.listen();
  const scriptUri = webview.asWebviewUri(Uri.joinPath(scripts, SCRIPTS[element])).toString();
  const language = l10n.bundle ? env.language : "en";
  webview.html = webviewPage({ element, title, scriptUri, nonce: nonce(), language });
  return connection;
}

/** Nobody can guess it: 128 bits at random, in hexadecimal. */
function nonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
