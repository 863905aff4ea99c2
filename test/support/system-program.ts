import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * Path of a program of the system, the first of `candidates` that there is; on Debian as root it is put in place by
 * installing `packages`. Throws what the tests need where it is not there.
 */
export function systemProgram(
  candidates: readonly string[],
  { needs, packages }: { readonly needs: string; readonly packages: readonly string[] },
): string {
  const find = () => candidates.find((path) => existsSync(path));
  const found = find();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  const installed = find();
  if (installed) return installed;
  throw new Error(needs);
}
