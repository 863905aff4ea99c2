import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findProvider } from "@pydantic/genai-prices";
import { catalogueOf, SELLERS } from "../engine/cost/source/catalogue-of.ts";
import { readPriceList } from "../engine/cost/source/price-list.ts";

/*
 * Generates engine/cost/catalogue.json (`npm run catalogue`) from @pydantic/genai-prices (MIT) and
 * engine/cost/model-facts.json. A new version of the package brings new prices: then AS_OF becomes that version's day of
 * publication.
 */

const VERSION = "0.1.8";
const AS_OF = "2026-09-23";

/** The whole file as text: one model a line, so that a change of price shows as a changed line. */
export function buildCatalogue(): string {
  const manifest = new URL("../node_modules/@pydantic/genai-prices/package.json", import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  if (version !== VERSION) throw new Error(`genai-prices is ${version}, not ${VERSION}: set VERSION and AS_OF.`);

  const list = readPriceList(
    SELLERS.map((providerId) => findProvider({ providerId })),
    "@pydantic/genai-prices",
  );
  const { models, ...head } = catalogueOf(list, `@pydantic/genai-prices ${VERSION} (MIT)`, AS_OF);
  const lines = models.map((model) => JSON.stringify(model)).join(",\n");
  return `${JSON.stringify(head).slice(0, -1)},"models":[\n${lines}\n]}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) {
  writeFileSync(fileURLToPath(new URL("../engine/cost/catalogue.json", import.meta.url)), buildCatalogue());
}
