import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

/** A folder that is gone after the tests of a file. `write` puts a file into it and gives its path. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "tare-"));
  after(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  return { folder, write };
}
