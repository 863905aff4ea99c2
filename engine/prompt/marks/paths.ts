import type { Protection, ProtectionReason } from "../../../protocol/prompt.ts";

// Every repeat is bounded or starts only where a run starts, so each pattern takes linear time on any input.

/** Begins at a root: `/etc/hosts`, `./a`, `~/b`, `C:\c`, `/users/:id`. */
const ROOTED =
  /(?<![\p{L}\p{N}_./\\~*@#<>+`)}-]|\{\{)(?:~|\.{1,2}|[A-Za-z]:)?[\\/](?=[^\s]{0,2}[\p{L}\p{N}_])(?:(?:(?<=\/):)?[\p{L}\p{M}\p{N}_.@+*{}[\],$-]{1,255}[\\/]?){1,40}/gu;
/** Words joined by slashes: `src/main.rs`, but also "before/after"; the slash of `{{/if}}` joins none. */
const JOINED = /(?<![\w./\\~*@:-])[\w.@+*{}-]{1,255}(?:(?<!\{\{)[\\/]:?[\w.@+*{}[\],$-]{1,255}){1,40}[\\/]?/g;
/** Holds stars. */
const GLOB = /(?<![\w*])\*{1,2}\/[\w.*/{},-]{1,200}|(?<![\w*])\*\.[\w.{},*]{1,60}/g;
/** Words joined by dots: `README.md`, `process.env`, but also "e.g". */
const DOTTED = /(?<![\w.])\.?[\w-]{1,100}(?:\.[\w-]{1,40}){0,3}\.[a-zA-Z][a-zA-Z0-9]{0,9}(?![\w(])/g;
/** `.gitignore`, `.ts`. */
const DOTFILE = /(?<![\w.])\.[a-z][\w-]{1,40}(?![\w.(])/g;

/** Folders that begin a path which nothing else tells from "before/after". */
const FOLDER =
  /^(?:src|libs?|bin|etc|usr|var|opt|tmp|node_modules|packages|pkg|cmd|dist|docs|scripts|tests|assets|static|components|utils|hooks|references|templates|examples|origin|refs)$/;
/** A segment with a sign that no plain word has. */
const SIGNED = /^[.:][a-z]|[_@{[$]|\*[./]|[./]\*|^\*+$/;
const EXTENSION =
  /\.(?:[cm]?[jt]sx?|d\.ts|jsonl?|jsonc|json5|ya?ml|toml|xml|html?|s?css|less|mdx?|mdc|rst|adoc|txt|pdf|docx?|xlsx?|pptx?|csv|tsv|parquet|sql|db|sqlite|pyi?|ipynb|rb|erb|go|rs|java|kts?|swift|php|phtml|cs|csproj|cshtml|slnx?|fs|vb|cpp|cc|hpp|[ch]|[rR]|Rmd|lua|dart|exs?|heex|scala|groovy|gradle|pl|sh|bash|zsh|ps[dm]?1|bat|cmd|tf|tfvars|bicep|bicepparam|hcl|proto|graphqls?|gql|prisma|vue|svelte|astro|prompty|hbs|j2|jinja2?|ejs|lock|ini|cfg|conf|properties|pem|crt|svg|png|jpe?g|gif|webp|ico|mp[34]|wav|webm|woff2?|ttf|zip|gz|tar|tgz|jar|war|exe|dll|so|wasm|onnx|sol|drawio|bak)$/;
/** Names of products that look like a file. */
const PRODUCT =
  /^(?:Node|Next|Nuxt|Nest|React|Vue|Angular|Ember|Express|Three|D3|Chart|Alpine|Solid|Qwik|Babylon|Discord|Socket|Electron|Backbone|Moment)\.js$/i;
const ABBREVIATION = /^(?:\p{L}\.)+\p{L}$/u;
const VERSION = /^v?\d+(?:\.\d+)*\.x$/i;
const MEDIA_TYPE =
  /^(?:(?:application|multipart)\/(?:[\w.-]{1,60}\+)?(?:json|xml|pdf|zip|javascript|yaml|octet-stream|form-data|x-[\w-]+|vnd\.[\w.-]+)|text\/(?:plain|html|css|csv|markdown|event-stream)|image\/(?:png|jpeg|gif|webp|svg\+xml)|audio\/(?:mpeg|wav|ogg)|video\/(?:mp4|webm))$/;

/**
 * Paths, globs and file names, and what is written like them: names joined by dots are identifiers, `3.x` is a number.
 * Alternatives ("and/or", "input/output") and abbreviations are plain words. Linear in the length of the text.
 */
export function pathMarks(text: string): Protection[] {
  const found: Protection[] = [];
  const add = (pattern: RegExp, reasonOf: (literal: string) => ProtectionReason | undefined) => {
    for (const match of text.matchAll(pattern)) {
      const { start, literal } = bare(match[0], match.index);
      const reason = reasonOf(literal);
      if (reason) found.push({ start, end: start + literal.length, reason });
    }
  };
  add(ROOTED, () => "path");
  add(JOINED, reasonOfJoined);
  add(GLOB, () => "path");
  add(DOTTED, reasonOfDotted);
  add(DOTFILE, () => "path");
  return found;
}

/** Without the emphasis around it and the punctuation of its sentence. */
function bare(match: string, index: number): { readonly start: number; readonly literal: string } {
  const opening = /^\*{2,3}(?=\w)/.exec(match)?.[0].length ?? 0;
  const closing = opening > 0 ? /\*{2,3}$/ : /(?<=\w)\*{2,3}$/;
  const literal = match.slice(opening).replace(/[.,;:!?]{1,8}$/, "");
  return { start: index + opening, literal: literal.replace(closing, "") };
}

function reasonOfJoined(literal: string): ProtectionReason | undefined {
  if (MEDIA_TYPE.test(literal)) return "identifier";
  if (!/\p{L}/u.test(literal)) return undefined;
  const segments = literal.split(/[\\/]/);
  const last = segments.at(-1)!;
  const isPath =
    last === "" ||
    literal.includes("\\") ||
    FOLDER.test(segments[0]!) ||
    (EXTENSION.test(last) && !PRODUCT.test(last)) ||
    segments.some((segment) => SIGNED.test(segment));
  return isPath ? "path" : undefined;
}

function reasonOfDotted(literal: string): ProtectionReason | undefined {
  if (ABBREVIATION.test(literal)) return undefined;
  if (VERSION.test(literal)) return "number";
  const isFile = literal.startsWith(".") || (EXTENSION.test(literal) && !PRODUCT.test(literal));
  return isFile ? "path" : "identifier";
}
