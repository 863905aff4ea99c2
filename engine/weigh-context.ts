import type { ModelInfo, Rates } from "../protocol/catalogue.ts";
import {
  AGENTS,
  type AgentContext,
  type ContextEntry,
  type ContextInput,
  type ContextReport,
  type Files,
  LOADS,
  type Loads,
  STANDING,
  type Weight,
} from "../protocol/context.ts";
import type { TokenCount } from "../protocol/inspection.ts";
import type { Agent, Draft, Scene } from "./context/agent.ts";
import { AGENT } from "./context/agents.ts";
import { assemble } from "./context/assemble.ts";
import { countOnce } from "./context/counted.ts";
import { proposalsFor } from "./context/proposals/proposals.ts";
import { Workspace } from "./context/workspace.ts";
import { hourWriteFactor } from "./cost/bill.ts";
import { asOf, DEFAULT_MODEL, findModel } from "./cost/catalogue.ts";
import { countedBy, sumOf, targetCount, tokenizerOf } from "./cost/counting.ts";
import { toolsAlone } from "./cost/overhead.ts";
import { ratesFor } from "./cost/price.ts";
import { turns } from "./runtime/turns.ts";

/**
 * What agents load by themselves in a workspace, weighed and priced: of the agents that are asked about, else of all that
 * load anything. O(files + text of what is loaded). Throws a `Failure` where a model is not known, and the signal's reason
 * once it is aborted.
 */
export async function weighContext(files: Files, input: ContextInput, signal?: AbortSignal): Promise<ContextReport> {
  const workspace = await Workspace.open(files, input);
  const turn = turns(signal);
  const agents: AgentContext[] = [];
  for (const id of input.agents ?? AGENTS) {
    await turn();
    const context = await ofAgent(AGENT[id], { workspace, input, turn });
    if (input.agents || context.entries.length > 0) agents.push(context);
  }
  return { agents, ...(input.file !== undefined && { file: input.file }), asOf: asOf() };
}

async function ofAgent(agent: Agent, { workspace, input, turn }: Omit<Scene, "window">): Promise<AgentContext> {
  const model = findModel(input.model ?? agent.model ?? DEFAULT_MODEL);
  const window = model.contextTokens;
  const scene: Scene = { workspace, input, turn, ...(window !== undefined && { window }) };
  const drafts = await assemble(agent, scene);
  const counted: CountedDraft[] = [];
  for (const draft of drafts) {
    await turn();
    counted.push(countDraft(draft, model, input.file));
  }
  const sums = new Map(LOADS.map((loads) => [loads, sumOf(counted.filter(isLoaded(loads)).map(({ sum }) => sum))]));
  const standing = sumOf(STANDING.map((loads) => sums.get(loads)!));
  const weightOf = weigher(model, standing.tokens);
  const entries = counted.map((entry) => weighed(entry, weightOf));
  return {
    agent: agent.id,
    name: agent.name,
    model: model.id,
    counted: countedBy(model.counting),
    ...(window !== undefined && { window }),
    entries,
    sums: Object.fromEntries(LOADS.map((loads) => [loads, weightOf(sums.get(loads)!)])) as Record<Loads, Weight>,
    standing: weightOf(standing),
    unknown: entries.filter(({ loads, weight }) => STANDING.includes(loads) && weight === undefined).length,
    ...cachingOf(model, standing.tokens),
    problems: workspace.problems,
    ...(input.proposals && {
      proposals: (await proposalsFor(drafts, scene))
        .map(({ text, behind, ...proposal }) => ({
          ...proposal,
          saves: weightOf(countText(text, model)),
          ...(behind && { behind: weightOf(sumOf(behind.map((text) => countText(text, model)))) }),
        }))
        .sort((a, b) => b.saves.tokens - a.saves.tokens),
    }),
    notes: agent.notes(),
  };
}

