import { rmSync } from "node:fs";
import { build } from "esbuild";
import { projectPath } from "../support/tare.ts";

/** The tests as VS Code loads them: `extensionTestsPath`, and the extension that they are about. */
export interface HostTests {
  readonly extensionDevelopmentPath: string;
  readonly extensionTestsPath: string;
}

/** Builds the tests of the extension host. The extension itself must be built already. */
export async function buildHostTests(): Promise<HostTests> {
  const outdir = projectPath(".cache/host");
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [projectPath("test/host/run.ts"), projectPath("test/host/*.test.ts")],
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  return { extensionDevelopmentPath: projectPath(""), extensionTestsPath: `${outdir}/run.cjs` };
}
