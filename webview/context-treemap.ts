import * as l10n from "@vscode/l10n";
import { type HierarchyRectangularNode, hierarchy, treemap } from "d3-hierarchy";
import { css, html, LitElement, nothing, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { MessageConnection } from "vscode-jsonrpc/browser";
import { loadsInWords } from "../display/context-words.ts";
import { formatCount, formatTokens } from "../display/format.ts";
import type { Loads } from "../protocol/context.ts";
import { type ContextMapPart, type ContextTile, openPlaceNotification } from "../protocol/context-page.ts";
import { base } from "./styles.ts";

/** Pixels: a line of text, the line of a part's name, and the room around names. */
const [LINE, HEAD, MARGIN] = [15, 20, 5];
const LETTERS = 11;
/** A name is not shortened to fewer letters than this. */
const LEAST = 3;

/** The root, a part, a tile, or the empty area of what is gone. */
interface Area {
  readonly loads?: Loads;
  readonly tile?: ContextTile;
  readonly tokens: number;
  readonly children?: readonly Area[];
}
const canvas = document.createElement("canvas");

type Placed = HierarchyRectangularNode<Area>;

/** What is loaded as areas by part, in one scale now and later: what is gone stays as an empty area. */
@customElement("tare-treemap")
export class ContextTreemap extends LitElement {
  @property({ attribute: false }) accessor host!: MessageConnection;
  @property({ attribute: false }) accessor parts: readonly ContextMapPart[] = [];
  @property({ attribute: false }) accessor isAfter = false;
  @state() private accessor width = 0;
  /** The tile that is focused by Tab; arrow keys move from it to the others. */
  @state() private accessor current = 0;
  /** What the area at the pointer or in focus is, in words: many are too small for their names. */
  @state() private accessor pointed: string | undefined;
  private readonly resized = new ResizeObserver(([entry]) => {
    this.width = Math.floor(entry!.contentRect.width);
  });

  static override styles = [
    base,
    css`
      svg {
        overflow: hidden;
      }
      svg text {
        fill: var(--vscode-foreground);
        font-size: ${LETTERS}px;
        pointer-events: none;
      }
      svg text.part {
        font-weight: 600;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2em 1.2em;
        margin: 0.6em 0 0;
        padding: 0;
        list-style: none;
      }
      .legend li {
        display: flex;
        gap: 0.5em;
        align-items: baseline;
      }
      .legend svg {
        flex: none;
        width: 0.8em;
        height: 0.8em;
      }
      /* Two lines, that nothing below moves as one points. */
      .pointed {
        min-height: 2.8em;
      }
      rect {
        --part: var(--vscode-descriptionForeground);
        fill: var(--part);
        fill-opacity: 0.16;
        stroke: var(--vscode-contrastBorder, var(--part)) !important;
      }
      .always rect {
        --part: var(--vscode-charts-blue);
      }
      .matching rect {
        --part: var(--vscode-charts-green);
      }
      .listed rect {
        --part: var(--vscode-charts-purple);
      }
      .gone {
        fill: none;
        stroke-dasharray: 4 3;
      }
      [role="button"] {
        cursor: pointer;
      }
      [role="button"]:hover rect {
        fill-opacity: 0.32;
      }
      [role="button"]:focus-visible {
        outline: none;
      }
      [role="button"]:focus-visible rect {
        stroke: var(--vscode-focusBorder) !important;
        stroke-width: 3;
      }
    `,
  ];

  override connectedCallback() {
    super.connectedCallback();
    this.resized.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.resized.disconnect();
  }

  override render() {
    if (this.width === 0) return nothing;
    const height = Math.max(280, Math.min(560, Math.round(this.width * 0.6)));
    const root = placed(this.areas(), this.width, height);
    const tiles = root.leaves().filter(({ data }) => data.tile);
    const width = this.ruler();
    return html`
      <svg role="group" aria-label=${l10n.t("Map of what is loaded, by tokens")} height=${height}
        @keydown=${(event: KeyboardEvent) => this.onKey(event, tiles)} @pointerleave=${() => this.point(undefined)}>
        ${(root.children ?? []).map((part) => this.group(part, tiles))}
        <g aria-hidden="true">${root.descendants().map((area) => names(area, width))}</g>
      </svg>
      <ul class="legend">${(root.children ?? []).map(legendEntry)}</ul>
      <p class="pointed">${this.pointed ?? html`<span class="quiet">${l10n.t("The larger, the more tokens. Arrow keys lead from one to the next, Enter opens the file.")}</span>`}</p>
    `;
  }

  private areas(): Area {
    const parts = this.parts.map(({ loads, tiles }): Area & { children: Area[] } => ({
      loads,
      tokens: 0,
      children: tiles
        .map((tile) => ({ loads, tile, tokens: this.isAfter ? tile.left : tile.tokens }))
        .filter(({ tokens }) => tokens > 0),
    }));
    const shown = parts.filter(({ children }) => children.length > 0);
    const gone = this.isAfter ? goneFrom(this.parts) : 0;
    return { tokens: 0, children: gone > 0 ? [...shown, { tokens: gone }] : shown };
  }

  private group(part: Placed, tiles: readonly Placed[]) {
    const { loads, tokens } = part.data;
    if (!loads) return svg`<g role="img" aria-label=${goneInWords(tokens)}>${rectangle(part, "gone")}</g>`;
    return svg`<g class=${loads}>${(part.children ?? []).map((area) => this.tile(area, tiles.indexOf(area), tiles.length))}</g>`;
  }

  private tile(area: Placed, i: number, of: number) {
    const { loads, tile, tokens } = area.data;
    const said = `${tile!.name}: ${formatTokens(tokens)}, ${loadsInWords(loads!)}`;
    return svg`
      <g role="button" tabindex=${i === Math.min(this.current, of - 1) ? 0 : -1} aria-label=${said}
        @click=${() => this.open(tile!)} @focus=${() => this.reach(i, said)} @blur=${() => this.point(undefined)} @pointerenter=${() => this.point(said)}>
        ${rectangle(area)}
      </g>
    `;
  }

  /** How wide a text is in the page's letters, at their boldest. */
  private ruler(): (text: string) => number {
    const context = canvas.getContext("2d")!;
    context.font = `600 ${LETTERS}px ${getComputedStyle(this).fontFamily}`;
    return (text) => context.measureText(text).width;
  }

  private reach(i: number, said: string) {
    this.current = i;
    this.point(said);
  }

  private point(said: string | undefined) {
    this.pointed = said;
  }

  private open({ path, span }: ContextTile) {
    void this.host.sendNotification(openPlaceNotification, { path, ...(span && { span }) });
  }

  private onKey(event: KeyboardEvent, tiles: readonly Placed[]) {
    const last = tiles.length - 1;
    const ways: Readonly<Record<string, number>> = {
      ArrowRight: this.current + 1,
      ArrowDown: this.current + 1,
      ArrowLeft: this.current - 1,
      ArrowUp: this.current - 1,
      Home: 0,
      End: last,
    };
    const to = ways[event.key];
    if (to !== undefined) this.focusTile(Math.max(0, Math.min(last, to)));
    else if (event.key === "Enter" || event.key === " ") this.open(tiles[this.current]!.data.tile!);
    else return;
    event.preventDefault();
  }

  private focusTile(i: number) {
    this.renderRoot.querySelectorAll<SVGElement>('[role="button"]')[i]?.focus();
  }
}

function placed(areas: Area, width: number, height: number): Placed {
  const root = hierarchy(areas).sum(({ tokens }) => tokens);
  return treemap<Area>()
    .size([width, height])
    .paddingInner(3)
    .paddingTop((area) => (hasHead(area as Placed) ? HEAD : 0))
    .round(true)(root);
}

/** Whether a part's name stands above its areas: where they would have no room beside it, the legend alone has it. */
function hasHead({ depth, children, x0, y0, x1, y1 }: Placed): boolean {
  return depth === 1 && children !== undefined && y1 - y0 >= 2 * HEAD && x1 - x0 >= 2 * HEAD;
}

/** A part by its colour; of what is gone, its empty area. */
function legendEntry({ data: { loads }, value = 0 }: Placed) {
  const words = loads ? `${loadsInWords(loads)}: ${formatTokens(value)}` : goneInWords(value);
  return html`<li><svg class=${loads ?? ""} aria-hidden="true"><rect class=${loads ? "" : "gone"} width="100%" height="100%"></rect></svg>${words}</li>`;
}

/** How many tokens are gone in all. */
function goneFrom(parts: readonly ContextMapPart[]): number {
  return parts.flatMap(({ tiles }) => tiles).reduce((sum, { tokens, left }) => sum + tokens - left, 0);
}

function rectangle({ x0, y0, x1, y1 }: Placed, kind = "") {
  // The stroke lies within.
  return svg`<rect class=${kind} x=${x0 + 0.5} y=${y0 + 0.5} width=${Math.max(0, x1 - x0 - 1)} height=${Math.max(0, y1 - y0 - 1)}></rect>`;
}

/** What stands in an area, as many lines as there is room for; above a part its name. */
function names(area: Placed, width: (text: string) => number) {
  const { depth, data, children, x0, y0, x1, y1 } = area;
  const isPart = hasHead(area);
  if (depth === 0 || (children && !isPart)) return nothing;
  const x = isPart ? x0 + 1 : x0 + MARGIN;
  const most = Math.floor((y1 - y0 - MARGIN) / LINE);
  return linesFor(data, isPart)
    .flatMap((ways) => ways.find((way) => width(way) <= x1 - MARGIN - x) ?? [])
    .slice(0, most)
    .map((text, i) => svg`<text class=${isPart ? "part" : ""} x=${x} y=${y0 + LINE * (i + 1)}>${text}</text>`);
}

/** For each line of an area, all the ways in which it can be shortened, the longest first. */
function linesFor({ loads, tile, tokens }: Area, isPart: boolean): string[][] {
  if (isPart) return [shorter(loadsInWords(loads!))];
  if (!tile) return [shorter(goneInWords(tokens))];
  const last = /[^/]+(?:\/\**)?$/.exec(tile.name)?.[0] ?? tile.name;
  return [
    [tile.name, ...shorter(last)],
    [formatTokens(tokens), formatCount(tokens)],
  ];
}

/** A text and its beginnings, each shorter than the one before. */
function shorter(text: string): string[] {
  const beginnings = Array.from({ length: text.length }, (_, i) => `${text.slice(0, text.length - i - 1)}…`);
  return [text, ...beginnings.slice(0, -LEAST)];
}

function goneInWords(tokens: number): string {
  return l10n.t("gone: {0}", formatTokens(tokens));
}
