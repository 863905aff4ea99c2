import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { projectPath } from "./tare.ts";

const folder = projectPath("test/fixtures");

/**
 * The prompts that we wrote as people write them, of every kind. `name` is the path below `test/fixtures`. The workspaces
 * in `context` are there for what agents load of them.
 */
export const fixtures = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !path.startsWith(join(folder, "context", "/")))
  .map((path) => ({ path, name: relative(folder, path), text: readFileSync(path, "utf8") }));
