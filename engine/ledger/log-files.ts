import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline, Readable, type Transform } from "node:stream";
import * as zlib from "node:zlib";
import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.ts";
import { lineBlocks } from "../calls/line-blocks.ts";
import type { OpenLog } from "../calls/read-logs.ts";
import { chunks, nameOf } from "../runtime/file-bytes.ts";
import type { LogFile, LogSource } from "./import.ts";

/** Bytes that are read at a time. */
const PIECE = 1 << 20;

/** What the files of logs are called; others in a folder are passed over. */
const LOG = /\.(?:jsonl|ndjson|json|log|csv|tsv|har)(?:\.gz|\.zst)?$/i;

/** The files of these paths, folders with all that is in them, sorted by name; `-` stays. Throws `Failure` ("bad-input"). */
export async function logFiles(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const isFolder = path !== "-" && (await stat(path).catch(() => undefined))?.isDirectory();
    found.push(...(isFolder ? await filesIn(path) : [path]));
  }
  return found;
}

/** The logs of these paths as they lie on disk, for an import. Throws `Failure` ("usage") for standard input. */
export async function logsToImport(paths: readonly string[]): Promise<LogFile[]> {
  const logs: LogFile[] = [];
  for (const file of await logFiles(paths)) {
    if (file === "-")
      throw new Failure("usage", l10n.t("standard input cannot be imported: name call logs, or folders of them."));
    const { size, mtimeMs } = await stat(file).catch(() => ({ size: 0, mtimeMs: 0 }));
    logs.push({ path: resolve(file), size, changed: mtimeMs, isPlain: !isPacked(file) });
  }
  return logs;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && LOG.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Gives the lines of a file to a log; what is no UTF-8 is refused there. Throws `Failure` ("bad-input"). */
export async function readLogFile(file: string, log: OpenLog): Promise<void> {
  for await (const { lines } of lineBlocks(logBytes(file), nameOf(file))) log.lines(lines);
  log.end();
}

/** Node.js has it from 22.15 on. */
const { createZstdDecompress } = zlib as { readonly createZstdDecompress?: () => Transform };

/** The logs on disk, for an import. */
export const logSource: LogSource = {
  bytes: logBytes,
  hash: async (file, start, end) => {
    const hash = createHash("sha256");
    if (start < end) for await (const bytes of chunks(file, { start, end: end - 1 })) hash.update(bytes);
    return hash.digest("base64");
  },
};

/** Whether a log is packed: it is read whole, or not at all. */
function isPacked(file: string): boolean {
  return /\.(?:gz|zst)$/i.test(file);
}

/** The bytes of a log from one on, unpacked where its name says that it is packed. Throws `Failure` ("bad-input"). */
async function* logBytes(file: string, start = 0): AsyncGenerator<Buffer> {
  if (!isPacked(file)) return yield* chunks(file, { start, highWaterMark: PIECE });
  const isGzip = /gz$/i.test(file);
  if (!isGzip && !createZstdDecompress)
    throw new Failure(
      "bad-input",
      l10n.t("{0}: packed with zstd, which Node.js reads from 22.15 on; unpack it first.", file),
    );
  try {
    yield* pipeline(Readable.from(chunks(file)), isGzip ? zlib.createGunzip() : createZstdDecompress!(), () => {});
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure("bad-input", l10n.t("{0}: this cannot be unpacked ({1}).", file, (cause as Error).message), {
      cause,
    });
  }
}
