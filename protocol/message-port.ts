import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageReader,
  type MessageWriter,
} from "vscode-jsonrpc";

/** The two halves of `postMessage` between the host and the panel, as either side has them. */
export interface MessagePort {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): Disposable;
}

/**
 * Reads the messages of a port for `createMessageConnection`. What is no JSON-RPC message is not ours and is passed
 * over.
 */
export class PortReader extends AbstractMessageReader implements MessageReader {
  constructor(private readonly port: MessagePort) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    return this.port.listen((message) => {
      if (isMessage(message)) callback(message);
    });
  }
}

/** Writes messages to a port for `createMessageConnection`. */
export class PortWriter extends AbstractMessageWriter implements MessageWriter {
  constructor(private readonly port: MessagePort) {
    super();
  }

  async write(message: Message): Promise<void> {
    this.port.post(message);
  }

  end(): void {}
}

function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && "jsonrpc" in value;
}
