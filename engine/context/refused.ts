import type { ContextProblem } from "../../protocol/context.ts";

/** Why a file could not be read, in the user's words. */
export const REFUSED = {
  missing: { code: "missing", message: "There is no such file." },
  outside: { code: "outside", message: "This leads outside of the workspace; Tare does not read it." },
  unreadable: { code: "unreadable", message: "This cannot be read." },
  "not-text": { code: "not-text", message: "This is no text." },
} as const satisfies Record<string, ContextProblem>;
