import { statSync } from "node:fs";
import { formatCount } from "../display/format.ts";
import { allModels, asOf } from "../engine/cost/catalogue.ts";
import { keepPrices, refreshedFile, useRefreshedPrices } from "../engine/cost/refreshed-prices.ts";
import { catalogueOf } from "../engine/cost/source/catalogue-of.ts";
import { readPriceList } from "../engine/cost/source/price-list.ts";
import type { ModelInfo } from "../protocol/catalogue.ts";
import { Failure } from "../protocol/failure.ts";
import { parsedJson, readText } from "./read.ts";
import { print } from "./terminal.ts";

/**
 * Makes the price table anew from genai-prices' own list and keeps it; says what changed. `day`, `YYYY-MM-DD`, is the
 * list's; without one the day on which its file was written. Throws a `Failure` ("bad-input") for a file that is no such
 * list, or an older one than what holds.
 */
export async function refreshPrices(file: string, day?: string): Promise<void> {
  const list = readPriceList(parsedJson(await readText(file), file), file);
  const made = catalogueOf(list, "genai-prices, prices/new_data/v2/data.json (MIT)", day ?? writtenOn(file));
  if (made.asOf < asOf())
    throw new Failure("bad-input", `${file}: prices of ${made.asOf} are older than those of ${asOf()}, which hold.`);
  const before = new Map(allModels().map((model) => [model.id, model]));
  keepPrices(made);
  useRefreshedPrices();
  const after = allModels();
  const changed = after.filter((model) => before.has(model.id) && inShort(model) !== inShort(before.get(model.id)!));
  const added = after.filter(({ id }) => !before.has(id)).length;
  const gone = before.size + added - after.length;
  print(`Prices of ${asOf()}, kept in ${refreshedFile()}; delete it to go back.`);
  if (day === undefined) print("That is the day on which the file was written; --as-of gives another.");
  print(
    `${formatCount(after.length)} models: ${formatCount(added)} are new, ${formatCount(gone)} gone, of ${formatCount(changed.length)} the price changed.`,
  );
  for (const model of changed) print(`  ${model.id}: ${inShort(before.get(model.id)!)} -> ${inShort(model)}`);
}

function writtenOn(file: string): string {
  return (file === "-" ? new Date() : statSync(file).mtime).toISOString().slice(0, 10);
}

/** The prices of input and output, per million tokens. */
function inShort({ prices }: ModelInfo): string {
  if (!prices) return "unknown";
  return [prices.input, prices.output].map((rate) => `$${Number((1e6 * rate).toPrecision(4))}`).join(" / ");
}
