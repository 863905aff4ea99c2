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

/** An element that is a whole page: it has its host, and shows the state that comes from there. */
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

/** The way from a page to its host, which carries nothing until it listens; the host's texts hold from when they come. */
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
