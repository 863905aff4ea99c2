import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

// Nothing of an earlier build is packed.
rmSync("dist", { recursive: true, force: true });

/** Whatever stands in a bundle, for THIRD_PARTY.md. */
const bundled = new Set();

async function bundle(options) {
  const { metafile } = await build({ bundle: true, minify: true, metafile: true, logLevel: "warning", ...options });
  for (const { inputs } of Object.values(metafile.outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) if (bytesInOutput > 0) bundled.add(path);
}

/** Built for a browser, as one classic script. */
const forBrowser = { platform: "browser", target: "es2022" };

/** Files that the engine reads in passing, so that a worker must have them before it starts. */
const smallFiles = ["engine", "models"]
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((path) => `${folder}/${path}`))
  .filter((path) => /\.(vocabulary|json|txt)$/.test(path) && !/^models.(?:recipes|coin)\b/.test(path));

/** Node built-ins and native packages stay outside; everything else is in the bundle, so a start reads few files. */
const forNode = {
  outdir: "dist",
  platform: "node",
  target: "node20",
  format: "esm",
  // Before "main", which for jsonc-parser is a UMD wrapper that hides its requires from the bundler.
  mainFields: ["module", "main"],
  external: ["onnxruntime-node", "onnxruntime-web", "node-sqlite3-wasm"],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
};
await bundle({ ...forNode, entryPoints: { cli: "cli/main.ts" } });
// An error inside the engine goes to the log with the lines of the sources.
await bundle({
  ...forNode,
  entryPoints: { engine: "engine/server/process.ts" },
  sourcemap: true,
  sourcesContent: false,
});

// The same engine for a Web Worker.
await bundle({
  ...forBrowser,
  entryPoints: { "engine-web": "engine/server/worker.ts" },
  outdir: "dist",
  format: "iife",
  define: { SMALL_FILES: JSON.stringify(smallFiles) },
  // The WebAssembly runtime asks where it lies only to find the files that it is handed here.
  logOverride: { "empty-import-meta": "silent" },
});

// The pages run in browser frames, each as one classic script that its nonce lets in.
await bundle({
  ...forBrowser,
  entryPoints: {
    panel: "webview/main.ts",
    ledger: "webview/ledger-main.ts",
    "context-map": "webview/context-map-main.ts",
  },
  outdir: "dist/webview",
  format: "iife",
});

// VS Code loads the host's side as CommonJS, in Node and in the browser alike.
await bundle({
  entryPoints: { extension: "extension/main.ts" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  platform: "node",
  target: "node22",
  format: "cjs",
  external: ["vscode"],
});
await bundle({
  ...forBrowser,
  entryPoints: { "extension-web": "extension/main.ts" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  external: ["vscode"],
});

mkdirSync(".cache", { recursive: true });
writeFileSync(".cache/bundled.json", JSON.stringify([...bundled].sort()));
