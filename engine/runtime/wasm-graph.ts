import type { InferenceSession } from "onnxruntime-common";

/** An open ONNX graph. */
export type Graph = Pick<InferenceSession, "inputNames" | "release"> & {
  run(feeds: InferenceSession.OnnxValueMapType): Promise<InferenceSession.OnnxValueMapType>;
};

/**
 * Opens an ONNX graph in WebAssembly, with the weights that it keeps outside. Paths are relative to the package's root.
 */
export async function openInWasm(
  runtime: typeof import("onnxruntime-web"),
  read: (path: string) => Uint8Array | Promise<Uint8Array>,
  graph: string,
  weights?: string,
): Promise<Graph> {
  const session = await runtime.InferenceSession.create(await read(graph), {
    executionProviders: ["wasm"],
    enableMemPattern: false,
    logSeverityLevel: 3,
    // The graph names its weights by their file name alone.
    ...(weights && { externalData: [{ path: weights.split("/").at(-1)!, data: await read(weights) }] }),
  });
  return {
    inputNames: session.inputNames,
    release: () => session.release(),
    async run(feeds) {
      // A run holds its thread until it is done; between two of them a cancellation must be heard.
      await new Promise((next) => setTimeout(next));
      return session.run(feeds);
    },
  };
}
