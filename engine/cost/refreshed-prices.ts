import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { Failure } from "../../protocol/failure.ts";
import { userDataFile } from "../runtime/user-data.ts";
import { type Catalogue, setCatalogue } from "./catalogue.ts";
import type { Entry } from "./named-model.ts";
import { countingOf } from "./source/facts-of.ts";

/*
 * A table of prices that the user has refreshed from a file: it lies in the user's data folder and holds as long as it is
 * newer than the one that ships. Not for the web.
 */

const rates = {
  input: z.number(),
  output: z.number(),
  audio: z.number().exactOptional(),
  cachedRead: z.number().exactOptional(),
  cachedWrite: z.number().exactOptional(),
};
/** How a model is counted comes from this version of Tare, not from the table. */
const entry: z.ZodType<Entry> = z
  .object({
    id: z.string(),
    provider: z.string(),
    name: z.string(),
    match: z.string(),
    prices: z
      .object({
        ...rates,
        tiers: z.array(z.object({ above: z.number(), ...rates })).exactOptional(),
        batch: z.number().exactOptional(),
        note: z.string().exactOptional(),
      })
      .exactOptional(),
    contextTokens: z.number().exactOptional(),
    outputTokens: z.number().exactOptional(),
    efforts: z.array(z.string()).exactOptional(),
    thinkingBudget: z.object({ min: z.number(), max: z.number() }).exactOptional(),
    cacheMinimumTokens: z.number().exactOptional(),
  })
  .transform((one) => ({ ...one, counting: countingOf(one.id) }));
/** Another version of Tare may have written the table: what this one does not understand is left out. */
const schema: z.ZodType<Catalogue> = z.object({
  source: z.string(),
  asOf: z.iso.date(),
  models: z
    .array(z.unknown())
    .transform((all) => all.flatMap((one) => entry.safeParse(one).data ?? []))
    .refine((all) => all.length > 0),
});

/** Where a refreshed table lies. */
export function refreshedFile(): string {
  return userDataFile("catalogue.json");
}

/** Uses the refreshed table, where there is one. Throws a `Failure` ("bad-input") where it is damaged. */
export function useRefreshedPrices(): void {
  const file = refreshedFile();
  const text = textOf(file);
  if (text === undefined) return;
  try {
    setCatalogue(schema.parse(JSON.parse(text)));
  } catch (cause) {
    throw new Failure("bad-input", l10n.t("{0} is damaged; delete it, or refresh the prices again.", file), { cause });
  }
}

/** Keeps a table in the user's data folder. Throws a `Failure` ("bad-input") where that cannot be written. */
export function keepPrices(catalogue: Catalogue): void {
  const file = refreshedFile();
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Renamed into place: another process may be reading it.
    writeFileSync(`${file}.new`, JSON.stringify(catalogue));
    renameSync(`${file}.new`, file);
  } catch (cause) {
    throw new Failure("bad-input", l10n.t("{0} cannot be written: {1}.", file, (cause as Error).message), { cause });
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
