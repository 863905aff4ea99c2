import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemProgram } from "./system-program.ts";

/** What a process did that it should not: each socket of the internet, and each file or folder that it made. */
export type Deeds = readonly string[];

/** Opening for writing, making folders, and sockets; a `?` stands before what not every processor has. */
const CALLS = "trace=socket,openat,mkdirat,?open,?creat,?mkdir";
const DEED = /socket\(AF_INET|O_CREAT|\bcreat\(|\bmkdir(at)?\(/;

/**
 * Runs Node with nothing in its environment but an empty home, temporary and working folder, watched from outside by
 * strace: what native code does is seen as well. `use` works with it; then it is let end, and has to end well.
 */
export async function watched(
  args: readonly string[],
  stdio: readonly ("ignore" | "inherit" | "pipe" | "ipc")[],
  use: (child: ChildProcess) => Promise<void>,
): Promise<Deeds> {
  const strace = systemProgram(["/usr/bin/strace"], {
    needs: "To watch from outside what Tare does, the tests need strace: install it (Debian: apt-get install strace).",
    packages: ["strace"],
  });
  const place = mkdtempSync(join(tmpdir(), "tare-watched-"));
  try {
    const [home, temporary, work] = ["home", "temporary", "work"].map((name) => join(place, name));
    for (const folder of [home!, temporary!, work!]) mkdirSync(folder);
    const trace = join(place, "trace");
    const child = spawn(strace, ["-f", "-qq", "-e", CALLS, "-o", trace, process.execPath, ...args], {
      cwd: work!,
      // Not even `CI`: with it the runtime would not report anyway.
      env: { PATH: process.env.PATH, HOME: home, TMPDIR: temporary },
      stdio: [...stdio],
      serialization: "advanced",
    });
    const ended = once(child, "exit");
    try {
      await use(child);
    } finally {
      child.stdin?.end();
      if (child.connected) child.disconnect();
    }
    const [status] = await ended;
    if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}.`);
    const calls = readFileSync(trace, "utf8").split("\n");
    const made = readdirSync(place, { recursive: true, encoding: "utf8" });
    return [
      ...calls.filter((line) => DEED.test(line)),
      ...made.filter((path) => !["home", "temporary", "work", "trace"].includes(path)),
    ];
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
