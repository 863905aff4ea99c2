import type { Memento } from "vscode";

const PINNED = "pinnedModels";
const RECENT = "recentModels";
/** How many recently chosen models are kept. */
const MOST_RECENT = 5;

/** The models that the user has pinned and those chosen lately, kept on this machine. */
export class ModelChoices {
  readonly #memory: Memento;

  /** `memory`: the extension's global state. */
  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get pinned(): readonly string[] {
    return this.#memory.get<readonly string[]>(PINNED, []);
  }

  /** The last one first. */
  get recent(): readonly string[] {
    return this.#memory.get<readonly string[]>(RECENT, []);
  }

  async note(id: string): Promise<void> {
    const others = this.recent.filter((other) => other !== id);
    await this.#memory.update(RECENT, [id, ...others].slice(0, MOST_RECENT));
  }

  async togglePin(id: string): Promise<void> {
    const { pinned } = this;
    await this.#memory.update(PINNED, pinned.includes(id) ? pinned.filter((other) => other !== id) : [...pinned, id]);
  }
}
