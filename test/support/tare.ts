import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Absolute path of a file of the project. */
export function projectPath(relative: string): string {
  return fileURLToPath(new URL(`../../${relative}`, import.meta.url));
}

/** Runs the built command line to its end. */
export function tare(args: readonly string[], input: string | Buffer = "", env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [projectPath("dist/cli.js"), ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    env: { ...process.env, NO_COLOR: "1", ...env },
  });
  return { status, stdout, stderr };
}
