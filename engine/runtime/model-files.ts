import * as l10n from "@vscode/l10n";
import { fileSha256, openGraph } from "#platform";
import { Failure } from "../../protocol/failure.ts";
import { assertWhole } from "./assets.ts";
import type { Graph } from "./wasm-graph.ts";

/** The checks of the files of opened graphs; a failed check is not kept, so that it is tried again. */
const checks = new Map<string, Promise<void> | undefined>();

/**
 * Compares the checksum of a model's file with the manifest in its folder, until it is known to be whole. Paths are
 * relative to the package's root. Rejects with a `Failure` ("model-files") that names the file if it is missing or
 * damaged.
 */
export function checkModelFile(path: string): Promise<void> {
  const check = checks.get(path) ?? compare(path);
  checks.set(path, check);
  check.catch(() => checks.set(path, undefined));
  return check;
}

/**
 * Opens an ONNX graph. The check of its files takes as long as a first look at a prompt and goes on beside it: what is
 * given out for good first awaits `modelsAreWhole`. Rejects as `checkModelFile`.
 */
export async function openModel(path: string, weights?: string): Promise<Graph> {
  const whole = Promise.all([path, ...(weights ? [weights] : [])].map(checkModelFile));
  whole.catch(() => {});
  try {
    return await openGraph(path, weights);
  } catch (cause) {
    // The checksum says better what is wrong with a damaged file.
    await whole;
    if (cause instanceof Failure) throw cause;
    throw new Failure("model-files", l10n.t("The model in {0} cannot be opened; reinstall Tare.", path), { cause });
  }
}

/** Resolves once the files of all graphs that were opened are known to be whole. Rejects as `checkModelFile`. */
export async function modelsAreWhole(): Promise<void> {
  await Promise.all([...checks.keys()].map(checkModelFile));
}

async function compare(path: string): Promise<void> {
  let found: string;
  try {
    found = await fileSha256(path);
  } catch (cause) {
    throw new Failure("model-files", l10n.t("{0} is missing or cannot be read; reinstall Tare.", path), { cause });
  }
  assertWhole(path, found);
}
