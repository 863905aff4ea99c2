import {
  CancellationTokenSource,
  l10n,
  type QuickPick,
  type QuickPickItem,
  QuickPickItemKind,
  type TextDocument,
  ThemeIcon,
  window,
} from "vscode";
import { callPriceInWords } from "../../display/call-price.ts";
import { oldPrices, priceDay } from "../../display/price-age.ts";
import type { ListedModel } from "../../protocol/catalogue.ts";
import { inputCostsRequest, type ModelList } from "../../protocol/engine.ts";
import type { Services } from "../services.ts";
import { ModelChoices } from "../state/model-choices.ts";
import { promptInput } from "../state/prompt-input.ts";

/** Milliseconds at least from one list to the next: a click that comes as the list is replaced is lost. */
const BETWEEN = 1000;

/** What the user is asked for. */
export interface ModelQuestion {
  readonly title: string;
  readonly placeholder: string;
  readonly isMany: boolean;
  /** Those that are chosen now: they stand first, and of many they are checked. */
  readonly chosen: readonly string[];
  /** The prompt whose cost stands beside each model. */
  readonly document?: TextDocument | undefined;
}

/**
 * Lets the user pick models: those chosen now, pinned and recent first, then the newest of each maker. What the prompt
 * costs with each comes once the engine has counted it. Gives nothing where the user gives up. Rejects with a
 * `Failure`.
 */
export async function pickModels(services: Services, question: ModelQuestion): Promise<readonly string[] | undefined> {
  const picker = window.createQuickPick();
  const source = new CancellationTokenSource();
  picker.title = question.title;
  picker.placeholder = question.placeholder;
  picker.canSelectMany = question.isMany;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.keepScrollPosition = true;
  picker.busy = true;
  picker.show();
  const picked = new Promise<readonly string[] | undefined>((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems.map(({ label }) => label));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      source.cancel();
      picker.dispose();
    });
  });
  try {
    const rows = await ModelRows.of(await services.engine.models(), question.chosen, services);
    const show = async () => {
      // What goes before a step, the step, and to hand all rows to the editor have a turn of the host each.
      await pause();
      const all = rows.all();
      await pause();
      fill(picker, all);
    };
    picker.onDidTriggerItemButton(async ({ item }) => {
      await rows.togglePin(item.label);
      await show();
    });
    await show();
    if (question.isMany) picker.selectedItems = picker.items.filter(({ label }) => question.chosen.includes(label));
    void addCosts(services, rows, question.document, source, show).finally(() => {
      picker.busy = false;
    });
  } catch (error) {
    picker.hide();
    throw error;
  }
  return picked;
}

/** Shows other rows; where the user is in the list, and what is checked, stays. */
function fill(picker: QuickPick<QuickPickItem>, rows: readonly QuickPickItem[]): void {
  const labels = (items: readonly QuickPickItem[]) => new Set(items.map(({ label }) => label));
  const [active, selected] = [labels(picker.activeItems), labels(picker.selectedItems)];
  const among = (found: ReadonlySet<string>) =>
    rows.filter(({ label, kind }) => kind === undefined && found.has(label));
  picker.items = rows;
  // While the user types, the list makes its first match active by itself; setting an empty selection would undo that.
  if (picker.value === "" && active.size > 0) picker.activeItems = among(active);
  if (picker.canSelectMany) picker.selectedItems = among(selected);
}

/** What the prompt costs with each model, vocabulary by vocabulary: each counts it once. */
async function addCosts(
  { engine, files }: Services,
  rows: ModelRows,
  document: TextDocument | undefined,
  { token }: CancellationTokenSource,
  show: () => Promise<void>,
): Promise<void> {
  const scope = document && files.scope(document);
  if (!scope) return;
  const { text, path } = promptInput(document, scope);
  const ofFamily = new Map<string, string[]>();
  for (const { id, counting, prices } of rows.models) {
    const ids = ofFamily.get(counting.family) ?? [];
    ofFamily.set(counting.family, ids);
    if (prices) ids.push(id);
  }
  let shown = Date.now();
  for (const models of ofFamily.values()) {
    const request = { text, models, ...(path !== undefined && { path }) };
    // Where the engine fails, the list stands without costs.
    const costs = await engine.request(inputCostsRequest, request, token).catch(() => undefined);
    if (costs === undefined || token.isCancellationRequested) return;
    await inTurns(costs, (cost, i) => {
      if (cost !== null) rows.addCost(models[i]!, cost);
    });
    if (Date.now() - shown < BETWEEN) continue;
    await show();
    shown = Date.now();
  }
  await show();
}

