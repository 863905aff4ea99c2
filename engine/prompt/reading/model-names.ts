import { bareKey, type DataNode, type Malformed, valueAt } from "./data-tree.ts";
import { readHead } from "./front-matter.ts";
import { yamlTree } from "./yaml-tree.ts";

/** Further in stand tools and messages, which speak of models of other kinds. */
const LEVELS = 4;
/** Keys that name a model where `model` holds more than its name. */
const NAME_KEY = /^(?:id|name|model|modelid|modelname|deployment|azuredeployment)$/;

/** Bare keys under which a request names its model; the second is Bedrock's, the third LangChain's. */
const MODEL_KEYS = ["model", "modelid", "modelname"];

/** The models that data names under such a key, the outermost first; none where it is malformed. */
export function modelsInData(root: DataNode | Malformed): string[] {
  if (!("type" in root)) return [];
  const found: string[] = [];
  let level: readonly DataNode[] = [root];
  for (let depth = 0; depth < LEVELS; depth++) {
    found.push(...level.flatMap((node) => MODEL_KEYS.flatMap((key) => namesIn(valueAt(node, key)))));
    level = level.flatMap(childrenOf);
  }
  return found;
}

function childrenOf(node: DataNode): readonly DataNode[] {
  if (node.type === "list") return node.items;
  return node.type === "map" ? node.entries.map(({ value }) => value) : [];
}

function namesIn(node: DataNode | undefined): string[] {
  if (node?.type === "list") return node.items.flatMap(namesIn);
  if (node?.type === "map")
    return node.entries.flatMap(({ key, value }) =>
      value.type === "map" || NAME_KEY.test(bareKey(key)) ? namesIn(value) : [],
    );
  // VS Code writes behind a name who serves it: "GPT-4.1 (copilot)".
  return node?.type === "string" ? [node.value.replace(/\s*\([^()]*\)$/, "")] : [];
}

/** The models that the front matter of a document names. */
export function modelsInHead(text: string): string[] {
  const { end, hasFrontMatter } = readHead(text);
  return hasFrontMatter ? modelsInData(yamlTree(text.slice(0, end))) : [];
}

/** `model="..."`, `"model": "..."`, `MODEL = '...'`, `model: openai("...")`, `GenerativeModel("...")`. */
const IN_CODE = /model(?:_?(?:name|id))?["']?\s{0,9}(?:[:=]\s{0,9}(?:[\w.]{1,40}\()?|\()["'`]([^"'`\s]{1,100})["'`]/gi;

/** The models that code names, in order. Without a digit in its name it may be a model of anything. */
export function modelsInCode(code: string): string[] {
  return Array.from(code.matchAll(IN_CODE), ([, name]) => name!).filter((name) => /\d/.test(name));
}