/** A draft, counted with what it imports; `own` is absent where nobody knows it. */
interface CountedDraft {
  readonly draft: Draft;
  readonly own?: TokenCount;
  /** Of each tool, where it is tools. */
  readonly tools?: readonly number[];
  readonly imports: readonly CountedDraft[];
  readonly importsSum: TokenCount;
  readonly sum: TokenCount;
  readonly cut?: number;
  readonly matches?: boolean;
}

function countText(text: string, { counting }: ModelInfo): TokenCount {
  return targetCount(counting, countOnce(tokenizerOf(counting), text));
}

function countDraft(draft: Draft, model: ModelInfo, file: string | undefined): CountedDraft {
  const { text, frame, tools, cut, when } = draft;
  const described = tools && toolsAlone(model, tools, (text) => countOnce(tokenizerOf(model.counting), text));
  const own = described ?? (text === undefined ? undefined : countText(text && frame ? frame.join(text) : text, model));
  const imports = (draft.imports ?? []).map((one) => countDraft(one, model, file));
  const importsSum = sumOf(imports.map(({ sum }) => sum));
  return {
    draft,
    ...(own && { own: { tokens: own.tokens, low: own.low, high: own.high } }),
    ...(described && { tools: described.each }),
    imports,
    importsSum,
    sum: own ? sumOf([own, importsSum]) : importsSum,
    ...(cut && { cut: countText(cut.text, model).tokens }),
    ...(when && file !== undefined && { matches: when.matches(file) }),
  };
}

/** What counts to a sum: with a file at hand, of what matches only what it brings in. */
function isLoaded(loads: Loads): (counted: CountedDraft) => boolean {
  return ({ draft, matches }) => draft.loads === loads && matches !== false;
}

type Weigh = (count: TokenCount) => Weight;

/** A turn's rates are those of all that it sends; it is cached where it is long enough. */
function weigher(model: ModelInfo, standing: number): Weigh {
  const { contextTokens, prices, cacheMinimumTokens = 0 } = model;
  const rates = prices && ratesFor(prices, standing);
  return (count) => ({
    ...count,
    ...(contextTokens !== undefined && { share: count.tokens / contextTokens }),
    ...(rates && { cost: costOf(count.tokens, rates, standing >= cacheMinimumTokens) }),
  });
}

function costOf(tokens: number, { input, cachedRead }: Rates, isCached: boolean) {
  return { uncached: tokens * input, ...(isCached && cachedRead !== undefined && { cached: tokens * cachedRead }) };
}

function cachingOf(model: ModelInfo, standing: number): Pick<AgentContext, "caching"> {
  const { prices, cacheMinimumTokens } = model;
  const rates = prices && ratesFor(prices, standing);
  if (rates?.cachedRead === undefined || standing === 0) return {};
  const hour = hourWriteFactor(model);
  return {
    caching: {
      ...(cacheMinimumTokens !== undefined && { minimum: cacheMinimumTokens }),
      reaches: standing >= (cacheMinimumTokens ?? 0),
      first: standing * (rates.cachedWrite ?? rates.input),
      ...(hour !== undefined && { firstOfHour: standing * hour * rates.input }),
      further: standing * rates.cachedRead,
      uncached: standing * rates.input,
    },
  };
}

function weighed(counted: CountedDraft, weightOf: Weigh): ContextEntry {
  const { draft, own, tools, imports, importsSum, cut, matches } = counted;
  return {
    path: draft.path,
    ...(draft.name !== undefined && { name: draft.name }),
    loads: draft.loads,
    ...(own && { weight: weightOf(own) }),
    ...(imports.length > 0 && { importsWeight: weightOf(importsSum) }),
    ...(draft.when && { globs: draft.when.globs }),
    ...(matches !== undefined && { matches }),
    ...(draft.cut && cut !== undefined && { cut: { tokens: cut, why: draft.cut.why } }),
    ...(tools && { tools: draft.tools!.map(({ name }, i) => ({ name, tokens: tools[i]! })) }),
    imports: imports.map((one) => weighed(one, weightOf)),
    ...(draft.at && { at: draft.at }),
    problems: draft.problems ?? [],
  };
}
