type SettingType = "string" | "boolean" | "number" | "integer" | "array" | "object" | "null";

/** What the manifest declares of a setting: the part of JSON Schema that it uses. */
export interface SettingSchema {
  readonly type: SettingType | readonly SettingType[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: SettingSchema;
  readonly additionalProperties?: SettingSchema;
}

/** Whether a value is one that the schema allows. */
export function complies(value: unknown, schema: SettingSchema): boolean {
  const { type, enum: choices, minimum = -Infinity, maximum = Infinity, items, additionalProperties } = schema;
  if (typeof type !== "string") return type.some((one) => complies(value, { ...schema, type: one }));
  if (choices) return choices.includes(value);
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value) && value.every((item) => !items || complies(item, items));
  if (type === "object") {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    return Object.values(value).every((item) => !additionalProperties || complies(item, additionalProperties));
  }
  if (type !== "integer" && type !== "number") return typeof value === type;
  const isNumber = type === "integer" ? Number.isInteger(value) : typeof value === "number";
  return isNumber && (value as number) >= minimum && (value as number) <= maximum;
}
