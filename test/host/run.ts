import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

/** What VS Code calls in its extension host: runs every test that is built beside this file. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", timeout: 60_000, color: false });
  for (const file of readdirSync(__dirname)) if (file.endsWith(".test.cjs")) mocha.addFile(join(__dirname, file));
  const failures = await new Promise<number>((done) => mocha.run(done));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
