import { sha256 as hash } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import * as l10n from "@vscode/l10n";
import { decompress } from "brotli/decompress";
import * as runtime from "onnxruntime-web/wasm";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import type { ServerLaunch, ServerTools } from "../../protocol/context.ts";
import { readAssetRequest } from "../../protocol/engine.ts";
import { Failure } from "../../protocol/failure.ts";
import type { OnDisk } from "./on-disk.ts";
import { type Graph, openInWasm } from "./wasm-graph.ts";

/*
 * What the engine needs of the place it runs in, for a Web Worker; `platform-node.ts` has the same for Node. A worker
 * has no files: the host reads them for it. The engine reads small files in passing, so they are fetched before it
 * starts.
 */

/** The small files of the package, listed by the build. */
declare const SMALL_FILES: readonly string[];

const WASM = "node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm";

const files = new Map<string, Uint8Array>();
let host: MessageConnection;

/** Fetches the small files from the host. A missing one fails when it is read. */
export async function fetchFiles(connection: MessageConnection): Promise<void> {
  host = connection;
  await Promise.allSettled(SMALL_FILES.map(fetchFile));
}

/** Fetched once: the weights serve every graph. */
async function fetchFile(path: string): Promise<Uint8Array> {
  const file = files.get(path) ?? (await host.sendRequest(readAssetRequest, path));
  files.set(path, file);
  return file;
}

export function readFile(relative: string): Uint8Array {
  const file = files.get(relative);
  if (!file) throw new Error(`${relative} was not fetched`);
  return file;
}

/** A worker reads no files of the user's. */
export function readBeside(_path: string, _name: string, _most: number): Uint8Array | undefined {
  return undefined;
}

/** No workspace is on a disk that a worker can read. */
export function onDisk(_workspace: string): OnDisk | undefined {
  return undefined;
}

/** A worker cannot start a server. */
export async function askMcpServer(server: string, _launch: ServerLaunch, _signal?: AbortSignal): Promise<ServerTools> {
  throw new Failure("bad-input", l10n.t("{0}: a server can be started on a machine only.", server));
}

export function sha256(bytes: Uint8Array): string {
  return bytesToHex(hash(bytes));
}

export async function fileSha256(relative: string): Promise<string> {
  return sha256(await fetchFile(relative));
}

export function unpackBrotli(packed: Uint8Array): Uint8Array {
  return decompress(packed);
}

export async function openGraph(graph: string, weights?: string): Promise<Graph> {
  runtime.env.wasm.wasmBinary ??= await fetchFile(WASM);
  // More threads need shared memory, which pages of an editor do not have.
  runtime.env.wasm.numThreads = 1;
  return openInWasm(runtime, fetchFile, graph, weights);
}
