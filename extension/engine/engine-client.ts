import * as l10n from "@vscode/l10n";
import {
  CancellationToken,
  createMessageConnection,
  Emitter,
  ErrorCodes,
  type MessageConnection,
  type MessageReader,
  type MessageWriter,
  type RequestType,
  ResponseError,
} from "vscode-jsonrpc";
import type { Files } from "../../protocol/context.ts";
import {
  type EngineState,
  type FailureData,
  listFilesRequest,
  type ModelList,
  modelsRequest,
  ownModelsRequest,
  pingRequest,
  readTextRequest,
  shareDone,
  type Tracked,
} from "../../protocol/engine.ts";
import { Failure } from "../../protocol/failure.ts";
import { type Texts, textsNotification } from "../../protocol/texts.ts";

/** A launched engine: its message streams and its life. */
export interface EngineProcess {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** Settles when the engine has ended, with what is known of why. */
  readonly ended: Promise<string>;
  /** Lowers the engine's priority from now on, so that the editor goes first on a busy machine. */
  giveWay?(): void;
  kill(): void;
}

interface Running {
  readonly connection: MessageConnection;
  readonly process: EngineProcess;
}

export interface EngineTimes {
  /** Milliseconds without a request after which the engine is stopped; within a minute it shall be gone. */
  readonly idle: number;
  /** Milliseconds before the second start in a row; doubled for each further one. */
  readonly backoff: number;
  /** Milliseconds without a sign of life while a request waits, after which the engine counts as hanging. */
  readonly silence: number;
}

/** Starts in a row that may end without one answer before the engine counts as failed. */
const MAX_SILENT_STARTS = 3;

/**
 * The host's side of the engine process. Starts it at the first request, stops it when idle, and starts it anew after a
 * crash, more slowly each time that it dies without an answer; one that gives no sign of life is ended. Whatever is
 * pending when it dies is rejected with a `Failure` ("engine-down"); every other error of a request is a `Failure` as
 * well.
 */
export class EngineClient {
  readonly #launch: () => EngineProcess;
  readonly #filesOf: (workspace: string) => Files;
  readonly #texts: Texts | undefined;
  readonly #times: EngineTimes;
  readonly #changed = new Emitter<EngineState>();
  readonly onDidChangeState = this.#changed.event;
  readonly #faulted = new Emitter<string>();
  /** Tells the stack of an error inside the engine that nobody foresaw. */
  readonly onDidFault = this.#faulted.event;
  #state: EngineState = { is: "stopped" };
  #starting: Promise<Running> | undefined;
  #running: Running | undefined;
  #models: Promise<ModelList> | undefined;
  readonly #refused = new Emitter<string>();
  /** Tells why the user's own models cannot hold. */
  readonly onDidRefuseModels = this.#refused.event;
  #ownModels: unknown;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #pending = 0;
  #tracked = 0;
  #silentStarts = 0;
  #lastEnd = "";

  /**
   * `filesOf`: the files of a workspace that the engine cannot read by itself, by the URI of its folder. `texts`: those
   * of the language that it is to speak; without them it speaks English.
   */
  constructor(
    launch: () => EngineProcess,
    filesOf: (workspace: string) => Files,
    texts?: Texts,
    times: Partial<EngineTimes> = {},
  ) {
    this.#launch = launch;
    this.#filesOf = filesOf;
    this.#texts = texts;
    this.#times = { idle: 55_000, backoff: 250, silence: 60_000, ...times };
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Sends a request, starting the engine if need be. Rejects with a `Failure`, never with anything else. */
  request<P, R>(
    type: RequestType<P, R, FailureData>,
    params: P,
    token: CancellationToken = CancellationToken.None,
  ): Promise<R> {
    return this.#send((connection) => connection.sendRequest<R>(type.method, params, token), token);
  }

  /** As `request`; while the work is done, `onProgress` is told the share that is, 0 to 1. */
  requestTracked<P, R>(
    type: RequestType<Tracked<P>, R, FailureData>,
    params: P,
    onProgress: (share: number) => void,
    token: CancellationToken,
  ): Promise<R> {
    const progressToken = String(this.#tracked++);
    return this.#send(async (connection) => {
      const subscription = connection.onProgress(shareDone, progressToken, onProgress);
      try {
        return await connection.sendRequest<R>(type.method, { ...params, progressToken }, token);
      } finally {
        subscription.dispose();
      }
    }, token);
  }

