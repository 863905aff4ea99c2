import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { deserializeMessage, serializeMessage } from "@modelcontextprotocol/sdk/shared/stdio.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ErrorCode, type JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { byteLines } from "./byte-lines.ts";
import { lineId } from "./line-id.ts";
import { MOST_PROMPT_BYTES, sizeOf } from "./read.ts";

/**
 * Messages of the Model Context Protocol, one a line. Unlike the SDK's own transport, which is silent for ever after a
 * message that is too long and says nothing to one that is no JSON, it answers each with an error and reads on.
 */
export class LineTransport implements Transport {
  onmessage?: NonNullable<Transport["onmessage"]>;
  onclose?: () => void;
  /** Ids of the requests that wait for their answer: it is given also where the input has ended. */
  readonly #pending = new Set<unknown>();
  #isEnded = false;

  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
  ) {}

  async start(): Promise<void> {
    void this.#read();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const isFull = !this.output.write(serializeMessage(message));
    if (!("method" in message)) this.#settle(message.id);
    if (isFull) await once(this.output, "drain");
  }

  async close(): Promise<void> {
    this.input.destroy();
  }

  /** Resolves when the input ends: a pipe reports that by `close`, a file only by `end`. */
  async #read(): Promise<void> {
    try {
      for await (const { bytes, isWhole } of byteLines(this.input, MOST_PROMPT_BYTES)) {
        if (isWhole) this.#receive(bytes.toString());
        else this.#refuse(bytes.toString(), ErrorCode.InvalidRequest, TOO_LONG);
      }
    } catch {
      // The client has gone.
    }
    this.#isEnded = true;
    if (this.#pending.size === 0) this.onclose?.();
  }

  #receive(line: string): void {
    if (line.trim() === "") return;
    let message: JSONRPCMessage;
    try {
      message = deserializeMessage(line);
    } catch (error) {
      if (error instanceof SyntaxError) this.#refuse(line, ErrorCode.ParseError, `Not JSON: ${error.message}`);
      else this.#refuse(line, ErrorCode.InvalidRequest, "This is no message of JSON-RPC 2.0.");
      return;
    }
    if ("method" in message && "id" in message) this.#pending.add(message.id);
    if ("method" in message && message.method === "notifications/cancelled") this.#settle(message.params?.requestId);
    this.onmessage?.(message);
  }

  #settle(id: unknown): void {
    this.#pending.delete(id);
    if (this.#isEnded && this.#pending.size === 0) this.onclose?.();
  }

  #refuse(line: string, code: ErrorCode, message: string): void {
    const id = /^["\d-]/.exec(lineId(line) ?? "")?.input ?? "null";
    this.output.write(`{"jsonrpc":"2.0","id":${id},"error":${JSON.stringify({ code, message })}}\n`);
  }
}

const TOO_LONG = `The message is longer than ${sizeOf(MOST_PROMPT_BYTES)}, the most that Tare reads.`;
