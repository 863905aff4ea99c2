/** What went wrong, in a form that crosses a process boundary; `internal` is a fault of Tare's own. */
export type FailureCode =
  | "usage"
  | "bad-input"
  | "unknown-model"
  | "model-files"
  | "cancelled"
  | "engine-down"
  | "internal";

/** An error whose message is for the user: one line, in their words, saying what and where. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(
    readonly code: FailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Any error as a failure: one that nobody foresaw is `internal`, and keeps its stack. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const failure = new Failure("internal", `An error inside Tare; please report it: ${String(error).split("\n")[0]}`);
  if (error instanceof Error && error.stack !== undefined) failure.stack = error.stack;
  return failure;
}
