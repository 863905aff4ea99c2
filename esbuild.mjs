import { build } from "esbuild";

// Node built-ins and native packages stay outside; everything else is in the bundle, so a start reads few files.
await build({
  entryPoints: { cli: "engine/cli.ts", engine: "engine/server.ts" },
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  // Before "main", which for jsonc-parser is a UMD wrapper that hides its requires from the bundler.
  mainFields: ["module", "main"],
  external: ["onnxruntime-node"],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: "warning",
});

// The panel runs in a browser frame, as one classic script that its nonce lets in.
await build({
  entryPoints: { panel: "webview/main.ts" },
  outdir: "dist/webview",
  bundle: true,
  minify: true,
  platform: "browser",
  target: "es2022",
  format: "iife",
  logLevel: "warning",
});

// VS Code loads the host's side as CommonJS, in Node and in the browser alike.
await build({
  entryPoints: { extension: "extension/main.ts" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  external: ["vscode"],
  logLevel: "warning",
});
