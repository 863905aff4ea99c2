import { flattened } from "./columns.ts";
import { cacheWrites, type Stated } from "./counts.ts";
import { amountAt, type Json } from "./json.ts";

/** What a count is of by the words in its name, the first that fits. */
const KINDS: readonly (readonly [keyof Named, RegExp])[] = [
  ["written", /cache.*(?:creat|writ)/i],
  ["cached", /cache/i],
  ["hidden", /reason|think|thought/i],
  ["output", /output|completion|generated/i],
  ["input", /input|prompt/i],
  ["total", /(?:^|[._])total(?:_?tokens?)?(?:_?count)?$/i],
];

interface Named {
  written?: number;
  cached?: number;
  hidden?: number;
  total?: number;
  output?: number;
  input?: number;
}

/** What does not hold what a cache does, by its name; else the total tells. */
const APART = /other|uncached|new/i;

/** The counts of a usage object in names that no provider has: those of agents and of tools for evaluation. */
export function namedCounts(usage: Json): Stated | undefined {
  const found: Named = {};
  let isApart = false;
  for (const [name, value] of Object.entries(flattened(usage))) {
    const [kind] = KINDS.find(([, words]) => words.test(name)) ?? [];
    const count = amountAt({ value }, "value");
    if (!kind || /cost/i.test(name) || found[kind] !== undefined || !Number.isSafeInteger(count)) continue;
    found[kind] = count!;
    if (kind === "input" && APART.test(name)) isApart = true;
  }
  const { input, output, cached, written, hidden, total } = found;
  if (input === undefined || output === undefined) return undefined;
  const apart = input + (cached ?? 0) + (written ?? 0);
  return {
    input,
    cached,
    ...cacheWrites(written),
    output,
    hidden,
    total,
    // Such names come from Anthropic's, whose input is what no cache holds.
    isCacheInside: !isApart && written === undefined && total !== apart + output,
    isHiddenInside: true,
  };
}
