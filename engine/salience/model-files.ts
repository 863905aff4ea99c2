import * as z from "zod";
import { fileSha256 } from "#platform";
import { Failure } from "../../protocol/failure.ts";
import { readJsonAsset } from "../assets.ts";

const manifest = z.object({ files: z.array(z.object({ name: z.string(), sha256: z.string() })) });

const FOLDER = "models/minilm";
const checked = new Map<string, Promise<string>>();

/**
 * Path, in the package, of one of the model's files, whose checksum is compared with the manifest once a process.
 * Throws a `Failure` ("model-files") that names the file if it is missing or damaged.
 */
export function modelFile(name: string): Promise<string> {
  const path = checked.get(name) ?? check(name);
  checked.set(name, path);
  return path;
}

async function check(name: string): Promise<string> {
  const relative = `${FOLDER}/${name}`;
  const { files } = readJsonAsset(`${FOLDER}/manifest.json`, manifest);
  const expected = files.find((file) => file.name === name)?.sha256;
  let found: string;
  try {
    found = await fileSha256(relative);
  } catch (cause) {
    throw new Failure("model-files", `${relative} is missing or cannot be read; reinstall Tare.`, { cause });
  }
  if (found !== expected)
    throw new Failure("model-files", `${relative} is damaged: its checksum is not the manifest's; reinstall Tare.`);
  return relative;
}
