import { imageSize } from "image-size";
import { readBeside } from "#platform";
import type { Enclosure, Medium } from "../../prompt/reading/enclosures.ts";
import { pagesOf, soundExtent } from "./lengths.ts";
import type { Extent } from "./media.ts";

/** How large media are, by their bytes as base64, or by where they lie. */
export type Extents = ReadonlyMap<string, Extent>;

/** Bytes of a picture that are read first: they hold its header, unless a colour profile comes before that. */
const HEAD = 64 * 1024;
/** The most bytes of a file that are read. */
const MOST = 8 * 1024 * 1024;

/**
 * Measures what is enclosed by its headers; nothing is decoded, and nothing is fetched. Files are looked for beside
 * `path`, the prompt's own. What cannot be measured is left out.
 */
export function measure(enclosures: readonly Enclosure[], path?: string): Extents {
  const found = new Map<string, Extent>();
  for (const one of enclosures) {
    if (one.what !== "medium") continue;
    const key = one.data ?? one.place ?? "";
    const read = readerOf(one, path);
    if (found.has(key) || !read) continue;
    const extent = extentOf(one, read);
    if (extent) found.set(key, extent);
  }
  return found;
}

function extentOf({ kind, data, place, format = "" }: Medium, read: Reader): Extent | undefined {
  if (kind === "image") return sizeOf(read(HEAD)) ?? sizeOf(read(MOST));
  // Of sound the beginning and the size tell all.
  const bytes = kind === "video" ? undefined : read(kind === "audio" && data !== undefined ? HEAD : MOST);
  if (!bytes) return undefined;
  const size = data === undefined ? bytes.length : Math.floor(0.75 * data.replace(/=+$/, "").length);
  if (kind === "audio") return soundExtent(bytes, size, format || (place ?? ""));
  const pages = pagesOf(bytes);
  return pages === undefined ? undefined : { pages };
}

type Reader = (most: number) => Uint8Array | undefined;

/** What gives the first bytes of a medium; nothing where it lies on another machine. */
function readerOf(
  { data, place = "" }: { data?: string; place?: string },
  path: string | undefined,
): Reader | undefined {
  if (data !== undefined) return (most) => bytesOf(data, most);
  const isFar = /^(?!file:|[a-z]:)[a-z][a-z\d+.-]*:/i.test(place);
  if (path === undefined || isFar) return undefined;
  const name = /^file:/i.test(place) ? place.replace(/^file:(?:\/\/(?=\/))?/i, "") : place;
  return (most) => readBeside(path, named(name), most);
}

/** A name as it is written in an address. */
function named(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A picture's size by its first bytes, turned as it is shown; nothing where they do not tell. */
export function sizeOf(bytes: Uint8Array | undefined): Extent | undefined {
  if (!bytes) return undefined;
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    const [across, down] = orientation > 4 ? [height, width] : [width, height];
    return across > 0 && down > 0 ? { size: { width: Math.ceil(across), height: Math.ceil(down) } } : undefined;
  } catch {
    return undefined;
  }
}

/** The first bytes of base64; nothing where it is none. */
function bytesOf(base64: string, most: number): Uint8Array | undefined {
  const signs = base64.slice(0, Math.ceil((most * 4) / 3)).replace(/[\s=]+/g, "");
  const plain = signs.replaceAll("-", "+").replaceAll("_", "/");
  try {
    return Uint8Array.from(atob(plain.slice(0, plain.length - (plain.length % 4))), (c) => c.charCodeAt(0));
  } catch {
    return undefined;
  }
}
