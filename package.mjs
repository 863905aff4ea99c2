// Makes the .vsix for the platforms named on the command line (default: the one it runs on), with `universal` for the
// one that brings no native files.
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

const targets = process.argv.slice(2);
for (const target of targets.length > 0 ? targets : [`${process.platform}-${process.arch}`]) {
  if (!(target in NATIVE)) throw new Error(`No package for ${target}; known: ${Object.keys(NATIVE).join(", ")}.`);
  mkdirSync(".cache", { recursive: true });
  const ignoreFile = `.cache/vscodeignore-${target}`;
  writeFileSync(
    ignoreFile,
    `${readFileSync(".vscodeignore", "utf8")}!node_modules/onnxruntime-node/bin/napi-v6/${NATIVE[target]}/**\n`,
  );
  await createVSIX({
    target,
    ignoreFile,
    packagePath: `tare-${target}.vsix`,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}
