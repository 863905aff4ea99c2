import * as l10n from "@vscode/l10n";
import { Failure } from "../protocol/failure.ts";

/** How whoever waits for a long computation learns how far it is, and stops it. */
export interface Progress {
  readonly signal?: AbortSignal;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** What a computation that was stopped ends with. */
export function cancelled(): Failure {
  return new Failure("cancelled", l10n.t("Cancelled."));
}
