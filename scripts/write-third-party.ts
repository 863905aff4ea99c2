import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

/*
 * Writes THIRD_PARTY.md (`npm run third-party`): the packages of which code stands in dist/, as the last build noted them,
 * and the runtime that ships beside it, each with its licence.
 */

const ROOT = new URL("../", import.meta.url);
const RUNTIME = ["node-sqlite3-wasm", "onnxruntime-common", "onnxruntime-node", "onnxruntime-web"];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly repository?: string | { readonly url: string };
}

/** The folders of packages that files lie in, as paths from the root; a package may lie inside another. */
function foldersOf(files: readonly string[]): string[] {
  return files.flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []);
}

function section(folder: string): { readonly name: string; readonly text: string } {
  const directory = new URL(`${folder}/`, ROOT);
  const manifest: Manifest = JSON.parse(readFileSync(new URL("package.json", directory), "utf8"));
  const { name, version, license = "no licence named", repository } = manifest;
  const texts = readdirSync(directory)
    .filter((file) => /^(?:licen[cs]e|notice|copying)(?:[.-]|$)/i.test(file))
    .sort()
    .map((file) => readFileSync(new URL(file, directory), "utf8").replace(/\r\n/g, "\n").trim());
  const address = (typeof repository === "string" ? repository : repository?.url)?.replace(/^git\+|\.git$/g, "");
  const body =
    texts.length > 0
      ? texts.map((text) => `\`\`\`text\n${text}\n\`\`\``).join("\n\n")
      : `The package brings no text of its licence${address ? `; see ${address}` : ""}.`;
  return { name, text: `## ${name} ${version}\n\nLicence: ${license}\n\n${body}\n` };
}

/** The whole file as text, from the files of the last build. */
export function thirdParty(): string {
  const bundled: string[] = JSON.parse(readFileSync(new URL(".cache/bundled.json", ROOT), "utf8"));
  const folders = new Set([...foldersOf(bundled), ...RUNTIME.map((name) => `node_modules/${name}`)]);
  const sections = [...folders].map(section).sort((a, b) => (a.name < b.name ? -1 : 1));
  return `# Third-party software in Tare

Made by \`npm run third-party\`; do not edit. These packages are part of what ships. The licences of the vocabularies are in
\`engine/tokens/vocabularies/README.md\`, those of the models in the cards beside them.

${sections.map(({ text }) => text).join("\n")}`;
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href)
  writeFileSync(fileURLToPath(new URL("THIRD_PARTY.md", ROOT)), thirdParty());
