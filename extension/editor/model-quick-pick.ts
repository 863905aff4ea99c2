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
import { formatMoney } from "../../display/format.ts";
import { oldPrices } from "../../display/price-age.ts";
import type { ModelInfo } from "../../protocol/catalogue.ts";
import { inputCostsRequest } from "../../protocol/engine.ts";
import type { Catalogue } from "../engine/engine-client.ts";
import type { Services } from "../services.ts";
import { ModelChoices } from "../state/model-choices.ts";
import { promptInput } from "./prompt-input.ts";

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
 * costs with each comes once the engine has counted it. Gives nothing where the user gives up. Rejects with a `Failure`.
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
    const list = new ModelList(await services.engine.models(), question.chosen, services);
    const show = () => fill(picker, list.rows());
    picker.onDidTriggerItemButton(async ({ item }) => {
      await list.choices.togglePin(item.label);
      show();
    });
    show();
    if (question.isMany) picker.selectedItems = picker.items.filter(({ label }) => question.chosen.includes(label));
    void addCosts(services, list, question.document, source, show).finally(() => {
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
  // Of what is typed the list itself makes the first row active, and told that none is, it would make none so.
  if (picker.value === "" && active.size > 0) picker.activeItems = among(active);
  if (picker.canSelectMany) picker.selectedItems = among(selected);
}

/** What the prompt costs with each model, vocabulary by vocabulary: each counts it once. */
async function addCosts(
  { engine, files }: Services,
  list: ModelList,
  document: TextDocument | undefined,
  { token }: CancellationTokenSource,
  show: () => void,
): Promise<void> {
  const scope = document && files.scope(document);
  if (!scope) return;
  const { text, path } = promptInput(document, scope);
  const ofFamily = new Map<string, string[]>();
  for (const { id, counting, prices } of list.models) {
    const ids = ofFamily.get(counting.family) ?? [];
    ofFamily.set(counting.family, ids);
    if (prices) ids.push(id);
  }
  for (const models of ofFamily.values()) {
    const request = { text, models, ...(path !== undefined && { path }) };
    // Where the engine fails, the list stands without costs.
    const costs = await engine.request(inputCostsRequest, request, token).catch(() => undefined);
    if (costs === undefined || token.isCancellationRequested) return;
    for (const [i, cost] of costs.entries()) if (cost !== null) list.costs.set(models[i]!, cost);
    show();
  }
}

/** The rows of the list, as far as their costs are known. */
class ModelList {
  readonly choices: ModelChoices;
  readonly costs = new Map<string, number>();
  readonly #asOf: string;
  readonly #chosen: readonly string[];
  readonly #items: ReadonlyMap<string, QuickPickItem>;
  /** In the order of the list. */
  readonly models: readonly ModelInfo[];

  constructor({ asOf, models }: Catalogue, chosen: readonly string[], { context }: Services) {
    this.choices = new ModelChoices(context.globalState);
    this.#asOf = asOf;
    this.#chosen = chosen;
    this.models = models;
    this.#items = new Map(models.map((model) => [model.id, itemOf(model, asOf)]));
  }

  rows(): QuickPickItem[] {
    const { pinned, recent } = this.choices;
    const told = new Set<string>();
    const group = (title: string, ids: readonly string[]) => {
      const own = ids.filter((id) => this.#items.has(id) && !told.has(id));
      for (const id of own) told.add(id);
      return own.length > 0 ? [separator(title), ...own.map((id) => this.#row(id, pinned.includes(id)))] : [];
    };
    const first = [
      ...group(l10n.t("current"), this.#chosen),
      ...group(l10n.t("pinned"), pinned),
      ...group(l10n.t("recent"), recent),
    ];
    const providers = [...new Set(this.models.map(({ provider }) => provider))];
    const rest = providers.flatMap((provider) =>
      group(
        provider,
        this.models.filter((model) => model.provider === provider).map(({ id }) => id),
      ),
    );
    return withAge([...first, ...rest], oldPrices(this.#asOf, new Date()));
  }

  #row(id: string, isPinned: boolean): QuickPickItem {
    const item = this.#items.get(id)!;
    const cost = this.costs.get(id);
    const price = cost === undefined ? "" : ` · ${l10n.t("{0} a call", formatMoney(cost))}`;
    return { ...item, description: `${item.description}${price}`, buttons: [isPinned ? UNPIN : PIN] };
  }
}

const PIN = { iconPath: new ThemeIcon("pin"), tooltip: l10n.t("Pin") };
const UNPIN = { iconPath: new ThemeIcon("pinned"), tooltip: l10n.t("Unpin") };

const separator = (label: string): QuickPickItem => ({ label, kind: QuickPickItemKind.Separator });

/** Says with the first heading that the prices are old. */
function withAge(rows: readonly QuickPickItem[], age: string | undefined): QuickPickItem[] {
  const [first, ...rest] = rows;
  return age && first ? [separator(`${first.label} · ${age}`), ...rest] : [...rows];
}

function itemOf({ id, name, prices, counting }: ModelInfo, asOf: string): QuickPickItem {
  const price = prices
    ? l10n.t(
        "{0} in · {1} out per million tokens ({2})",
        formatMoney(prices.input * 1e6),
        formatMoney(prices.output * 1e6),
        asOf,
      )
    : l10n.t("no known price");
  const how =
    counting.tolerance === 0 ? l10n.t("exact") : l10n.t("estimated ±{0}%", Math.round(counting.tolerance * 100));
  return { label: id, description: name === id ? how : `${name} · ${how}`, detail: price };
}
