import { partShares } from "../../display/part-shares.ts";
import type { AuditGroup } from "../../protocol/audit.ts";
import type { ComparedModel } from "../../protocol/comparison.ts";
import type { CallCost, EffortForecast, Forecast, Quantiles } from "../../protocol/forecast.ts";
import type { AdvisedMedium, WeighedPart } from "../../protocol/inspection.ts";
import type { PanelState, PromptState } from "../../protocol/panel.ts";

const exactly = (tokens: number) => ({ tokens, low: tokens, high: tokens });

const parts: WeighedPart[] = [
  ["front matter", "none", 0, "front matter", 34, 0],
  ["section", "system", 0, "Support agent", 1250, 1],
  ["section", "system", 1, "Who you are", 96, 0.11],
  ["section", "system", 1, "How to answer a customer who is upset about a delivery", 214, 0.16],
  ["section", "system", 1, "Policies", 402, 0.34],
  ["section", "system", 1, "Tone", 188, 0.07],
  ["example", "system", 1, "Examples", 262, 0.21],
  ["section", "system", 1, "Output format", 74, 0.1],
].map(([kind, role, depth, title, tokens, salience], i) => ({
  kind: kind as WeighedPart["kind"],
  role: role as WeighedPart["role"],
  depth: depth as number,
  title: title as string,
  tokens: tokens as number,
  salience: salience as number,
  start: i * 100,
  end: title === "Support agent" ? 800 : (i + 1) * 100,
}));

export const prompt: PromptState = {
  uri: "file:///prompts/support-agent.prompt.md",
  version: 7,
  name: "support-agent.prompt.md",
  modelName: "GPT-5 mini",
  cacheMinimumTokens: 512,
  inspection: {
    model: "gpt-5-mini",
    kind: "markdown",
    sentAs: "call",
    tokenizer: "o200k",
    counted: "exact",
    count: exactly(1284),
    sent: exactly(1257),
    basis: [{ what: "text", by: "exact", items: 1, ...exactly(1257) }],
    cost: { input: 0.00031425, cachedRead: 0.000031425, batch: 0.000157125, asOf: "2026-11-20" },
    prose: 1100,
    stages: [
      { loss: "copy", units: 1, tokens: 22 },
      { loss: "filler", units: 14, tokens: 66 },
      { loss: "aside", units: 3, tokens: 44 },
      { loss: "talk", units: 9, tokens: 176 },
      { loss: "example", units: 2, tokens: 110 },
      { loss: "rule", units: 18, tokens: 330 },
      { loss: "must", units: 6, tokens: 132 },
    ],
  },
  shares: partShares(parts),
  media: [],
  target: { keep: 0.7 },
  compression: {
    before: 1257,
    after: 927,
    advice: { compress: true, net: -330, dollars: -0.0000825, why: "saves 330 input tokens per call" },
    change: -0.00000825,
    cost: { input: 0.00023175, cachedRead: 0.000023175, batch: 0.000115875, asOf: "2026-11-20" },
  },
};

const quantiles: Quantiles = {
  "0.05": 310,
  "0.1": 520,
  "0.25": 1120,
  "0.5": 2300,
  "0.75": 4700,
  "0.9": 9800,
  "0.95": 14_200,
};

const scaled = (factor: number) =>
  Object.fromEntries(Object.entries(quantiles).map(([p, n]) => [p, n * factor])) as unknown as Quantiles;

/** A forecast `factor` times as long as that at medium effort. */
const atEffort = (effort: string, factor: number, success?: number): EffortForecast => ({
  effort,
  mean: 4100 * factor,
  measured: effort !== "minimal",
  quantiles: scaled(factor),
  cost: { median: 2300 * factor * 2e-6, p90: 9800 * factor * 2e-6 },
  ...(success !== undefined && { success }),
});

const efforts = [
  atEffort("minimal", 0.2),
  atEffort("low", 0.5, 0.81),
  atEffort("medium", 1, 0.84),
  atEffort("high", 2, 0.86),
] as const;

