/** How the names of a format's files tell that they are of it. */
export interface FormatNames {
  /** What stands after the last dot of a name, in lower case. */
  readonly endings: readonly string[];
  /** Whole names, for files whose last part after a dot is not an ending. */
  readonly names?: readonly string[];
  /** Whether it is a data notation such as JSON, into which no comment can be put. */
  readonly isData?: true;
}

/** Each kind of file in which prompts are written; its reader lies in engine/prompt/formats. */
export const FORMATS = {
  markdown: { endings: ["md", "markdown", "mdx"], names: [".cursorrules", ".clinerules", ".windsurfrules"] },
  "cursor-rule": { endings: ["mdc"] },
  prompty: { endings: ["prompty"] },
  "chat-json": { endings: ["json", "jsonc"], isData: true },
  "chat-jsonl": { endings: ["jsonl", "ndjson"], isData: true },
  notebook: { endings: ["ipynb"], isData: true },
  yaml: { endings: ["yaml", "yml"], isData: true },
  jinja: { endings: ["j2", "jinja", "jinja2", "njk", "liquid"] },
  // Genkit's dotprompt is front matter and Handlebars.
  handlebars: { endings: ["hbs", "handlebars", "mustache", "prompt"] },
  toml: { endings: ["toml"] },
  code: { endings: ["py", "pyi", "js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "go", "cs", "java"] },
  // Its usual ending, "txt", tells nothing: of such a file the content tells the kind.
  text: { endings: [] },
} as const satisfies Record<string, FormatNames>;

/** What kind of file a prompt is; it decides which reader reads it. */
export type PromptKind = keyof typeof FORMATS;

/** Whether a kind of file is in a notation of data. */
export function isData(kind: PromptKind): boolean {
  return "isData" in FORMATS[kind];
}

/** The language ids that VS Code gives to prompts that it knows by itself: `*.prompt.md`, SKILL.md and the like. */
export const PROMPT_LANGUAGES = ["prompt", "instructions", "chatagent", "skill"] as const;

/** Folders of prompts: every file in them is a prompt, except code and settings, which often lie beside prompts. */
const PROMPT_FOLDER = `**/prompts/**/*.{${["txt", ...endingsOf("code", "toml")].join(",")}}`;

/** The endings of all formats but these. */
function endingsOf(...left: readonly PromptKind[]): string[] {
  return Object.entries(FORMATS).flatMap(([kind, { endings }]) => (left.includes(kind as PromptKind) ? [] : endings));
}

/**
 * Globs of the files that agents send along by themselves, as instructions, wherever they lie: those of the agents
 * whose tables stand in engine/context/agents, held against these by a test, and those of a few more.
 */
const AGENT_FILES: readonly string[] = [
  "**/{AGENTS,AGENTS.override,AGENT}.md",
  "**/{CLAUDE,CLAUDE.local}.md",
  "**/.claude/{rules,output-styles}/**/*.md",
  "**/.claude/projects/*/memory/MEMORY.md",
  "**/GEMINI.md",
  "**/QWEN.md",
  "**/*.mdc",
  "**/.cursorrules",
  "**/.windsurfrules",
  "**/{.windsurf,.devin}/rules/**/*.md",
  "**/.clinerules",
  "**/.clinerules/**/*.{md,txt}",
  "**/.continue/rules/**/*.md",
  "**/.roo/rules*/**/*.{md,txt}",
  "**/.amazonq/rules/**/*.md",
  "**/.kiro/steering/**/*.md",
  "**/.junie/guidelines.md",
  "**/{system_prompt,system-prompt}.{md,txt}",
];

/** Globs of files that hold what a user sends, or all of a conversation. */
const REQUEST_FILES: readonly string[] = [
  "**/.claude/commands/**/*.md",
  "**/.cursor/commands/**/*.md",
  "**/.opencode/{command,commands}/**/*.md",
  "**/.windsurf/workflows/*.md",
  "**/*.{prompt,prompty}",
  "**/*.prompt.{txt,yaml,yml}",
  "**/promptfooconfig.{yaml,yml}",
  PROMPT_FOLDER,
];

/** Globs of the files that are prompts, besides those that VS Code knows by their language. */
export const PROMPT_FILES: readonly string[] = [...AGENT_FILES, ...REQUEST_FILES];

/** Globs of the files that are instructions where they are prompts; any other file is what a user sends. */
export const INSTRUCTION_FILES: readonly string[] = [
  ...AGENT_FILES,
  "**/{SKILL,copilot-instructions,global_rules}.md",
  "**/*.{instructions,agent,chatmode}.md",
  "**/{rules,agents}/*.md",
  // The word, not a file system.
  "**/?(*[-_. ])system?([-_. ]*|prompt*|message*)",
];
