import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BREAKS, broken } from "../support/breaks.ts";
import { projectPath } from "../support/tare.ts";

test("each break that the editor's tests are tried with still fits the source and names a test that there is", () => {
  for (const each of BREAKS) {
    broken(readFileSync(projectPath(each.file), "utf8"), each);
    if (!readFileSync(projectPath(each.test), "utf8").includes(`test("${each.name}"`))
      throw new Error(`${each.test} has no test “${each.name}”.`);
  }
});
