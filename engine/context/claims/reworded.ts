import type { SaidAgain } from "../../compress/across-prompts.ts";
import { type Demand, gistOf } from "./claims.ts";

/** What prompts that are read together demand again that an earlier one demands, in other words. O(sayings). */
export function reworded(prompts: readonly (readonly Demand[])[]): SaidAgain[] {
  const first = new Map<string, SaidAgain["earlier"]>();
  return prompts.flatMap((demands, prompt) =>
    demands.flatMap((demand) => {
      const gist = gistOf(demand);
      if (gist === undefined) return [];
      const earlier = first.get(gist);
      if (!earlier) first.set(gist, { prompt, saying: demand.saying });
      return earlier && earlier.prompt !== prompt ? [{ prompt, saying: demand.saying, earlier }] : [];
    }),
  );
}
