import type { Role, SentAs } from "../../protocol/prompt.ts";
import type { Reading } from "./reading/reading.ts";

/** Who tells the model how to work, and asks nothing of it. */
const INSTRUCTING: ReadonlySet<Role> = new Set(["system", "developer"]);

/** As what a prompt is sent, by who speaks in it. */
export function sentAs({ passages, enclosures = [] }: Pick<Reading, "passages" | "enclosures">): SentAs {
  const speakers = [
    ...passages.flatMap(({ role, text }) => (text.trim() === "" ? [] : [role])),
    ...enclosures.flatMap((one) => (one.what === "medium" && one.isAttached ? [one.role] : [])),
  ];
  if (speakers.some((role) => !INSTRUCTING.has(role))) return "call";
  return speakers.length > 0 || enclosures.length > 0 ? "instructions" : "nothing";
}
