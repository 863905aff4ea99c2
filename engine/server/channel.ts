import { type CancellationToken, type MessageConnection, ResponseError } from "vscode-jsonrpc";
import { type FailureData, shareDone } from "../../protocol/engine.ts";
import { asFailure } from "../../protocol/failure.ts";
import type { Progress } from "../progress.ts";
import { finite } from "../runtime/finite.ts";

/** The engine's end of the connection to its host: how work becomes an answer, and how it is watched. */
export class Channel {
  /** `onDamage`: called where a model's files turn out to be damaged. */
  constructor(
    readonly connection: MessageConnection,
    private readonly onDamage: () => void,
  ) {}

  /** A failure crosses the channel with its code, and with its stack where it is a fault of Tare's own. */
  async answer<T>(work: () => T | Promise<T>): Promise<T | ResponseError<FailureData>> {
    try {
      return finite(await work());
    } catch (error) {
      const { code, message, stack } = asFailure(error);
      if (code === "model-files") this.onDamage();
      return new ResponseError(1, message, { code, ...(code === "internal" && stack !== undefined && { stack }) });
    }
  }

  /** The signal of a request's cancellation; with a token, its progress goes to the host. */
  progress(token: CancellationToken, progressToken?: string): Progress & { readonly signal: AbortSignal } {
    const controller = new AbortController();
    // Requests cancelled before they start emit no event.
    if (token.isCancellationRequested) controller.abort();
    token.onCancellationRequested(() => controller.abort());
    return {
      signal: controller.signal,
      ...(progressToken !== undefined && {
        onProgress: (share: number) => this.connection.sendProgress(shareDone, progressToken, share),
      }),
    };
  }
}
