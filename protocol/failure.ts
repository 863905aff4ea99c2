/** What went wrong, in a form that crosses a process boundary. */
export type FailureCode = "usage" | "bad-input" | "unknown-model" | "model-files" | "cancelled" | "engine-down";

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