/** What a call costs that thinks as long as that, in dollars per token. */
const priced = (input: number, each: number): CallCost => {
  const hidden = { mean: 4100 * each, quantiles: scaled(each) };
  const quantiles = Object.fromEntries(Object.entries(hidden.quantiles).map(([p, n]) => [p, n + input]));
  return { input, hidden, total: { mean: hidden.mean + input, quantiles: quantiles as Quantiles } };
};

/** A forecast of four efforts, most of them twice as long as the one before. */
export const forecast: Forecast = {
  ...efforts[2],
  model: "gpt-5-mini",
  efforts,
  cheapest: "low",
  basis: "this model and effort",
  ownCalls: { same: 43, all: 51 },
  novelty: 0,
  total: priced(0.00031425, 2e-6),
  notes: ["The prompt is like those that the forecast was learnt from."],
};

const thoughtless: Forecast = {
  ...atEffort("none", 0),
  model: "gpt-4o-mini",
  efforts: [],
  basis: "this model does not reason",
  novelty: 0,
  notes: [],
};

const audit: AuditGroup[] = [
  {
    model: "gpt-5-mini",
    effort: "medium",
    calls: 214,
    reasoning: 1_204_113,
    cost: 2.41,
    forecast: { ratio: 1.2, low: 0.94, high: 1.5, isUnusual: false },
    later: {
      ratio: 1.9,
      low: 1.4,
      high: 2.6,
      isUnusual: true,
      chance: 0.002,
      smallest: 1.5,
      before: 100,
      after: 114,
      unlike: 6,
    },
    findings: [
      {
        check: "step",
        message: "OpenAI reports the thinking tokens of this model in steps of 64; these counts come from elsewhere.",
        odds: 0,
        count: 3,
        first: [4, 9, 12].map((line) => ({ log: 0, line })),
      },
    ],
  },
  { model: "claude-opus-4-5", effort: "high", calls: 1, reasoning: 700, findings: [] },
];

const compared = (name: string, factor: number, more: Partial<ComparedModel>): ComparedModel => ({
  model: name,
  name,
  tokenizer: "o200k",
  counted: "exact",
  sent: exactly(1257),
  thinking: { effort: "medium", mean: 4100 * factor, quantiles: scaled(factor) },
  fertility: [
    { script: "Latin", characters: 5100, tokens: 1200, perCharacter: 1200 / 5100, perWord: 1.36 },
    { script: "Han", characters: 80, tokens: 57, perCharacter: 57 / 80 },
  ],
  ...more,
});

/** One that is cheap, one whose cache and tokens are known only roughly, and one that does not think and has no price. */
export const comparison = {
  models: [
    compared("GPT-5 mini", 1, {
      cost: { input: 0.00031425, cachedRead: 0.000031425, asOf: "2026-11-20" },
      total: priced(0.00031425, 2e-6),
    }),
    compared("Claude Opus 4.5", 0.5, {
      tokenizer: "claude",
      counted: "estimated",
      sent: { tokens: 1490, low: 1416, high: 1565 },
      cost: { input: 0.00745, cachedRead: 0.000745, asOf: "2026-11-20" },
      total: priced(0.00745, 25e-6),
    }),
    compared("A model without a known price and with a long name", 0, { tokenizer: "llama3" }),
  ],
};

const media: AdvisedMedium[] = [
  {
    ...exactly(1105),
    start: 100,
    end: 160,
    kind: "image",
    role: "user",
    width: 1920,
    height: 1080,
    rule: "OpenAI's rule",
    isAttached: true,
    cheaper: [
      { ...exactly(425), width: 911, height: 512, seen: 0.67, saved: 0.0017 },
      { ...exactly(85), detail: "low", seen: 0.38, saved: 0.00255 },
    ],
  },
  {
    tokens: 5460,
    low: 3960,
    high: 5880,
    start: 200,
    end: 260,
    kind: "video",
    role: "user",
    seconds: 60,
    rule: "Google's rule",
    isAttached: false,
    cheaper: [{ tokens: 2490, low: 990, high: 2595, fps: 0.25 }],
  },
];

