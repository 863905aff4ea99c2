import type { ModelInfo } from "../../protocol/catalogue.ts";
import type { UsageRecord } from "../calls/usage-record.ts";
import { type Bill, billOf } from "../cost/bill.ts";
import { anyModel } from "../cost/catalogue.ts";

/** Prices records by the price table; each model is looked up once. Undefined where no price is known. */
export function recordPricer(): (record: UsageRecord) => Bill | undefined {
  const known = new Map<string, ModelInfo>();
  return (record) => {
    const { model, provider } = record;
    if (model === undefined) return undefined;
    const key = `${provider ?? ""} ${model}`;
    const sold = known.get(key) ?? soldAs(model, provider);
    known.set(key, sold);
    return billOf(record, sold);
  };
}

/** A model as the log's provider sells it, where its price is known; else as its name alone says. */
function soldAs(model: string, provider: string | undefined): ModelInfo {
  const there = provider === undefined ? undefined : anyModel(`${provider}/${model}`);
  return there?.prices ? there : anyModel(model);
}
