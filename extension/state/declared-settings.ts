import type { SettingSchema } from "./setting-schema.ts";

/* Made by scripts/write-settings.ts from package.json: change the settings there. */

/** The settings under `tare.`. */
export interface Settings {
  readonly model: string;
  readonly models: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly effort: string;
  readonly promptFiles: readonly string[];
  readonly "heatMap.enabled": boolean;
  readonly sectionCosts: "codeLens" | "inlayHints" | "off";
  readonly budgets: Readonly<Record<string, number>>;
  readonly retention: number | null;
  readonly keep: readonly string[];
  readonly callsPerMonth: number;
}

/** What the values of the settings may be. */
export const SETTING_SCHEMAS: Readonly<Record<keyof Settings, SettingSchema>> = {
  model: { type: "string" },
  models: { type: "object", additionalProperties: { type: "object" } },
  effort: { type: "string" },
  promptFiles: { type: "array", items: { type: "string" } },
  "heatMap.enabled": { type: "boolean" },
  sectionCosts: { type: "string", enum: ["codeLens", "inlayHints", "off"] },
  budgets: { type: "object", additionalProperties: { type: "integer", minimum: 1 } },
  retention: { type: ["number", "null"], minimum: 0.01, maximum: 1 },
  keep: { type: "array", items: { type: "string" } },
  callsPerMonth: { type: "integer", minimum: 0 },
};
