import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/*
 * Writes l10n/bundle.l10n.json (`npm run texts`): every text that is given to `l10n.t`, for translators: to VS Code's in
 * extension/, to that of @vscode/l10n, which looks up the same, everywhere else.
 * Their files beside it are named after the language, as `bundle.l10n.zh-cn.json`.
 */

const ROOT = fileURLToPath(new URL("../", import.meta.url));

const FOLDERS = ["display", "engine", "extension", "webview"];

/** The first argument of a call, which is looked up: it has to be a literal string. */
const CALL = /\bl10n\.t\(\s*("(?:[^"\\]|\\.)*")?/g;

/** The whole file as text. Throws an error where a text is not literal. */
export function textBundle(): string {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  ).filter((file) => file.endsWith(".ts"));
  const texts = files.flatMap((file) =>
    Array.from(readFileSync(join(ROOT, file), "utf8").matchAll(CALL), ([, literal]) => {
      if (literal === undefined) throw new Error(`${file}: l10n.t needs a literal string.`);
      return JSON.parse(literal) as string;
    }),
  );
  const bundle = Object.fromEntries([...new Set(texts)].sort().map((text) => [text, text]));
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href)
  writeFileSync(join(ROOT, "l10n/bundle.l10n.json"), textBundle());
