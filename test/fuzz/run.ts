import { fork } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { fuzz } from "./fuzz.ts";
import { seedsOf } from "./seeds.ts";

/*
 * `npm run fuzz`: 100,000 mutated prompts and 20,000 logs, and what does not hold of them, each with its seed.
 * `npm run fuzz -- --processes 4 PATH...` shares them out, and begins from prompts at these paths too.
 * `npm run fuzz -- --seed 7 --prompts 1 --logs 0` tries that prompt again; so does a run go on that was stopped, from the
 * seed that it told last. Exit status 1 where anything is found.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    prompts: { type: "string", default: "100000" },
    logs: { type: "string", default: "20000" },
    processes: { type: "string", default: "1" },
  },
});
const [seed, prompts, logs, processes] = [values.seed, values.prompts, values.logs, values.processes].map(Number) as [
  number,
  number,
  number,
  number,
];
/** So many seeds are done each time that it is told. */
const STEP = 1000;

const isFine = processes > 1 ? await shareOut() : await tryAll();
process.exitCode = isFine ? 0 : 1;

async function tryAll(): Promise<boolean> {
  const started = performance.now();
  const last = seed + Math.max(prompts, logs) - 1;
  const faults = await fuzz(
    { seed, prompts, logs, seeds: seedsOf(positionals) },
    {
      onFault: (fault) => console.log(JSON.stringify(fault)),
      onDone: (done) => done % STEP === 0 && done < last && console.log(`seed ${done} of ${last}`),
    },
  );
  const seconds = Math.round((performance.now() - started) / 1000);
  const found = `${faults.length} kinds of faults`;
  console.log(`seeds ${seed} to ${last}: ${prompts} prompts and ${logs} logs in ${seconds} s, ${found}`);
  return faults.length === 0;
}

/** Shares the seeds out to so many processes, each of which tells what it finds. */
async function shareOut(): Promise<boolean> {
  const [ownPrompts, ownLogs] = [prompts, logs].map((all) => Math.ceil(all / processes)) as [number, number];
  const exits = Array.from({ length: processes }, async (_, i) => {
    const from = i * Math.max(ownPrompts, ownLogs);
    const share = {
      seed: seed + from,
      prompts: Math.max(0, Math.min(ownPrompts, prompts - i * ownPrompts)),
      logs: Math.max(0, Math.min(ownLogs, logs - i * ownLogs)),
    };
    const flags = Object.entries(share).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const [code] = await once(fork(import.meta.filename, [...flags, ...positionals]), "exit");
    return code === 0;
  });
  return (await Promise.all(exits)).every(Boolean);
}
