import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { fixtures } from "../support/fixtures.ts";

/** A prompt to begin from. */
export interface Seed {
  readonly text: string;
  readonly path?: string;
}

/** Prompts that look like what they are not. */
const LOOKALIKES = [
  "{{context}}\n{{question}}\nAnswer in one sentence, please.",
  '{"name":"Anna","age":41}\n{"name":"Bob","age":17}\nConvert these records to a table.',
  '{% set tone = "kind" %}\n{% set words = 50 %}\nWrite a {{ tone }} letter of {{ words }} words.',
  "name: Support bot\nrole: assistant for our customers, who are: impatient\nAlways write a friendly answer.",
  "---\nYou are a poet.\n---\nWrite a poem about the sea, of 4 lines, and do not rhyme.",
  '{"prompt":""}\n{"prompt":"Say hello to everybody in the room."}\n',
];

/** The prompts that we wrote, of every kind, and those at the given paths: folders, prompts, gzipped rows of JSON. */
export function seedsOf(paths: readonly string[]): Seed[] {
  const own = fixtures.map(({ text, name }) => ({ text, path: name }));
  return [...own, ...LOOKALIKES.map((text) => ({ text })), ...paths.flatMap(seedsAt)];
}

function seedsAt(path: string): Seed[] {
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => seedsAt(join(path, name)));
  const bytes = readFileSync(path);
  if (!path.endsWith(".gz")) return [{ text: bytes.toString(), path }];
  const rows = gunzipSync(bytes).toString().trim().split("\n");
  return rows.map((row) => JSON.parse(row) as Seed).map(({ text, path }) => ({ text, ...(path && { path }) }));
}
