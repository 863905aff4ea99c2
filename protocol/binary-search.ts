/**
 * The first index in `[low, high)` for which a test holds, or `high`. It must fail for all before that one and hold for
 * all after. O(log(high - low)) calls.
 */
export function firstIndex(low: number, high: number, test: (index: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (test(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
