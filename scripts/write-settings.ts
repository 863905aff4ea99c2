import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { SettingSchema } from "../extension/state/setting-schema.ts";

/*
 * Writes extension/state/declared-settings.ts (`npm run settings`) from what package.json declares: the types of the
 * settings, and their schemas without what only the settings editor shows.
 */

/** The type of the values that a schema allows. */
function typeOf({ type, enum: choices, items, additionalProperties }: SettingSchema): string {
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  if (typeof type !== "string") return type.map((one) => typeOf({ type: one })).join(" | ");
  if (type === "array") return `readonly ${items ? typeOf(items) : "unknown"}[]`;
  if (type === "object")
    return `Readonly<Record<string, ${additionalProperties ? typeOf(additionalProperties) : "unknown"}>>`;
  return type === "integer" ? "number" : type;
}

/** What `complies` reads of a schema. */
function checkedPart({ type, enum: choices, minimum, maximum, items, additionalProperties }: SettingSchema): object {
  return {
    type,
    ...(choices && { enum: choices }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(items && { items: checkedPart(items) }),
    ...(additionalProperties && { additionalProperties: checkedPart(additionalProperties) }),
  };
}

/** The whole file as text. */
export function declaredSettings(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const declared: Readonly<Record<string, SettingSchema>> = manifest.contributes.configuration.properties;
  const keyOf = (name: string) => {
    const key = name.replace("tare.", "");
    return key.includes(".") ? JSON.stringify(key) : key;
  };
  const entries = Object.entries(declared);
  const types = entries.map(([name, schema]) => `  readonly ${keyOf(name)}: ${typeOf(schema)};`);
  const schemas = entries.map(([name, schema]) => `  ${keyOf(name)}: ${inSource(checkedPart(schema))},`);
  return `import type { SettingSchema } from "./setting-schema.ts";

/* Made by scripts/write-settings.ts from package.json: change the settings there. */

/** The settings under \`tare.\`. */
export interface Settings {
${types.join("\n")}
}

/** What the values of the settings may be. */
export const SETTING_SCHEMAS: Readonly<Record<keyof Settings, SettingSchema>> = {
${schemas.join("\n")}
};
`;
}

/** A value as the formatter writes it on one line. */
function inSource(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inSource).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${key}: ${inSource(item)}`)
    .join(", ")} }`;
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) {
  writeFileSync(fileURLToPath(new URL("../extension/state/declared-settings.ts", import.meta.url)), declaredSettings());
}
