import { config } from "@vscode/l10n";
import {
  createMessageConnection,
  type MessageConnection,
  type NotificationType,
  type NotificationType0,
} from "vscode-jsonrpc/browser";
import { PortReader, PortWriter } from "../protocol/message-port.ts";
import { textsNotification } from "../protocol/texts.ts";
import { pageStyles } from "./styles.ts";

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/** An element that is a whole page: it is given its host, and shows the state that the host sends. */
interface Page<State> extends Element {
  host: MessageConnection;
  state: State | undefined;
}

/** Connects the page that stands in the document to its host, and says that it is ready for its state. */
export function connectPage<State>(
  element: new () => Page<State>,
  ready: NotificationType0,
  state: NotificationType<State>,
): void {
  const connection = connectHost();
  document.adoptedStyleSheets.push(pageStyles);
  const page = Array.from(document.body.children).find((child) => child instanceof element);
  if (page) {
    page.host = connection;
    connection.onNotification(state, (told) => {
      page.state = told;
    });
  }
  connection.listen();
  void connection.sendNotification(ready);
}

/**
 * The connection from a page to its host. It carries nothing until `listen` is called; texts apply from when the host
 * sends them.
 */
function connectHost(): MessageConnection {
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
  return connection;
}
