import picomatch from "picomatch";
import { INSTRUCTION_FILES } from "../../../protocol/formats.ts";
import type { Role } from "../../../protocol/prompt.ts";

const isInstruction = picomatch([...INSTRUCTION_FILES], { dot: true, nocase: true, windows: true });

/** The steps of a path that lead nowhere below: globs never match them. */
const DOTS = /(?<=^|[\\/])\.{1,2}[\\/]/g;

/** Who speaks in a file that does not say it. */
export function roleBy(path: string): Role {
  return isInstruction(path.replace(DOTS, "")) ? "system" : "user";
}
