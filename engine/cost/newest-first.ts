import type { ModelInfo } from "../../protocol/catalogue.ts";
import { partsOf, type Spelling, spellingOf } from "./model-name.ts";

/**
 * Models with the newest generation before the older ones, brand by brand: no list says when a model came out, but its
 * name does. Brands stay where the first of theirs is listed.
 */
export function newestFirst(models: readonly ModelInfo[]): ModelInfo[] {
  const places = new Map<string, number>();
  const placed = models.map((model) => {
    const spelling = spellingOf(partsOf(model.id.toLowerCase()).model);
    const brand = `${model.provider} ${spelling.brand}`;
    if (!places.has(brand)) places.set(brand, places.size);
    return { model, place: places.get(brand)!, generation: generation(spelling), release: spelling.release };
  });
  return placed
    .sort((a, b) => a.place - b.place || b.generation - a.generation || b.release - a.release)
    .map(({ model }) => model);
}

/** "4o" is of generation 4, too. */
function generation({ version, words }: Spelling): number {
  if (version !== undefined) return version;
  const figures = [...words].map((word) => /^(\d+)o$/.exec(word)?.[1]);
  return Number(figures.find((figure) => figure !== undefined) ?? 0);
}
