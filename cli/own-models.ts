import { existsSync } from "node:fs";
import { setOwnModels } from "../engine/cost/catalogue.ts";
import { readOwnModels } from "../engine/cost/own-models.ts";
import { Failure } from "../protocol/failure.ts";
import { dataFile } from "./data-folder.ts";
import { readText } from "./read.ts";

/**
 * Lets the models and prices of the user's own hold: those of the file that TARE_MODELS names, else of models.json in
 * the data folder. Throws a `Failure` ("bad-input") where the file says what nobody understands.
 */
export async function useOwnModels(): Promise<void> {
  const usual = dataFile("models.json");
  const file = process.env.TARE_MODELS || usual;
  if (file === usual && !existsSync(file)) return;
  setOwnModels(readOwnModels(parsed(await readText(file), file), file), file);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new Failure("bad-input", `${file}: this is no JSON: ${(cause as Error).message}.`, { cause });
  }
}
