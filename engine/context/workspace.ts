import { firstIndex } from "../../protocol/binary-search.ts";
import type { ContextInput, ContextProblem, FileRead, Files, Listing } from "../../protocol/context.ts";
import { type Glob, globMatcher, isLiteral, literalStart } from "./globs.ts";
import { folderOf, foldersDownTo } from "./paths.ts";

/** The files of a listing, in order, and by their names; of globs that were asked about, whether they match any. */
interface Index {
  readonly files: readonly string[];
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly isAny: WeakMap<Glob, boolean>;
}

/** A listing that is given again needs no second one. */
const indexes = new WeakMap<Listing, Index>();

function indexOf(listing: Listing): Index {
  const known = indexes.get(listing);
  if (known) return known;
  const files = [...listing.files].sort();
  const byName = new Map<string, string[]>();
  for (const file of files) {
    const name = file.slice(folderOf(file).length);
    const same = byName.get(name);
    if (same) same.push(file);
    else byName.set(name, [file]);
  }
  const index = { files, byName, isAny: new WeakMap() };
  indexes.set(listing, index);
  return index;
}

/** A workspace as an agent sees it: its files, and the user's own in the agents' folders. Each is read once. */
export class Workspace {
  readonly #read = new Map<string, Promise<FileRead>>();
  readonly #userFolders = new Map<string, Promise<readonly string[]>>();
  readonly #index: Index;
  readonly #userProblems: ContextProblem[] = [];
  /** The folders from the workspace's own down to the one in which the agent starts. */
  readonly way: readonly string[];
  /** Its path on its machine, where that is known. */
  readonly root: string | undefined;

  /** Sorted by path. */
  readonly files: readonly string[];

  private constructor(
    private readonly source: Files,
    private readonly listing: Listing,
    private readonly input: ContextInput,
  ) {
    this.way = foldersDownTo(input.start ?? "");
    this.root = input.root;
    this.#index = indexOf(listing);
    this.files = this.#index.files;
  }

  /** Lists a workspace, and reads nothing yet. */
  static async open(source: Files, input: ContextInput): Promise<Workspace> {
    return new Workspace(source, await source.list(""), input);
  }

  /** Folders that were not looked into. */
  get problems(): readonly ContextProblem[] {
    return [...this.listing.problems, ...this.#userProblems];
  }

  /** The files that a glob matches from a folder on, sorted; that one is "" or ends with a slash. */
  find(glob: string, folder = ""): readonly string[] {
    const whole = folder + glob;
    if (isLiteral(glob)) return this.#named(glob).includes(whole) ? [whole] : [];
    const matches = globMatcher(glob);
    const base = folder + literalStart(glob);
    return this.below(base).filter((file) => matches(file.slice(folder.length)));
  }

  /** The files that globs match from any folder on that the agent does not pass on its way: glob by glob, each sorted. */
  findNested(globs: readonly string[]): readonly string[] {
    const own = new Set(this.way.flatMap((folder) => globs.flatMap((glob) => this.find(glob, folder))));
    return [...new Set(globs.flatMap((glob) => this.#anywhere(glob)))].filter((file) => !own.has(file));
  }

  /** Whether there is such a file or folder in the workspace. */
  has(path: string): boolean {
    return path === "" || this.#named(path).includes(path) || this.below(`${path}/`).length > 0;
  }

  /** The files whose paths begin so, sorted. */
  below(base: string): readonly string[] {
    const { files } = this;
    if (base === "") return files;
    const from = firstIndex(0, files.length, (i) => files[i]! >= base);
    let end = from;
    while (end < files.length && files[end]!.startsWith(base)) end++;
    return files.slice(from, end);
  }

  /** Whether any file of the workspace is meant by a glob. */
  hasAny(glob: Glob): boolean {
    const { isAny } = this.#index;
    const found = isAny.get(glob) ?? (this.#hasAny(glob, glob.likely) || this.#hasAny(glob, glob.start));
    isAny.set(glob, found);
    return found;
  }

  #hasAny({ matches, end }: Glob, start: string): boolean {
    return this.below(start).some((file) => file.endsWith(end) && matches(file));
  }

  /** The user's own files that a glob matches; it begins with `~/`. */
  async findUser(glob: string): Promise<readonly string[]> {
    if (!this.input.user) return [];
    if (isLiteral(glob)) return (await this.isThere(glob)) ? [glob] : [];
    const files = await this.#userFolder(folderOf(literalStart(glob)).slice(0, -1));
    return files.filter(globMatcher(glob));
  }

  /** Whether there is such a file, be it readable or not. */
  private async isThere(path: string): Promise<boolean> {
    const file = await this.read(path);
    return !("refused" in file) || file.refused !== "missing";
  }

  read(path: string): Promise<FileRead> {
    const known = this.#read.get(path) ?? this.source.read(path);
    this.#read.set(path, known);
    return known;
  }

  /** The text of a file, where it can be read and, if it is the user's own, such files count. */
  async textOf(path: string): Promise<string | undefined> {
    if (path.startsWith("~/") && !this.input.user) return undefined;
    const file = await this.read(path);
    return "refused" in file ? undefined : file.text;
  }

  #userFolder(folder: string): Promise<readonly string[]> {
    const list = async () => {
      const { files, problems } = await this.source.list(folder);
      this.#userProblems.push(...problems);
      return [...files].sort();
    };
    const known = this.#userFolders.get(folder) ?? list();
    this.#userFolders.set(folder, known);
    return known;
  }

  #anywhere(glob: string): readonly string[] {
    const matches = globMatcher(`**/${glob}`);
    const candidates = isLiteral(glob.slice(folderOf(glob).length))
      ? this.#named(glob)
      : this.files.filter((file) => file.includes(`/${literalStart(glob)}`));
    return candidates.filter(matches);
  }

  #named(glob: string): readonly string[] {
    return this.#index.byName.get(glob.slice(folderOf(glob).length)) ?? [];
  }
}
