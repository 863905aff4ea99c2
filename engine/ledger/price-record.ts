import type { ModelInfo } from "../../protocol/catalogue.ts";
import type { UsageRecord } from "../calls/usage-record.ts";
import { type Bill, billOf } from "../cost/bill.ts";
import { anyModel } from "../cost/catalogue.ts";

/** Finds the models of records, each as its log's provider sells it; each is looked up once. Undefined where none is named. */
export function soldModels(): (record: UsageRecord) => ModelInfo | undefined {
  const known = new Map<string, ModelInfo>();
  return ({ model, provider }) => {
    if (model === undefined) return undefined;
    const key = `${provider ?? ""} ${model}`;
    const sold = known.get(key) ?? soldAs(model, provider);
    known.set(key, sold);
    return sold;
  };
}

/** Prices records by the price table. Undefined where no price is known. */
export function recordPricer(modelOf = soldModels()): (record: UsageRecord) => Bill | undefined {
  return (record) => {
    const model = modelOf(record);
    return model && billOf(record, model);
  };
}

/** A model as the log's provider sells it, where its price is known; else as its name alone says. */
function soldAs(model: string, provider: string | undefined): ModelInfo {
  const there = provider === undefined ? undefined : anyModel(`${provider}/${model}`);
  return there?.prices ? there : anyModel(model);
}
