import { FileSystemError, FileType, Uri, workspace } from "vscode";
import { type FileRead, type Files, type Listing, MOST_READ, PASSED_OVER } from "../../protocol/context.ts";

/** Fewer than on a disk: such a workspace is often on another machine, and each folder takes a request. */
const MOST_FILES = 20_000;

/** The files of a workspace that only the editor can read, as it does on the web. Of the user's own there are none. */
export function editorFiles(root: Uri): Files {
  return {
    list: async (folder) => (isUsers(folder) ? { files: [], problems: [] } : list(root, folder)),
    read: async (path) => (isUsers(path) ? { refused: "missing" } : read(Uri.joinPath(root, path))),
  };
}

function isUsers(path: string): boolean {
  return path.startsWith("~/");
}

/** Links are not followed: where they lead, the editor does not tell. */
async function list(root: Uri, folder: string): Promise<Listing> {
  const files: string[] = [];
  const problems: Listing["problems"][number][] = [];
  const folders = [folder];
  for (const path of folders) {
    const entries = await entriesOf(Uri.joinPath(root, path));
    if (!entries) problems.push({ path, code: "unreadable", message: "This folder cannot be read." });
    for (const [name, type] of entries ?? []) {
      const inner = path === "" ? name : `${path}/${name}`;
      if (type === FileType.File) files.push(inner);
      else if (type === FileType.Directory && !PASSED_OVER.has(name)) folders.push(inner);
    }
    if (files.length < MOST_FILES) continue;
    const message = `Only the first ${MOST_FILES} files were looked at.`;
    return { files, problems: [...problems, { path: folder, code: "too-many-files", message }] };
  }
  return { files, problems };
}

async function entriesOf(folder: Uri): Promise<[string, FileType][] | undefined> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return undefined;
  }
}

async function read(file: Uri): Promise<FileRead> {
  try {
    const { type, size } = await workspace.fs.stat(file);
    if (type !== FileType.File) return { refused: "missing" };
    const bytes = (await workspace.fs.readFile(file)).subarray(0, MOST_READ);
    if (bytes.includes(0)) return { refused: "not-text" };
    return { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), size };
  } catch (error) {
    const isMissing = error instanceof FileSystemError && error.code === "FileNotFound";
    return { refused: isMissing ? "missing" : "unreadable" };
  }
}
