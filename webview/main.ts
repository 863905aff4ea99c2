import { config } from "@vscode/l10n";
import { createMessageConnection } from "vscode-jsonrpc/browser";
import { PortReader, PortWriter } from "../protocol/message-port.ts";
import { readyNotification, stateNotification, textsNotification } from "../protocol/panel.ts";
import { Panel } from "./panel.ts";
import { pageStyles } from "./styles.ts";

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const host = acquireVsCodeApi();
const port = {
  post: (message: unknown) => host.postMessage(message),
  listen: (listener: (message: unknown) => void) => {
    const onMessage = (event: MessageEvent<unknown>) => listener(event.data);
    window.addEventListener("message", onMessage);
    return { dispose: () => window.removeEventListener("message", onMessage) };
  },
};
const connection = createMessageConnection(new PortReader(port), new PortWriter(port));

connection.onNotification(textsNotification, ({ texts }) => config({ contents: texts }));
document.adoptedStyleSheets.push(pageStyles);
const panel = document.querySelector("tare-panel");
if (panel instanceof Panel) {
  panel.host = connection;
  connection.onNotification(stateNotification, (state) => {
    panel.state = state;
  });
}
connection.listen();
void connection.sendNotification(readyNotification);
