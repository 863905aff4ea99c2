import { inspect } from "../engine/inspect.ts";
import { SalienceEngine } from "../engine/salience/salience.ts";
import { weigh } from "../engine/weigh.ts";
import { prose } from "./support/prose.ts";
import { printTable } from "./support/table.ts";
import { median } from "./support/timing.ts";

const SIZES = [1000, 5000, 20_000];
/** A model that is counted exactly, and one whose pieces are cut out of a marked stream. */
const MODELS = ["gpt-5.5", "claude-opus-4-8"];
const UNITS = 4.6;
const ROUNDS = 5;

/** What a whole inspection takes: of a prompt that was never seen, after one word has changed, and of that the counts. */
export async function run() {
  const rows: string[][] = [];
  for (const size of SIZES)
    for (const model of MODELS) {
      const engine = new SalienceEngine();
      const [anew, edited, counts]: number[][] = [[], [], []];
      for (let round = 0; round <= ROUNDS; round++) {
        const text = prose(size * UNITS, size + round);
        const first = await timed(async () => inspect(await weigh({ text, model }, engine)));
        const middle = text.indexOf(" ", text.length / 2);
        const changed = `${text.slice(0, middle)} word${round}${text.slice(middle)}`;
        const weighed = await weigh({ text: changed, model }, engine);
        const again = await timed(() => inspect(weighed));
        const other = `${text.slice(0, middle)} other${round}${text.slice(middle)}`;
        const second = await timed(async () => inspect(await weigh({ text: other, model }, engine)));
        // The first round warms up.
        if (round === 0) continue;
        anew!.push(first);
        edited!.push(second);
        counts!.push(again);
      }
      rows.push([`${size} tokens`, model, ...[anew!, edited!, counts!].map((times) => median(times).toFixed(0))]);
    }
  printTable(
    `Inspections, ms, median of ${ROUNDS}`,
    ["prompt", "model", "never seen", "one word changed", "of that what follows the scoring"],
    rows,
  );
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
