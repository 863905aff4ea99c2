import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Failure } from "../../protocol/failure.ts";
import { assetPath, readAsset } from "../assets.ts";

interface Manifest {
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

const FOLDER = "models/minilm";
const checked = new Map<string, Promise<string>>();

/**
 * Absolute path of one of the model's files, whose checksum is compared with the manifest once a process.
 * Throws a `Failure` ("model-files") that names the file if it is missing or damaged.
 */
export function modelFile(name: string): Promise<string> {
  const path = checked.get(name) ?? check(name);
  checked.set(name, path);
  return path;
}

async function check(name: string): Promise<string> {
  const relative = `${FOLDER}/${name}`;
  const expected = manifest().files.find((file) => file.name === name)?.sha256;
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(assetPath(relative), { highWaterMark: 1 << 20 }), hash);
  } catch (cause) {
    throw new Failure("model-files", `${relative} is missing or cannot be read; reinstall Tare.`, { cause });
  }
  if (hash.digest("hex") !== expected)
    throw new Failure("model-files", `${relative} is damaged: its checksum is not the manifest's; reinstall Tare.`);
  return assetPath(relative);
}

function manifest(): Manifest {
  const relative = `${FOLDER}/manifest.json`;
  try {
    return JSON.parse(readAsset(relative).toString("utf8")) as Manifest;
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure("model-files", `${relative} is damaged; reinstall Tare.`, { cause });
  }
}
