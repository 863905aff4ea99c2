import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { printTable } from "./support/table.ts";

const MEGABYTE = 1e6;
const PIECE = 1000;

/** A session of an agent, as two long rows a call; responses of an API, as one short row a call. */
const LOGS: readonly { readonly name: string; readonly megabytes: number; readonly rows: (i: number) => object[] }[] = [
  { name: "an agent's session, 2 kB a row", megabytes: 1000, rows: turn },
  { name: "an API's responses, 0.3 kB a row", megabytes: 100, rows: answer },
];

/**
 * How fast and in how much memory `tare ledger import` reads logs (of a build: `npm run build`): by the processors' time,
 * which other programs hardly change, and by the clock.
 */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tare-bench-"));
  try {
    const rows = LOGS.map(({ name, megabytes, rows }) => {
      const log = join(folder, "log.jsonl");
      const calls = writeLog(log, megabytes, rows);
      const started = performance.now();
      const { mebibytes, seconds } = imported(log, folder, calls);
      const clock = (performance.now() - started) / 1000;
      const size = statSync(log).size / MEGABYTE;
      const speeds = [seconds, clock].map((time) => `${(size / time).toFixed(0)} MB/s`);
      return [name, `${Math.round(size)} MB`, calls, ...speeds, `${mebibytes} MiB`];
    });
    printTable("Importing call logs", ["log", "size", "calls", "speed", "by the clock", "most memory"], rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes a log of about so many megabytes; how many calls it tells of. */
function writeLog(path: string, megabytes: number, rows: (i: number) => object[]): number {
  const file = openSync(path, "w");
  let calls = 0;
  for (let written = 0; written < megabytes * MEGABYTE; ) {
    const piece = Array.from({ length: PIECE }, () => rows(calls++).map((row) => `${JSON.stringify(row)}\n`)).flat();
    written += writeSync(file, piece.join(""));
  }
  closeSync(file);
  return calls;
}

/** What an import into a new ledger took: the most memory in MiB, and the processors' time in seconds. */
function imported(log: string, folder: string, calls: number): { mebibytes: number; seconds: number } {
  const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const args = ["--require", file("support/peak.cjs"), file("../dist/cli.js"), "ledger", "import", log];
  rmSync(join(folder, "tare"), { recursive: true, force: true });
  const env = { ...process.env, HOME: folder, APPDATA: folder, XDG_DATA_HOME: folder };
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env });
  if (!stdout.startsWith(`${calls.toLocaleString("en-US")} new calls`)) throw new Error(`The import failed: ${stderr}`);
  const [kibibytes, seconds] = stderr.trim().split("\n").at(-1)!.split(" ").map(Number);
  return { mebibytes: Math.round(kibibytes! / 1024), seconds: seconds! };
}

const TEXT = "The parser reads a line, and where it cannot, it says which one and why. ".repeat(25);

function turn(i: number): object[] {
  const row = { sessionId: `s${Math.floor(i / 500)}`, cwd: "/home/me/shop", timestamp: timeOf(i), isSidechain: false };
  const usage = {
    input_tokens: 6,
    cache_creation_input_tokens: 1200,
    cache_read_input_tokens: 20_000,
    output_tokens: 300 + (i % 100),
    output_tokens_details: { thinking_tokens: 100 },
  };
  const content = [{ type: "text", text: TEXT }];
  const message = { id: `msg_${id(i)}`, role: "assistant", model: "claude-opus-4-5-20251101", content, usage };
  return [
    { ...row, type: "user", uuid: `u${i}`, message: { role: "user", content: TEXT } },
    { ...row, type: "assistant", uuid: `a${i}`, requestId: `req_${id(i)}`, message },
  ];
}

function answer(i: number): object[] {
  const usage = {
    prompt_tokens: 20,
    completion_tokens: 300 + (i % 100),
    total_tokens: 320 + (i % 100),
    completion_tokens_details: { reasoning_tokens: 192 },
  };
  return [{ id: `chatcmpl-${id(i)}`, object: "chat.completion", created: 1_793_527_200 + i, model: "gpt-5.5", usage }];
}

function id(i: number): string {
  return String(i).padStart(24, "0");
}

function timeOf(i: number): string {
  return new Date(Date.UTC(2026, 8, 1) + 1000 * i).toISOString();
}