const ready = { engine: { is: "ready" }, callsPerMonth: 10_000, audit: [] } as const;
const { compression: _, ...uncompressed } = prompt;
const { target: ___, ...unsqueezed } = uncompressed;
const { cost: __, ...unpriced } = prompt.inspection;

/** Every state that the panel can be in, by name. */
export const states = {
  thoughtless: { ...ready, prompt: { ...prompt, forecast: thoughtless } },
  prompt: { ...ready, prompt },
  forecast: { ...ready, prompt: { ...prompt, forecast } },
  media: { ...ready, prompt: { ...prompt, media } },
  audit: { ...ready, audit, prompt: { ...prompt, forecast } },
  comparison: { ...ready, prompt: { ...prompt, forecast, comparison } },
  pending: { ...ready, engine: { is: "busy" }, prompt: uncompressed },
  estimated: {
    ...ready,
    prompt: {
      ...uncompressed,
      modelName: "A model without a known price and with a long name",
      inspection: {
        ...unpriced,
        counted: "estimated",
        tokenizer: "claude",
        sent: { tokens: 1257, low: 1190, high: 1330 },
        basis: [{ what: "text", by: "estimated", items: 1, tokens: 1257, low: 1190, high: 1330 }],
      },
    },
  },
  trimmed: {
    ...ready,
    prompt: {
      ...unsqueezed,
      compression: {
        before: 1257,
        after: 1169,
        advice: { compress: true, net: -88, dollars: -0.000022, why: "saves 88 input tokens per call" },
        change: -0.0000022,
        cost: { input: 0.00029225, cachedRead: 0.000029225, batch: 0.000146125, asOf: "2026-11-20" },
      },
    },
  },
  /** Below the line of the rules, and too short to be cached. */
  unwise: {
    ...ready,
    prompt: {
      ...prompt,
      cacheMinimumTokens: 1024,
      target: { keep: 0.3 },
      compression: {
        before: 1257,
        after: 839,
        limited: true,
        atRisk: { rules: 18, of: 24 },
        advice: { compress: true, net: -418, dollars: -0.0001045, why: "saves 418 input tokens per call" },
        change: 0.000178325,
        cost: { input: 0.00020975, batch: 0.000104875, asOf: "2026-11-20" },
      },
    },
  },
  reckoning: {
    ...ready,
    prompt: {
      ...prompt,
      compression: {
        ...prompt.compression!,
        advice: {
          ...prompt.compression!.advice,
          compress: false,
          why: "a problem to be reasoned out is best left whole",
        },
      },
    },
  },
  instructions: {
    ...ready,
    prompt: {
      ...prompt,
      name: "AGENTS.md",
      inspection: {
        ...prompt.inspection,
        sentAs: "instructions",
        session: { turns: 50, uncached: 0.0157125, cached: 0.001854075 },
      },
    },
  },
  nothing: {
    ...ready,
    prompt: {
      ...uncompressed,
      inspection: {
        ...prompt.inspection,
        sentAs: "nothing",
        sent: exactly(0),
        count: exactly(0),
        prose: 0,
        stages: [],
        cost: { input: 0 },
      },
      shares: [],
    },
  },
  empty: { ...ready, engine: { is: "stopped" } },
  unweighed: { ...ready, note: 'Unknown model "gpt-9"; the nearest names are gpt-4, gpt-5.', isModelUnknown: true },
  starting: { ...ready, engine: { is: "starting" } },
  failed: {
    ...ready,
    engine: { is: "failed", reason: "models/minilm.onnx is missing or cannot be read; reinstall Tare." },
  },
} satisfies Record<string, PanelState>;