  /** The models that the engine knows. They do not change while it runs, so it is asked once. */
  models(): Promise<ModelList> {
    this.#models ??= this.#send((connection) => connection.sendRequest(modelsRequest)).catch((error) => {
      this.#models = undefined;
      throw error;
    });
    return this.#models;
  }

  /** Sets the user's own models and prices, for this engine from its next request on and for every later one. */
  setOwnModels(own: unknown): void {
    this.#ownModels = own;
    this.#models = undefined;
    // One that is starting is told them as soon as it listens.
    if (this.#running && !this.#starting) this.#tellOwnModels(this.#running);
  }

  #tellOwnModels({ connection }: Running): void {
    if (this.#ownModels === undefined) return;
    connection.sendRequest(ownModelsRequest, this.#ownModels).catch((error) => {
      if (isAnswer(error)) this.#refused.fire(error.message);
    });
  }

  async #send<R>(send: (connection: MessageConnection) => Promise<R>, token?: CancellationToken): Promise<R> {
    clearTimeout(this.#idle);
    this.#pending++;
    try {
      const running = await this.#ensureRunning();
      const { connection, process } = running;
      if (token?.isCancellationRequested) throw cancelled();
      if (this.#state.is === "ready") this.#setState({ is: "busy" });
      if (!this.#watchdog) this.#watch(running);
      const result = await send(connection).catch(async (error) => {
        // The channel breaks before the end of the process is known; the next request must not use it again.
        if (!isAnswer(error)) {
          process.kill();
          await process.ended;
        }
        throw error;
      });
      this.#silentStarts = 0;
      // Not earlier: the user waits for the first marks.
      process.giveWay?.();
      return result;
    } catch (error) {
      if (isAnswer(error)) this.#silentStarts = 0;
      throw token?.isCancellationRequested ? cancelled() : this.#failure(error);
    } finally {
      this.#pending--;
      if (this.#pending === 0) this.#rest();
    }
  }

  /** Ends the engine, forgets its failures and lets the next request start a new one. */
  restart(): void {
    this.#silentStarts = 0;
    this.#stop();
  }

  dispose(): void {
    this.#stop();
    this.#changed.dispose();
    this.#faulted.dispose();
    this.#refused.dispose();
  }

  #ensureRunning(): Promise<Running> {
    if (this.#running && !this.#starting) return Promise.resolve(this.#running);
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #start(): Promise<Running> {
    if (this.#silentStarts >= MAX_SILENT_STARTS)
      throw new Failure("engine-down", l10n.t("The engine cannot start: {0}", this.#lastEnd));
    this.#setState({ is: "starting" });
    if (this.#silentStarts > 0) await delay(this.#times.backoff * 2 ** (this.#silentStarts - 1));
    this.#silentStarts++;
    const process = this.#launch();
    const connection = createMessageConnection(process.reader, process.writer);
    const running = { connection, process };
    this.#running = running;
    connection.onRequest(listFilesRequest, ({ workspace, folder }) => this.#filesOf(workspace).list(folder));
    connection.onRequest(readTextRequest, ({ workspace, path }) => this.#filesOf(workspace).read(path));
    connection.onError(() => process.kill());
    void process.ended.then((reason) => this.#onEnd(running, reason));
    // To start a process takes the host half of the time that it may give us at once.
    await nextTurn();
    connection.listen();
    if (this.#texts)
      void connection.sendNotification(textsNotification, { texts: this.#texts }).catch(() => process.kill());
    this.#tellOwnModels(running);
    return running;
  }

  /** Pings the engine as long as requests wait, and ends it when it does not answer. */
  #watch(running: Running): void {
    this.#watchdog = setTimeout(() => {
      this.#onEnd(running, l10n.t("it did not respond for {0} seconds", this.#times.silence / 1000));
      running.process.kill();
    }, this.#times.silence);
    const again = () => {
      if (this.#running !== running || this.#pending === 0) return;
      clearTimeout(this.#watchdog);
      this.#watchdog = setTimeout(() => this.#watch(running), this.#times.silence / 2);
    };
    running.connection.sendRequest(pingRequest).then(again, again);
  }

  #endWatch(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = undefined;
  }

  #onEnd(running: Running, reason: string): void {
    if (this.#running !== running) return;
    this.#lastEnd = reason;
    this.#running = undefined;
    this.#endWatch();
    running.connection.dispose();
    this.#setState(
      this.#silentStarts >= MAX_SILENT_STARTS
        ? { is: "failed", reason }
        : { is: this.#pending > 0 ? "starting" : "stopped" },
    );
  }

  #stop(): void {
    clearTimeout(this.#idle);
    this.#endWatch();
    // Requests that this rejects must not name how an earlier engine ended.
    this.#lastEnd = "";
    const running = this.#running;
    this.#running = undefined;
    running?.connection.dispose();
    running?.process.kill();
    this.#setState({ is: "stopped" });
  }

  #rest(): void {
    this.#endWatch();
    if (!this.#running) {
      // It ended while working, and no request has started another.
      if (this.#state.is === "starting") this.#setState({ is: "stopped" });
      return;
    }
    if (this.#silentStarts === 0) this.#setState({ is: "ready" });
    this.#idle = setTimeout(() => this.#stop(), this.#times.idle);
  }

  #setState(state: EngineState): void {
    if (state.is === this.#state.is) return;
    this.#state = state;
    this.#changed.fire(state);
  }

  #failure(error: unknown): Failure {
    if (error instanceof Failure) return error;
    if (isAnswer(error)) {
      // The connection itself answers, without data, what it cannot hand on.
      const { code, stack }: FailureData = error.data ?? { code: "internal" };
      if (code === "internal") this.#faulted.fire(stack ?? error.message);
      return new Failure(code, error.message);
    }
    return new Failure(
      "engine-down",
      l10n.t("The engine stopped while working: {0}.", this.#lastEnd || l10n.t("it was restarted")),
      {
        cause: error,
      },
    );
  }
}

/** Errors of the connection itself, in its library's range. */
const CONNECTION_ERRORS: readonly number[] = [
  ErrorCodes.MessageWriteError,
  ErrorCodes.PendingResponseRejected,
  ErrorCodes.ConnectionInactive,
];

/** Whether the engine itself answered with this error, as opposed to the connection having gone. */
function isAnswer(error: unknown): error is ResponseError<FailureData | undefined> {
  return error instanceof ResponseError && !CONNECTION_ERRORS.includes(error.code);
}

function cancelled(): Failure {
  return new Failure("cancelled", l10n.t("Cancelled."));
}

/** Browsers have no `setImmediate`. */
function nextTurn(): Promise<void> {
  return new Promise((go) => void (globalThis.setImmediate ?? setTimeout)(go));
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
