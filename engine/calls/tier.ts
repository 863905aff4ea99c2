import type { Tier } from "./usage-record.ts";

/** The tier in a provider's word for it; undefined where it names none, as "auto". */
export function tierOf(word: unknown): Tier | undefined {
  if (word === true) return "batch";
  if (typeof word !== "string") return undefined;
  const name = word.toLowerCase();
  if (name.includes("batch")) return "batch";
  if (name.includes("flex")) return "flex";
  if (name.includes("priority")) return "priority";
  return ["default", "standard", "on_demand"].includes(name) ? "standard" : undefined;
}