/**
 * The rows of the list, as far as their costs are known. A row stays the same object until something of it changes: the
 * list holds a thousand.
 */
class ModelRows {
  readonly #choices: ModelChoices;
  readonly #asOf: string;
  readonly #chosen: readonly string[];
  readonly #rows = new Map<string, QuickPickItem>();
  /** In the order of the list. */
  readonly models: readonly ListedModel[];

  private constructor({ asOf, models }: ModelList, chosen: readonly string[], choices: ModelChoices) {
    this.#choices = choices;
    this.#asOf = asOf;
    this.#chosen = chosen;
    this.models = models;
  }

  static async of(list: ModelList, chosen: readonly string[], { context }: Services): Promise<ModelRows> {
    const made = new ModelRows(list, chosen, new ModelChoices(context.globalState));
    await inTurns(list.models, (model) => made.#rows.set(model.id, rowOf(model, list.asOf)));
    for (const id of made.#choices.pinned) made.#change(id, { buttons: [UNPIN] });
    return made;
  }

  /** What a call costs with a model, in US dollars. */
  addCost(id: string, cost: number): void {
    this.#change(id, { description: `${this.#rows.get(id)?.description} · ${callPriceInWords(cost)}` });
  }

  async togglePin(id: string): Promise<void> {
    await this.#choices.togglePin(id);
    this.#change(id, { buttons: [this.#choices.pinned.includes(id) ? UNPIN : PIN] });
  }

  #change(id: string, part: Partial<QuickPickItem>): void {
    const row = this.#rows.get(id);
    if (row) this.#rows.set(id, { ...row, ...part });
  }

  all(): QuickPickItem[] {
    const { pinned, recent } = this.#choices;
    const told = new Set<string>();
    const group = (title: string, ids: readonly string[]) => {
      const own = ids.filter((id) => this.#rows.has(id) && !told.has(id));
      for (const id of own) told.add(id);
      return own.length > 0 ? [separator(title), ...own.map((id) => this.#rows.get(id)!)] : [];
    };
    const first = [
      ...group(l10n.t("current"), this.#chosen),
      ...group(l10n.t("pinned"), pinned),
      ...group(l10n.t("recent"), recent),
    ];
    const ofProvider = new Map<string, string[]>();
    for (const { id, provider } of this.models) {
      const ids = ofProvider.get(provider) ?? [];
      ofProvider.set(provider, ids);
      ids.push(id);
    }
    const rest = [...ofProvider].flatMap(([provider, ids]) => group(provider, ids));
    return withAge([...first, ...rest], oldPrices(this.#asOf, new Date()));
  }
}

/** How many are done between two pauses: a millisecond or two. */
const AT_A_TIME = 100;

/** Does something with each of many, with pauses in which the editor's other extensions can run. */
async function inTurns<T>(all: readonly T[], each: (one: T, index: number) => void): Promise<void> {
  for (const [i, one] of all.entries()) {
    each(one, i);
    if (i % AT_A_TIME === AT_A_TIME - 1) await pause();
  }
}

/** Lets the editor's other extensions run. */
function pause(): Promise<void> {
  return new Promise((resume) => setTimeout(resume));
}

const PIN = { iconPath: new ThemeIcon("pin"), tooltip: l10n.t("Pin") };
const UNPIN = { iconPath: new ThemeIcon("pinned"), tooltip: l10n.t("Unpin") };

const separator = (label: string): QuickPickItem => ({ label, kind: QuickPickItemKind.Separator });

/** Says with the first heading that the prices are old. */
function withAge(rows: readonly QuickPickItem[], age: string | undefined): QuickPickItem[] {
  const [first, ...rest] = rows;
  return age && first ? [separator(`${first.label} · ${age}`), ...rest] : [...rows];
}

function rowOf({ id, name, prices, counting }: ListedModel, asOf: string): QuickPickItem {
  const price = prices
    ? l10n.t(
        "{0} in · {1} out per million tokens ({2})",
        prices.input,
        prices.output,
        priceDay(prices.areOwn ? undefined : asOf),
      )
    : l10n.t("no known price");
  const how =
    counting.tolerance === 0 ? l10n.t("exact") : l10n.t("estimated ±{0}%", Math.round(counting.tolerance * 100));
  return { label: id, description: name === id ? how : `${name} · ${how}`, detail: price, buttons: [PIN] };
}
