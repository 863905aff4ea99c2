import { isJson, type Json } from "./json.ts";

/** What stands between the names of a path in the name of a column. */
const STEP = ".";
/** Objects of usage under which some exports write their columns with an underscore. */
const JOINED = /^(usageMetadata|usage_metadata)_(.+)$/;
/** No export goes deeper. */
const DEEPEST = 8;

/**
 * A row of columns as an object. A column that is named by a path, as `usage.prompt_tokens`, stands there under its name and
 * at the end of its path.
 */
export function fromColumns(columns: readonly (readonly [name: string, value: unknown])[]): Json {
  const paths = columns.map(([name, value]) => [name.replace(JOINED, "$1.$2"), value] as const);
  return { ...nested(paths.filter(([name]) => name.includes(STEP))), ...Object.fromEntries(columns) };
}

function nested(columns: readonly (readonly [name: string, value: unknown])[], depth = DEEPEST): Json {
  const groups = new Map<string, [string, unknown][]>();
  const values = new Map<string, unknown>();
  for (const [name, value] of columns) {
    const at = name.indexOf(STEP);
    if (at < 0 || depth === 0) values.set(name, value);
    else groups.set(name.slice(0, at), [...(groups.get(name.slice(0, at)) ?? []), [name.slice(at + 1), value]]);
  }
  const inner = [...groups].map(([name, group]) => [name, nested(group, depth - 1)] as const);
  return Object.fromEntries([...inner, ...values]);
}

/** The values of an object under the names of their paths, as `llm.token_count.prompt`. */
export function flattened(row: Json, depth = DEEPEST): Json {
  const columns = Object.entries(row).flatMap(([name, value]): [string, unknown][] =>
    isJson(value) && depth > 0
      ? Object.entries(flattened(value, depth - 1)).map(([inner, one]) => [name + STEP + inner, one])
      : [[name, value]],
  );
  return Object.fromEntries(columns);
}
