import * as z from "zod";
import { fileSha256 } from "#platform";
import { Failure } from "../../protocol/failure.ts";
import { readJsonAsset } from "../assets.ts";

const manifest = z.object({ files: z.array(z.object({ name: z.string(), sha256: z.string() })) });

const checked = new Map<string, Promise<void>>();

/** Path, in the package, of one of the model's files. */
export function modelPath(name: string): string {
  return `models/minilm/${name}`;
}

/**
 * Compares a file's checksum with the manifest, once a process. Rejects with a `Failure` ("model-files") that names the
 * file if it is missing or damaged.
 */
export function checkModelFile(name: string): Promise<void> {
  const check = checked.get(name) ?? compare(name);
  checked.set(name, check);
  return check;
}

async function compare(name: string): Promise<void> {
  const path = modelPath(name);
  const { files } = readJsonAsset(modelPath("manifest.json"), manifest);
  const expected = files.find((file) => file.name === name)?.sha256;
  let found: string;
  try {
    found = await fileSha256(path);
  } catch (cause) {
    throw new Failure("model-files", `${path} is missing or cannot be read; reinstall Tare.`, { cause });
  }
  if (found !== expected)
    throw new Failure("model-files", `${path} is damaged: its checksum is not the manifest's; reinstall Tare.`);
}
