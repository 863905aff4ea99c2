import { exactly, type MediaRules, type Size } from "./rules.ts";

/*
 * Models with open weights that cut a picture into tiles, as transformers 5.24 and llama-models do it.
 */

/** Columns and rows. */
type Grid = readonly [number, number];

function gridsOf(most: number): Grid[] {
  const grids: Grid[] = [];
  for (let tiles = 1; tiles <= most; tiles++)
    for (let columns = 1; columns <= tiles; columns++)
      if (tiles % columns === 0) grids.push([columns, tiles / columns]);
  return grids;
}

const TWELVE = gridsOf(12);
const SIXTEEN = gridsOf(16);

/** The shape that comes nearest, the largest one that the picture fills by half; the whole picture is a tile more. */
export const internVl: MediaRules = {
  maker: "InternVL",
  models: /internvl/,
  image({ width, height }) {
    const aspect = width / height;
    let best: Grid = [1, 1];
    for (const grid of TWELVE) {
      const [gain, now] = [best, grid].map(([columns, rows]) => Math.abs(aspect - columns / rows)) as [number, number];
      const isFilled = width * height > 0.5 * 448 * 448 * grid[0] * grid[1];
      if (now < gain || (now === gain && isFilled)) best = grid;
    }
    const tiles = best[0] * best[1];
    return exactly(256 * (tiles > 1 ? tiles + 1 : 1) + 2);
  },
};

const LLAVA_GRIDS: readonly Grid[] = [
  [1, 2],
  [2, 1],
  [2, 2],
  [3, 1],
  [1, 3],
];

/** The whole picture as 24 by 24, and the grid that keeps most of it, without its padding, a token more a row. */
export const llava: MediaRules = {
  maker: "LLaVA",
  models: /llava/,
  image(size) {
    const [columns, rows] = keepingMost(size).map((tiles) => tiles * 24) as [number, number];
    const isWide = size.width / size.height > columns / rows;
    const unpadded = (cells: number, side: number, other: number, otherCells: number) =>
      cells - 2 * Math.floor((cells - Math.trunc((side * otherCells) / other)) / 2);
    const [across, down] = isWide
      ? [columns, unpadded(rows, size.height, size.width, columns)]
      : [unpadded(columns, size.width, size.height, rows), rows];
    return exactly((across + 1) * down + 576);
  },
};

function keepingMost({ width, height }: Size): Grid {
  let best: { readonly grid: Grid; readonly kept: number; readonly wasted: number } | undefined;
  for (const grid of LLAVA_GRIDS) {
    const [across, down] = grid.map((tiles) => tiles * 336) as [number, number];
    const scale = Math.min(across / width, down / height);
    const kept = Math.min(Math.trunc(width * scale) * Math.trunc(height * scale), width * height);
    const wasted = across * down - kept;
    if (!best || kept > best.kept || (kept === best.kept && wasted < best.wasted)) best = { grid, kept, wasted };
  }
  return best!.grid;
}

/** The grid that enlarges a picture least, or shrinks it least; the whole picture is a tile more, with marks between. */
export const llama4: MediaRules = {
  maker: "Llama",
  models: /llama-?4/,
  image(size) {
    const [columns, rows] = leastEnlarged(size);
    const tiles = columns * rows;
    return exactly(tiles === 1 ? 144 + 3 : 144 * (tiles + 1) + tiles + 3);
  },
};

function leastEnlarged({ width, height }: Size): Grid {
  const scaleOf = ([columns, rows]: Grid) => Math.min((columns * 336) / width, (rows * 336) / height);
  const enlarging = SIXTEEN.filter((grid) => scaleOf(grid) >= 1);
  const scales = (enlarging.length > 0 ? enlarging : SIXTEEN).map(scaleOf);
  const scale = enlarging.length > 0 ? Math.min(...scales) : Math.max(...scales);
  return SIXTEEN.find((grid) => scaleOf(grid) === scale)!;
}
