import { existsSync } from "node:fs";
import { setOwnModels } from "../engine/cost/catalogue.ts";
import { readOwnModels } from "../engine/cost/own-models.ts";
import { userDataFile } from "../engine/runtime/user-data.ts";

import { parsedJson, readText } from "./read.ts";

/**
 * Applies the user's own models and prices: those of the file that TARE_MODELS names, else of models.json in
 * the data folder. Throws a `Failure` ("bad-input") where the file cannot be understood.
 */
export async function useOwnModels(): Promise<void> {
  const usual = userDataFile("models.json");
  const file = process.env.TARE_MODELS || usual;
  if (file === usual && !existsSync(file)) return;
  setOwnModels(readOwnModels(parsedJson(await readText(file), file), file), file);
}
