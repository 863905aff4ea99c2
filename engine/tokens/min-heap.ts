/** A binary heap of numbers, the least on top. */
export class MinHeap {
  readonly #values: number[] = [];

  /** The least value, or `undefined` where there is none. */
  get top(): number | undefined {
    return this.#values[0];
  }

  push(value: number): void {
    const values = this.#values;
    let i = values.push(value) - 1;
    for (let parent = (i - 1) >> 1; i > 0 && values[parent]! > value; parent = (i - 1) >> 1) {
      values[i] = values[parent]!;
      i = parent;
    }
    values[i] = value;
  }

  pop(): void {
    const values = this.#values;
    const last = values.pop();
    if (last === undefined || values.length === 0) return;
    let i = 0;
    for (let child = 1; child < values.length; child = 2 * i + 1) {
      if (child + 1 < values.length && values[child + 1]! < values[child]!) child++;
      if (values[child]! >= last) break;
      values[i] = values[child]!;
      i = child;
    }
    values[i] = last;
  }
}
