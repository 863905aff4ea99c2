import { isJson, type Json, objectOr } from "../../protocol/json.ts";

/** A function that the model may call. `parameters` is a JSON schema as the user wrote it, so of any shape. */
export interface Tool {
  readonly name: string;
  readonly description?: string;
  readonly parameters: Json;
}

/** Deeper levels of a schema are dropped: no real tool goes there, and a stack ends somewhere. */
const DEEPEST = 64;

const textOr = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** A choice as it stands in the prompt. An object of a user's may have no `toString` that can be called. */
const inWords = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** A value from JSON without what lies too deep. */
export function pruned(value: unknown, levels = DEEPEST): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) return {};
  if (Array.isArray(value)) return value.map((item) => pruned(item, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pruned(item, levels - 1)]));
}

/**
 * The tools in a value read from JSON, in the shape of any provider: OpenAI's `{type, function: {...}}` and
 * `{type, name, parameters}`, Anthropic's `{name, input_schema}`, Gemini's `{functionDeclarations: [...]}`, Amazon's
 * `{toolSpec: {...}}`, MCP's and the AI SDK's `{name, inputSchema}`. What has no name is no tool and is passed over.
 */
export function readTools(json: unknown): readonly Tool[] {
  if (!Array.isArray(json)) return [];
  return json.flatMap((value) => {
    const entry = objectOr(value);
    const declared = entry.functionDeclarations ?? entry.function_declarations;
    if (Array.isArray(declared)) return declared.map(readTool).filter((tool) => tool !== undefined);
    return readTool([entry.function, entry.toolSpec].find(isJson) ?? entry) ?? [];
  });
}

function readTool(value: unknown): Tool | undefined {
  const { name, description, parameters, input_schema, inputSchema } = objectOr(value);
  const schema = parameters ?? input_schema ?? inputSchema;
  if (typeof name !== "string") return undefined;
  const text = textOr(description);
  return {
    name,
    ...(text !== undefined && { description: text }),
    parameters: objectOr(pruned(isJson(schema) ? (schema.json ?? schema.jsonSchema ?? schema) : {})),
  };
}

/** The properties of an object's schema, with their names. */
function propertiesOf(schema: Json): readonly (readonly [name: string, schema: Json])[] {
  return Object.entries(objectOr(schema.properties)).map(([name, value]) => [name, objectOr(value)]);
}

/** Tools as OpenAI's models read them: a TypeScript namespace (found by the community; gpt-tokenizer's test cases). */
export function asNamespace(tools: readonly Tool[]): string {
  return `namespace functions {\n\n${tools.map(typeOfTool).join("\n")}\n} // namespace functions`;
}

/** A tool as OpenAI's models read it. */
export function typeOfTool({ name, description, parameters }: Tool): string {
  const comment = description === undefined ? "" : `// ${description}\n`;
  const fields = fieldsOf(parameters, 0);
  return `${comment}type ${name} = ${fields === "" ? "()" : `(_: {\n${fields}\n})`} => any;\n`;
}

function fieldsOf(schema: Json, indent: number): string {
  const pad = " ".repeat(indent);
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return propertiesOf(schema)
    .map(([name, property]) => {
      const description = indent < 2 ? textOr(property.description) : undefined;
      const comment = description === undefined ? "" : `${pad}// ${description}\n`;
      return `${comment}${pad}${name}${required.has(name) ? "" : "?"}: ${typeOf(property, indent)},`;
    })
    .join("\n");
}

function typeOf(schema: Json, indent: number): string {
  switch (schema.type) {
    case "string":
      return Array.isArray(schema.enum) ? schema.enum.map((value) => JSON.stringify(value)).join(" | ") : "string";
    case "integer":
    case "number":
      return Array.isArray(schema.enum) ? schema.enum.map(inWords).join(" | ") : "number";
    case "boolean":
    case "null":
      return schema.type;
    case "array":
      return `${isJson(schema.items) ? typeOf(schema.items, indent) : "any"}[]`;
    case "object":
      return `{\n${fieldsOf(schema, indent + 2)}\n${" ".repeat(indent)}}`;
    default:
      return "any";
  }
}

/** A property of a schema at any depth: its texts, and what it is. */
export interface Property {
  readonly name: string;
  readonly first: boolean;
  readonly description: string | undefined;
  readonly choices: readonly string[] | undefined;
  readonly nested: boolean;
}

/** Every property of a schema, depth first. */
export function allProperties(schema: Json): readonly Property[] {
  return propertiesOf(schema).flatMap(([name, property], i) => {
    const inner = property.type === "array" ? objectOr(property.items) : property;
    return [
      {
        name,
        first: i === 0,
        description: textOr(property.description),
        choices: Array.isArray(property.enum) ? property.enum.map(inWords) : undefined,
        nested: inner.type === "object",
      },
      ...allProperties(inner),
    ];
  });
}
