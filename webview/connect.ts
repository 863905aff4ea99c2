import { config } from "@vscode/l10n";
import { createMessageConnection, type MessageConnection } from "vscode-jsonrpc/browser";
import { PortReader, PortWriter } from "../protocol/message-port.ts";
import { textsNotification } from "../protocol/texts.ts";

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/** The way from a page to its host, which carries nothing until it listens; the host's texts hold from when they come. */
export function connectHost(): MessageConnection {
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
