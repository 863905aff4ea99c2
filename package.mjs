// Makes the .vsix for the targets named on the command line (default: the platform it runs on). "universal" brings the
// engine in WebAssembly, for every platform without a package of its own and for the browser.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createVSIX } from "@vscode/vsce";
import "./esbuild.mjs";

/** Where onnxruntime-node keeps a target's native files. */
const NATIVE = {
  "linux-x64": "linux/x64",
  "linux-arm64": "linux/arm64",
  "win32-x64": "win32/x64",
  "win32-arm64": "win32/arm64",
  "darwin-arm64": "darwin/arm64",
};

const nativeRuntime = (folder) => [
  "onnxruntime-common/package.json",
  "onnxruntime-common/dist/cjs/*.{js,json}",
  "onnxruntime-node/package.json",
  "onnxruntime-node/dist/*.js",
  `onnxruntime-node/bin/napi-v6/${folder}/**`,
];

/** The ledger's database, for every target. */
const DATABASE = ["node-sqlite3-wasm/package.json", "node-sqlite3-wasm/dist/*"];

const WASM_RUNTIME = [
  "onnxruntime-common/package.json",
  "onnxruntime-common/dist/esm/*.{js,json}",
  "onnxruntime-web/package.json",
  "onnxruntime-web/dist/ort.node.min.mjs",
  "onnxruntime-web/dist/ort-wasm-simd-threaded.{mjs,wasm}",
];

const targets = process.argv.slice(2);
for (const target of targets.length > 0 ? targets : [`${process.platform}-${process.arch}`]) {
  const isUniversal = target === "universal";
  if (!isUniversal && !(target in NATIVE)) {
    throw new Error(`No package for ${target}; known: ${Object.keys(NATIVE).join(", ")}, universal.`);
  }
  const runtime = [...DATABASE, ...(isUniversal ? WASM_RUNTIME : nativeRuntime(NATIVE[target]))];
  mkdirSync(".cache", { recursive: true });
  const ignoreFile = `.cache/vscodeignore-${target}`;
  const allowed = runtime.map((pattern) => `!node_modules/${pattern}\n`);
  writeFileSync(ignoreFile, `${readFileSync(".vscodeignore", "utf8")}${allowed.join("")}`);
  await createVSIX({
    ...(!isUniversal && { target }),
    ignoreFile,
    packagePath: `tare-${target}.vsix`,
    // Until the project has a public address, which package.json then names as `repository`, `bugs` and `homepage`.
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}
