/** A model's name taken apart, in lower case. */
export interface NameParts {
  /** The first part of a path: a service or a gateway, as it is typed. */
  readonly provider?: string;
  /** What stands after the provider, whole. */
  readonly path: string;
  /** The model alone: no path, no region, no maker in front, no variant and no fine-tune behind. */
  readonly model: string;
  /** Where it runs, as clouds write it: "global", "eu". */
  readonly region?: string;
  /** What a gateway writes behind the colon: "free", "nitro". */
  readonly variant?: string;
  readonly isTuned: boolean;
}

/** Folders of a path that name neither a service nor a model. */
const FOLDERS =
  /^(?:models|chat|responses|converse|invoke|deployments|foundation-model|inference-profile|global-standard|global)$/;
const REGION = /^(?:us|eu|apac|us-gov)$|^[a-z]{2}(?:-[a-z]+)+-?\d$/;
const BEDROCK = /^(?:([a-z]{2,8}(?:-[a-z]{2,5})?)\.)?([a-z][a-z\d]*)\.(?=[a-z])(.+)$/;
const ARN = /^arn:aws[a-z-]*:bedrock:([a-z\d-]*):\d*:(?:inference-profile|foundation-model)\//;
const VERTEX = /^(?:\/*(?:projects\/[^/]+\/)?(?:locations\/[^/]+\/)?)publishers\/[^/]+\/models\//;

/** Ollama's tags begin with the size: "8b-instruct". */
const TAG_OF_SIZE = /^(?:\d+x)?\d+(?:\.\d+)?b-/;

/** Takes a name apart by how gateways, clouds and people write it; knows no model. */
export function partsOf(name: string): NameParts {
  const plain = name
    .replace(/\s*\([^()]*\)$|\[[^[\]]*\]$/, "")
    .replace(ARN, (_, region: string) => (region ? `bedrock/${region}/` : "bedrock/"))
    // Anthropic's own service, at its own prices, on a cloud's account.
    .replace(/^bedrock\/claude_platform\//, "anthropic/")
    .replace(VERTEX, "vertex_ai/")
    // promptfoo says which way to call it, too.
    .replace(/^([a-z]+):(?:chat|responses|messages|completion):/, "$1/");
  const [, first, behind] = /^([^/:]+)[/:](.+)$/.exec(plain) ?? [];
  const isVariant = !plain.includes("/") && behind !== undefined && /^(?:\d|[a-z]+$|\d+\.?\d*b)/.test(behind);
  const tuned = /(?:^|[/:])ft:([^:/]+)/.exec(plain);
  const isTag = isVariant && (!behind.includes("-") || TAG_OF_SIZE.test(behind));
  const isPath = first !== undefined && first !== "ft" && !isTag;
  const path = isPath ? behind! : plain;

  const folders = path.split("/");
  const last = tuned?.[1] ?? folders.at(-1)!;
  const [core = "", variant] = last.replace(/\.ft-.*$/, "").split(/:(?=[a-z][a-z-]*$)/);
  const [, cloudRegion, , cloudModel] = BEDROCK.exec(core) ?? [];
  const region = cloudRegion ?? folders.slice(0, -1).find((folder) => REGION.test(folder));
  return {
    ...(isPath && { provider: first }),
    path: folders.filter((folder) => !FOLDERS.test(folder) && !REGION.test(folder)).join("/"),
    // Amazon's version of a service; of others' names "v3" is a part, and "claude-v2" is a model.
    model: (cloudModel?.replace(/(?<!^claude)-v\d+$/, "") ?? core).replace(/(?:(?<!^claude)-v\d+)?(?::\d+k?)+$/, ""),
    ...(region !== undefined && { region }),
    ...(variant !== undefined && { variant }),
    ...(cloudModel !== undefined && !isPath && { provider: "bedrock" }),
    isTuned: tuned !== null || last.includes(".ft-"),
  };
}

/** How finely the weights of a copy are stored, and in what kind of file. */
const STORED =
  /(?:[-_:.](?:gguf|mlx|qat|gptq|awq|exl2|bnb|unsloth|nvfp4|mxfp4|nf4|b?fp?\d{1,2}|int[48]|[248]-?bit|w\d+a\d+|i?q\d(?:_[a-z\d]+)*))+$/;

/** The name of the model of which a name means a copy that somebody runs himself; undefined where it means none. */
export function copiedName(name: string): string | undefined {
  return STORED.test(name) ? name.replace(STORED, "") : undefined;
}

/** What a model's name says: its words in any order, its version and its release. */
export interface Spelling {
  /** The first word: "claude", "gpt". */
  readonly brand: string;
  readonly words: ReadonlySet<string>;
  readonly version: number | undefined;
  /** Further numbers, as they are typed: sizes of windows, releases. */
  readonly numbers: readonly string[];
  /** A release as its maker writes it, year and month: 2512. */
  readonly release: number;
  /** Equal for two ways to write one name. */
  readonly key: string;
}

const STAGES = new Set(["preview", "exp", "experimental", "beta", "latest", "stable"]);
const DATES = /[-@_ ](?:20\d\d-?[01]\d-?[0-3]\d|[01]\d-(?:[0-3]\d|20\d\d)|00\d)(?![\d])|@[a-z\d-]+$/g;
/** Sizes ("70b", "8x7b", "a22b", "16k") and "4o" are words; numbers are versions; the rest is letters. */
const TOKENS = /(?:a?\d+(?:\.\d+)?|\d+x\d+)[bkme](?![a-z\d])|\d+o(?![a-z\d])|\d+(?:\.\d+)?|\p{L}+|\+/gu;

/** Reads a name without its path: dates are left out, "4-5", "4p5" and "4.5" are one version. */
export function spellingOf(name: string): Spelling {
  const plain = name
    .toLowerCase()
    .replace(DATES, "")
    .replace(/-v\d+:\d+$/, "")
    .replace(/^meta-(?=llama)/, "")
    // Fireworks writes Llama 3.3 "llama-v3p3".
    .replace(/(?<=^llama-)v(?=\d)/, "")
    .replace(/(?<![\d.])([1-9]\d?)[-p_]([0-9]\d?)(?![\da-z])/g, "$1.$2");
  const tokens = plain.match(TOKENS) ?? [];
  const numbers = tokens.filter((token) => /^\d+(?:\.\d+)?$/.test(token));
  const version = numbers.find((number) => Number(number) < 100 && !/^0\d/.test(number));
  const release = numbers.find((number) => /^2[3-9](?:0[1-9]|1[0-2])$/.test(number));
  const words = tokens.filter((token) => !numbers.includes(token) && !STAGES.has(token));
  const others = numbers.filter((number) => number !== version);
  return {
    brand: words.find((word) => /^\p{L}+$/u.test(word)) ?? "",
    words: new Set(words),
    version: version === undefined ? undefined : Number(version),
    numbers: others,
    release: Number(release ?? 0),
    key: [...words, ...others, ...(version === undefined ? [] : [`v${Number(version)}`])].sort().join(" "),
  };
}
