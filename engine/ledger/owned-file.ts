import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.ts";

/** What the owner of the file says of itself. */
const OWNER = `${process.pid} ${hostname()}`;
const WAIT_MS = 20;
/** Nobody owns a file so long; one who seems to has died, and another process has its number. */
const LONGEST_MS = 60_000;

/**
 * Does work on a file that only one process at a time may do: who comes later waits. By a file beside it, as Node has no
 * locks: it names its owner, and one whose owner died is taken over, after `abandoned` has cleared up.
 * Throws a `Failure` ("bad-input") where it cannot be had.
 */
export async function owned<T>(file: string, work: () => T, abandoned: () => void): Promise<T> {
  const mark = `${file}.owner`;
  mkdirSync(dirname(file), { recursive: true });
  const until = Date.now() + 2 * LONGEST_MS;
  while (!took(mark)) {
    if (isAbandoned(mark)) takeOver(mark, abandoned);
    else if (Date.now() > until) throw new Failure("bad-input", l10n.t("{0} is in use by another process.", file));
    else await setTimeout(WAIT_MS);
  }
  try {
    return work();
  } finally {
    rmSync(mark, { force: true });
  }
}

function took(mark: string): boolean {
  try {
    writeFileSync(mark, OWNER, { flag: "wx" });
    return true;
  } catch (error) {
    // Windows says EPERM while a file of that name is being removed.
    if (["EEXIST", "EPERM", "EBUSY"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}

function isAbandoned(mark: string): boolean {
  const since = statSync(mark, { throwIfNoEntry: false })?.mtimeMs;
  if (since === undefined) return false;
  if (Date.now() - since > LONGEST_MS) return true;
  const [, pid, host] = /^(\d+) (.+)$/s.exec(textOf(mark)) ?? [];
  return host === hostname() && !isAlive(Number(pid));
}

function textOf(mark: string): string {
  try {
    return readFileSync(mark, "utf8");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Only one of those who find a mark abandoned can move it away. */
function takeOver(mark: string, abandoned: () => void): void {
  const aside = `${mark}-${process.pid}`;
  try {
    renameSync(mark, aside);
    // In between another one may have taken it over, and this is its mark.
    if (isAbandoned(aside)) abandoned();
    else writeFileSync(mark, textOf(aside), { flag: "wx" });
    rmSync(aside, { force: true });
  } catch {
    // Another one was faster.
  }
}
