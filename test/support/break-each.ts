import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BREAKS, broken } from "./breaks.ts";
import { projectPath } from "./tare.ts";

/*
 * Breaks each feature once, in a copy of the project, and sees its test fail (`npm run test:breaks`, about 20 minutes;
 * `npm run test:breaks -- 1 2` breaks only these features). The tests must pass before.
 */

const root = projectPath("");
const copy = mkdtempSync(join(tmpdir(), "tare-breaks-"));
process.once("exit", () => rmSync(copy, { recursive: true, force: true }));

const asked = process.argv.slice(2);
const chosen = BREAKS.filter(({ feature }) => asked.length === 0 || asked.includes(String(feature)));
const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(command, args, { cwd: copy, encoding: "utf8", env: { ...process.env, ...env } });

let isPacked = false;
copyProject();
for (const each of chosen) broken(readFileSync(join(copy, each.file), "utf8"), each);
build();
for (const test of new Set(chosen.map((each) => each.test))) {
  const names = chosen.filter((each) => each.test === test).map(({ name }) => name);
  const { isPassed, output } = runTests(test, names);
  if (!isPassed) throw new Error(`${test} fails already:\n${output}`);
  console.log(`${test} passes with nothing broken`);
}
let unseen = 0;
for (const each of chosen) {
  const path = join(copy, each.file);
  const whole = readFileSync(path, "utf8");
  writeFileSync(path, broken(whole, each));
  build(each.packs);
  const { isPassed, output } = runTests(each.test, [each.name]);
  writeFileSync(path, whole);
  isPacked = !each.packs;
  if (isPassed) unseen++;
  const verdict = isPassed ? "NOT SEEN" : "seen";
  console.log(`${each.feature}\t${verdict}\t${each.what}\t${each.test}: ${each.name}\t${reason(output)}`);
}
console.log(`${chosen.length} breaks, ${unseen} not seen`);
process.exitCode = unseen === 0 ? 0 : 1;

/** The project without what is made from it; what is slow to make is shared. */
function copyProject(): void {
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const file of files.toString().split("\0").filter(Boolean)) cpSync(join(root, file), join(copy, file));
  for (const shared of ["node_modules", ".cache"]) symlinkSync(join(root, shared), join(copy, shared));
}

/** Builds the copy. It is packed the first time and where the break asks for it; else the tests lay `dist` over it. */
function build(packs = !isPacked): void {
  const { status, stderr } = packs ? run("node", ["package.mjs", "linux-x64"]) : run("node", ["esbuild.mjs"]);
  if (status !== 0) throw new Error(stderr);
  isPacked = true;
}

function runTests(file: string, names: readonly string[]): { isPassed: boolean; output: string } {
  const patterns = names.map((name) => `--test-name-pattern=^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
  const args = ["--import", "tsx", "--test", "--test-reporter=tap", ...patterns, file];
  const { status, stdout, stderr } = run("node", args, { TARE_DIST: "dist" });
  return { isPassed: status === 0, output: stdout + stderr };
}

/** What the failed test complained of, on one line. */
function reason(output: string): string {
  const [, first = "", second = ""] = /^ *error: (.*)\n(.*)/m.exec(output) ?? [];
  return first.startsWith("|") ? second.trim() : first;
}
