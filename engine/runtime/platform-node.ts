import { createHash } from "node:crypto";
import { closeSync, createReadStream, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { availableParallelism, homedir } from "node:os";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.ts";
import { commitReader, latestCommits } from "./commit-files.ts";
import type { OnDisk } from "./on-disk.ts";
import { type Graph, openInWasm } from "./wasm-graph.ts";
import { workspaceFiles } from "./workspace-files.ts";

/*
 * What the engine needs of the place it runs in, for Node; `platform-web.ts` has the same for a Web Worker. The import
 * map in package.json ("#platform") chooses between them.
 */

/** The package's root: above the bundle in `dist/`, or above this folder in the source tree. */
const root = ["../", "../../"]
  .map((above) => new URL(above, import.meta.url))
  .find((folder) => existsSync(new URL("package.json", folder)))!;

/** Forked by an editor, the engine leaves it a core and never waits by spinning: else keys lag. */
const isGuest = process.connected;

/** Windows of 256 tokens gain little from more than four threads. */
const THREADS = Math.max(1, Math.min(4, availableParallelism() - (isGuest ? 1 : 0)));

/** Bytes that are read and hashed at a time: about a millisecond. */
const PIECE = 1 << 20;

/** Absolute path of a file that ships with Tare, given relative to the package's root. */
export function assetPath(relative: string): string {
  return fileURLToPath(new URL(relative, root));
}

/** Bytes of a file that ships with Tare. Throws where it cannot be read. */
export function readFile(relative: string): Uint8Array {
  return readFileSync(assetPath(relative));
}

/**
 * The first bytes of a file that another one names, which lies at `path`; nothing where there is no such file. Names
 * that lead to another machine are not followed.
 */
export function readBeside(path: string, name: string, most: number): Uint8Array | undefined {
  const full = resolve(dirname(path), name);
  if (/^(?:\\\\|\/\/)/.test(full) || !statSync(full, { throwIfNoEntry: false })?.isFile()) return undefined;
  const bytes = Buffer.alloc(Math.min(most, statSync(full).size));
  const file = openSync(full, "r");
  try {
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

/** The workspace at a URI; undefined where it lies elsewhere. Throws a `Failure` where there is no such folder. */
export function onDisk(workspace: string): OnDisk | undefined {
  if (!workspace.startsWith("file:")) return undefined;
  const folder = fileURLToPath(workspace);
  return {
    files: workspaceFiles(folder),
    home: pathToFileURL(homedir()).href,
    around: { folder, env: process.env },
    history: async (most) => ({ commits: await latestCommits(folder, most), filesAt: commitReader(folder) }),
  };
}

export { askMcpServer } from "./ask-mcp-server.ts";

/** SHA-256 of bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * SHA-256 of a file that ships with Tare, in hexadecimal, computed piece by piece between other work. Rejects where it
 * cannot be read.
 */
export async function fileSha256(relative: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(assetPath(relative), { highWaterMark: PIECE })) hash.update(piece);
  return hash.digest("hex");
}

/** Unpacks Brotli. */
export function unpackBrotli(packed: Uint8Array): Uint8Array {
  return brotliDecompressSync(packed);
}

/**
 * Opens an ONNX graph whose weights, if it has any outside, lie beside it. With native code where onnxruntime has a
 * build for this machine, else in WebAssembly. Rejects where files are damaged; with a `Failure` where neither runs.
 */
export async function openGraph(graph: string, weights?: string): Promise<Graph> {
  const native = await nativeRuntime().catch(() => undefined);
  if (!native) return openInWasm(await wasm(), readFile, graph, weights);
  return native.InferenceSession.create(assetPath(graph), {
    executionProviders: ["cpu"],
    intraOpNumThreads: THREADS,
    // Inputs differ in length, and a memory plan for each length would pile up.
    enableMemPattern: false,
    extra: { session: { intra_op: { allow_spinning: isGuest ? "0" : "1" } } },
    // Errors are reported by a `Failure`, in one line, not by the runtime's own log.
    logSeverityLevel: 4,
  });
}

/** Loads onnxruntime; nothing in Tare loads it in Node by another way. */
function nativeRuntime(): Promise<typeof import("onnxruntime-node")> {
  // As it is loaded the runtime would begin to report to its makers and to keep a number of this machine, unless it is
  // told not to: its documentation, docs/Privacy.md. Its build for WebAssembly reports nothing.
  process.env.ORT_DISABLE_TELEMETRY = "1";
  return import("onnxruntime-node");
}

async function wasm(): Promise<typeof import("onnxruntime-web")> {
  try {
    const runtime = await import("onnxruntime-web");
    runtime.env.wasm.numThreads = THREADS;
    return runtime;
  } catch (cause) {
    const machine = `${process.platform}-${process.arch}`;
    throw new Failure(
      "model-files",
      l10n.t("This package of Tare has no engine that runs on {0}; install the universal one.", machine),
      { cause },
    );
  }
}
