import { type Disposable, EventEmitter, type Memento } from "vscode";
import type { AuditGroup } from "../../protocol/audit.ts";
import type { OwnCall } from "../../protocol/forecast.ts";

const CALLS = "ownCalls";
const AUDIT = "audit";

/**
 * What the last import found beyond what the ledger keeps: calls with the forecasts of their prompts, and the audit.
 * Numbers per model and effort, kept on this machine and never synced.
 */
export class LastImport implements Disposable {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  /** `memory`: the extension's global state. */
  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get calls(): readonly OwnCall[] {
    return this.#memory.get<readonly OwnCall[]>(CALLS, []);
  }

  get audit(): readonly AuditGroup[] {
    return this.#memory.get<readonly AuditGroup[]>(AUDIT, []);
  }

  /** Replaces all calls and the audit. */
  async replace(calls: readonly OwnCall[], audit: readonly AuditGroup[]): Promise<void> {
    await this.#memory.update(CALLS, calls.length > 0 ? calls : undefined);
    await this.#memory.update(AUDIT, audit.length > 0 ? audit : undefined);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
