import * as l10n from "@vscode/l10n";
import { Uri, workspace } from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from "vscode-jsonrpc/browser";
import { readAssetRequest } from "../../protocol/engine.ts";
import type { EngineProcess } from "./engine-client.ts";

/**
 * Starts the engine of the package at `root` as a Web Worker: where the extension host is one, there are no processes.
 * The worker may not reach the package, whatever its address, so the host reads for it.
 */
export function launchEngine(root: Uri, onLog: (line: string) => void): EngineProcess {
  const read = (path: string) => workspace.fs.readFile(Uri.joinPath(root, path));
  const requests = new MessageChannel();
  const files = new MessageChannel();
  const reader = createMessageConnection(new BrowserMessageReader(files.port1), new BrowserMessageWriter(files.port1));
  reader.onRequest(readAssetRequest, read);
  reader.listen();

  const life = new AbortController();
  const ended = new Promise<string>((resolve) => {
    life.signal.addEventListener("abort", () => {
      reader.dispose();
      resolve(String(life.signal.reason));
    });
  });
  const end = (reason: string) => {
    onLog(reason);
    life.abort(reason);
  };
  startWorker(read, life.signal, end).then(
    (worker) => worker.postMessage({ requests: requests.port2, files: files.port2 }, [requests.port2, files.port2]),
    (error) => end(String(error)),
  );
  return {
    reader: new BrowserMessageReader(requests.port1),
    writer: new BrowserMessageWriter(requests.port1),
    ended,
    kill: () => life.abort(l10n.t("it was stopped")),
  };
}

/** Starts the worker that lives as long as `life`. */
async function startWorker(
  read: (path: string) => Thenable<Uint8Array>,
  life: AbortSignal,
  onError: (reason: string) => void,
): Promise<Worker> {
  const script = new TextDecoder().decode(await read("dist/engine-web.js"));
  life.throwIfAborted();
  // The editor starts workers from its own origin only, which an address of this kind has.
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(address);
  worker.onerror = (event) => onError(event.message);
  life.addEventListener("abort", () => {
    worker.terminate();
    URL.revokeObjectURL(address);
  });
  return worker;
}
