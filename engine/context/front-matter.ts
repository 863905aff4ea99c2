import { LRUCache } from "lru-cache";
import { parse } from "yaml";
import { readHead } from "../prompt/reading/front-matter.ts";

/** The front matter of an instruction file, read as agents do: leniently. */
export interface FrontMatter {
  /** Where the text below it begins. */
  readonly end: number;
  /** Whether it is no YAML, as Cursor's often is. */
  readonly isBroken: boolean;
  has(key: string): boolean;
  /** A value as text; undefined where there is none or it is blank. */
  text(key: string): string | undefined;
  /** A value as a list: a list of YAML, or a text with commas. */
  list(key: string): readonly string[];
  /** Undefined where it is no truth value. */
  flag(key: string): boolean | undefined;
}

interface Fields {
  readonly fields: ReadonlyMap<string, unknown>;
  readonly isBroken: boolean;
}

/** UTF-16 units of front matter that are remembered: several agents load the same files, and at each look again. */
const known = new LRUCache<string, Fields>({ maxSize: 2 ** 20, sizeCalculation: (_, key) => key.length + 1 });

function fieldsOnce(yaml: string): Fields {
  const found = known.get(yaml) ?? fieldsOf(yaml);
  known.set(yaml, found);
  return found;
}

function fieldsOf(yaml: string): Fields {
  const parsed = asYaml(yaml);
  return { fields: parsed ?? byLines(yaml), isBroken: parsed === undefined };
}

/** Reads the front matter of a text; without one every key is absent. */
export function frontMatterOf(text: string): FrontMatter {
  const head = readHead(text);
  const inside = head.hasFrontMatter ? text.slice(0, head.end).split("\n").slice(1).join("\n") : "";
  const yaml = inside.replace(/^(?:---|\+\+\+|\.\.\.)[ \t\r]*$/gm, "");
  const { fields, isBroken } = fieldsOnce(yaml);
  const written = (key: string) => {
    const value = fields.get(key);
    return typeof value === "string" || typeof value === "number" ? String(value).trim() || undefined : undefined;
  };
  return {
    end: head.end,
    isBroken,
    has: (key) => fields.has(key),
    text: written,
    list: (key) => {
      const value = fields.get(key);
      if (Array.isArray(value)) return value.filter((one) => typeof one === "string");
      return commaList(written(key) ?? "");
    },
    flag: (key) => {
      const value = fields.get(key);
      const word = typeof value === "string" ? value.trim().toLowerCase() : value;
      return word === true || word === "true" ? true : word === false || word === "false" ? false : undefined;
    },
  };
}

function asYaml(text: string): Map<string, unknown> | undefined {
  try {
    const value: unknown = parse(text, { logLevel: "error", maxAliasCount: 16 });
    if (value === null || value === undefined) return new Map();
    return typeof value === "object" && !Array.isArray(value) ? new Map(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

const QUOTES = /^(["'])(.*)\1$/;

/** `globs: **\/*.ts` is no YAML, but everybody knows what is meant: a key and a text a line, or a list below the key. */
function byLines(text: string): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  let list: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = /^([\w-]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
    const [, item] = /^[ \t]*-[ \t]+(.*)$/.exec(line) ?? [];
    if (key !== undefined) {
      list = [];
      fields.set(key, value!.trim() === "" ? list : value!.trim().replace(QUOTES, "$2"));
    } else if (item !== undefined) list.push(item.trim().replace(QUOTES, "$2"));
  }
  return fields;
}

/** The items between commas that stand in no braces. */
function commaList(text: string): string[] {
  const items = [""];
  let depth = 0;
  for (const sign of text) {
    if (sign === "{") depth++;
    if (sign === "}") depth--;
    if (sign === "," && depth <= 0) items.push("");
    else items[items.length - 1] += sign;
  }
  return items.map((item) => item.trim().replace(QUOTES, "$2")).filter((item) => item !== "");
}
