import { parseArgs } from "node:util";
import { fuzz } from "./fuzz.ts";
import { seedsOf } from "./seeds.ts";

/*
 * `npm run fuzz`: 100,000 mutated prompts and 20,000 logs, and what of `check-prompt.ts`, `check-compression.ts` and
 * `check-log.ts` does not hold of them. `npm run fuzz -- --prompts 1000 --logs 0 --seed 7 --compress PATH...` tries
 * others, from prompts at these paths too. Exit status 1 where anything is found.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    prompts: { type: "string", default: "100000" },
    logs: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    compress: { type: "boolean", default: false },
  },
});
const started = performance.now();
const options = {
  prompts: Number(values.prompts),
  logs: Number(values.logs),
  seed: Number(values.seed),
  seeds: seedsOf(positionals),
  compresses: values.compress,
};
const faults = await fuzz(options, ({ what, input }) => console.log(`${what}\n  ${JSON.stringify(input)}`));
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`${options.prompts} prompts and ${options.logs} logs in ${seconds} s: ${faults.length} kinds of faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
