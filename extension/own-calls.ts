import { type Disposable, EventEmitter, type Memento } from "vscode";
import type { OwnCall } from "../protocol/forecast.ts";

const KEY = "ownCalls";

/** The calls that the user gave to learn from: numbers per model and effort, kept on this machine and never synced. */
export class OwnCalls implements Disposable {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  /** `memory`: the extension's global state. */
  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get all(): readonly OwnCall[] {
    return this.#memory.get<readonly OwnCall[]>(KEY, []);
  }

  /** Keeps these instead of those before. */
  async replace(calls: readonly OwnCall[]): Promise<void> {
    await this.#memory.update(KEY, calls.length > 0 ? calls : undefined);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
