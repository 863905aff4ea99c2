import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { billOf } from "../engine/cost/bill.ts";
import { asOf, knownModel } from "../engine/cost/catalogue.ts";
import { ratesFor } from "../engine/cost/price.ts";
import type { ModelInfo } from "../protocol/catalogue.ts";
import { printTable } from "./support/table.ts";

const VERSION = "1.110.2";
const folder = new URL("../.cache/litellm/", import.meta.url);
const table = new URL("litellm/model_prices_and_context_window_backup.json", folder);
const reasons = new URL("price-differences.json", import.meta.url);

/** LiteLLM rounds to a thousandth of a dollar per million tokens. */
const ROUNDED = 0.00051;

/** A model of the second table; rates are in US dollars per token. */
type Row = Readonly<Record<string, unknown>>;

/** Why the tables differ for the names that `names` matches, and which of them is right. */
interface Reason {
  readonly names: string;
  readonly right: "tare" | "litellm" | "unknown";
  readonly why: string;
}

/**
 * The price table against that of LiteLLM, a Python package: every name there that Tare prices too, in every way in which
 * both say what a call costs. Each difference needs a line in price-differences.json that says who is right.
 */
export async function run() {
  const rows = Object.entries(secondTable()).filter(([, row]) => isText(row));
  const why = (JSON.parse(readFileSync(reasons, "utf8")) as readonly Reason[]).map((row) => ({
    ...row,
    pattern: new RegExp(row.names),
    count: 0,
  }));
  const compared = new Set<string>();
  const differing: string[][] = [];
  let same = 0;
  let [unknown, unpriced] = [0, 0];
  for (const [name, row] of rows) {
    const model = knownModel(name);
    if (!model) unknown++;
    else if (!model.prices) unpriced++;
    else {
      compared.add(model.id);
      const differences = differencesOf(model, row);
      if (differences.length === 0) same++;
      else {
        const reason = why.find(({ pattern }) => pattern.test(name));
        if (reason) reason.count++;
        differing.push([name, model.id, differences.join("; "), reason?.right ?? "", reason?.why ?? "NO REASON"]);
      }
    }
  }
  printTable(
    `Prices of ${asOf()} against LiteLLM ${VERSION}`,
    ["name", "Tare's model", "dollars per million tokens, Tare / LiteLLM", "right", "why"],
    differing,
  );
  console.log(
    `\n${same + differing.length} names of ${compared.size} models are priced by both: ${same} alike, ${differing.length} not. ${unpriced} have no price here, ${unknown} are not known.`,
  );
  const missing = differing.filter(([, , , , reason]) => reason === "NO REASON").length;
  const idle = why.filter(({ count }) => count === 0).map(({ names }) => names);
  if (missing > 0 || idle.length > 0)
    throw new Error(`${missing} differences have no reason; reasons of none: ${idle.join(", ") || "no"}.`);
}

/** The second table, fetched once. */
function secondTable(): Readonly<Record<string, Row>> {
  if (!existsSync(table)) {
    const into = folder.pathname;
    execFileSync("pip", ["download", "--quiet", "--no-deps", "--dest", into, `litellm==${VERSION}`]);
    execFileSync("sh", ["-c", `python3 -m zipfile -e "$0"/litellm-${VERSION}-*.whl "$0"`, into]);
  }
  return JSON.parse(readFileSync(table, "utf8"));
}

function isText({ mode, input_cost_per_token: input }: Row): boolean {
  return ["chat", "responses", "completion"].includes(String(mode)) && input !== undefined;
}

/** What a token costs in each way that both tables know and that they do not agree on. */
function differencesOf(model: ModelInfo, row: Row): string[] {
  const prices = model.prices!;
  const rate = (billed: object) => billOf({ input: 1, output: 0, ...billed }, model)?.total;
  const above = Object.keys(row).flatMap((key) => {
    const [, thousands] = /^input_cost_per_token_above_(\d+)k_tokens$/.exec(key) ?? [];
    return thousands === undefined ? [] : [Number(thousands)];
  });
  const ways: readonly (readonly [string, number | undefined, string])[] = [
    ["in", prices.input, "input_cost_per_token"],
    ["out", prices.output, "output_cost_per_token"],
    ["cached", prices.cachedRead, "cache_read_input_token_cost"],
    ["written", prices.cachedWrite, "cache_creation_input_token_cost"],
    ["written for an hour", rate({ cacheWrite1h: 1 }), "cache_creation_input_token_cost_above_1hr"],
    ["batch", rate({ tier: "batch" }), "input_cost_per_token_batches"],
    ["flex", rate({ tier: "flex" }), "input_cost_per_token_flex"],
    ["priority", rate({ tier: "priority" }), "input_cost_per_token_priority"],
    ...above.flatMap((thousands) => {
      const rates = ratesFor(prices, 1000 * thousands + 1);
      const key = `above_${thousands}k_tokens`;
      return [
        [`in above ${thousands}k`, rates.input, `input_cost_per_token_${key}`],
        [`out above ${thousands}k`, rates.output, `output_cost_per_token_${key}`],
      ] as const;
    }),
  ];
  return ways.flatMap(([way, ours, key]) => {
    const theirs = row[key];
    if (ours === undefined || typeof theirs !== "number" || Math.abs(ours - theirs) * 1e6 < ROUNDED) return [];
    return [`${way} ${perMillion(ours)} / ${perMillion(theirs)}`];
  });
}

const perMillion = (perToken: number) => Number((1e6 * perToken).toPrecision(4));
