import { Uri } from "vscode";

/** The scheme of the previews of compressed prompts. */
export const COMPRESSED_SCHEME = "tare-compressed";

/** Where the shorter version of a prompt is shown. */
export function previewOf(source: Uri): Uri {
  return source.with({ scheme: COMPRESSED_SCHEME, authority: "", query: source.toString() });
}

/** The prompt that a preview shortens. */
export function sourceOf(preview: Uri): Uri {
  return Uri.parse(preview.query, true);
}
