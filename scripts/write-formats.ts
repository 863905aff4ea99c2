import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { PROMPT_FILES } from "../protocol/formats.ts";

/* Writes into package.json what it says of prompt formats (`npm run formats`), from the table in protocol/formats.ts. */

const MANIFEST = new URL("../package.json", import.meta.url);

/** The manifest, as text, with the globs of the table. */
export function buildManifest(): string {
  const manifest = JSON.parse(readFileSync(MANIFEST, "utf8"));
  manifest.contributes.configuration.properties["tare.promptFiles"].default = PROMPT_FILES;
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) writeFileSync(MANIFEST, buildManifest());
