import type { ModelInfo } from "../../protocol/catalogue.ts";
import type { OwnCall } from "../../protocol/forecast.ts";
import type { UsageRecord } from "../calls/usage-record.ts";
import { anyModel } from "../cost/catalogue.ts";
import { DEFAULT, effortLadder } from "./efforts.ts";
import { callTables } from "./forecast-weights.ts";
import { plainName } from "./model-kin.ts";

/** Forecasts learn from at most so many of the latest calls of a model and effort: more would not move them. */
export const KEPT = 200;

/** Models of records, as the catalogue and as forecasts name them; each is looked up once. */
export function namer() {
  const known = new Map<string, { readonly model: ModelInfo; readonly name: CallName }>();
  return ({ model: id = "", effort: named, hidden }: Pick<UsageRecord, "model" | "effort" | "hidden">) => {
    const effort = named ?? (hidden ? DEFAULT : undefined);
    const key = `${id} ${effort ?? ""}`;
    const found = known.get(key);
    if (found) return found;
    const model = anyModel(id);
    const name = { model: plainName(model.id), effort: effortLadder(callTables(), model, effort).asked.like };
    const made = { model, name };
    known.set(key, made);
    return made;
  };
}

/** Whose call it is, as forecasts name them. */
export type CallName = Pick<OwnCall, "model" | "effort">;
