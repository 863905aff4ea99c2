import type { InferenceSession } from "onnxruntime-common";

/** Opens an ONNX graph in WebAssembly, with the weights that it keeps outside. Paths are given relative to the package's root. */
export async function openInWasm(
  runtime: typeof import("onnxruntime-web"),
  read: (path: string) => Uint8Array | Promise<Uint8Array>,
  graph: string,
  weights?: string,
): Promise<InferenceSession> {
  return runtime.InferenceSession.create(await read(graph), {
    executionProviders: ["wasm"],
    enableMemPattern: false,
    logSeverityLevel: 3,
    // The graph names its weights by their file name alone.
    ...(weights && { externalData: [{ path: weights.split("/").at(-1)!, data: await read(weights) }] }),
  });
}
