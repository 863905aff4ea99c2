"""The scale of work: what is fitted of it, and what it says of a call, as engine/reasoning/work-scale.ts has it.

Three parts, of which work.json holds all:

- the difficulty of a prompt, by kernel ridge regression on prompts that were read (Saunders et al., 1998);
- a gate: of which set of calls the prompt is, or of none, by multinomial logistic regression. As far as it is of a set that
  this model at this effort was seen on the forecast is the networks', and else the scale's;
- ln tokens ~ constant + a term for each of the call's levels + (slope + a term for each) . (difficulty - MIDDLE) + bend + kind
  + noise, where the bend, the same for all calls, lifts the middle over the ends: a Bayesian linear regression as in
  forecast_linear.py, on the calls, whose kinds of prompts a reader placed on the scale, and on published means. The spread
  between kinds is widened as the mixture's is: the next kind is not among these.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression

from forecast_data import call_levels
from forecast_features import first_match
from forecast_mixture import NEXT_KIND

# The kernel: exp(-REACH |x - x'|^2), x the embedding and the standardised counts by COUNTS; the ridge. By cross-validation.
REACH, COUNTS, RIDGE, CLIP = 0.3, 0.2, 0.3, 3.0
FOLDS = 10
# The gate reads the embedding by EMBEDDING_SCALE, the counts by 0.5; C of the regression.
EMBEDDING_SCALE, COUNTS_SCALE, STRENGTH = 8, 0.5, 0.1
# Sets weigh so much more than prompts of none: there the networks are right. n prompts of one weigh n^(1 - OF_SETS).
CAUTION, OF_SETS = 3, 0.5
# The set of everyday calls.
EVERYDAY = "recorded"
# Kinds of our prompts that are like those of a set.
NONE = ""
LIKE = {"obscure-fact": "simpleqa_verified", "mcq": "mmlu_pro", "school-math": "math_train"}
# Where a reader placed the sets' prompts on the scale.
PLACED = {
    EVERYDAY: 0.6,
    "simpleqa_verified": 1.5, "questions": 1.3, "moderation": 1.0, "multidomain_judgement": 1.5, "documents": 2.0,
    "lech_generalization": 2.0, "mmlu_pro": 2.3, "math_train": 2.5, "math500": 2.7, "planbench": 3.0, "chess_puzzles": 3.0,
    "gpqa_diamond": 3.5, "aime_rrb": 4.0, "swe_bench_verified": 4.0, "frontiermath_public": 5.0,
}  # fmt: skip
# The effort at which calls of these models run where none is asked for, as engine/cost/model-facts.json has it.
USUAL = [(r"^(?:gpt-5(?:-mini|-nano)?|o[0-9](?:-mini)?|gpt-oss-.*)$|^gemini-3-[5-9]-flash$", "medium"), (r"^gemini-3(?!.*lite)", "high")]
# The gate's logit: what is taken off, what the networks' own novelty of the prompt adds; how far a set counts that only
# other models, or efforts, were seen on. Explored on the prompts of the split `val`, so that their forecasts stay as good as
# by the networks alone, and on our own prompts by kinds that were left out.
CLOSED, NOVELTY, ELSEWHERE = 2.5, 8.0, 0.2
# Of a model without calls of its own: the networks know the set by others as well as they ever will, so it counts in full;
# and what such models think longer, the mean over the families that forecast_left_out.py leaves out.
STRANGER = {"elsewhere": 1.0, "longer": 0.16}
# Calls from which on a model and effort was seen on a set, as in forecast_train.py.
KNOWN = 10
MIDDLE = 2.5
# Prior standard deviations in ln tokens: the constant, a level's term, of its slope; the kind's; the prior of the slope;
# that of the bend.
CONSTANT, KIND, SLOPE, SLOPE_SPREAD, BEND = 3.0, 0.8, 1.1, 0.3, 0.5
# The ends of the scale, everyday calls and published means, hold it: their kinds differ so little from it.
ANCHOR = 0.15
# Everyday calls are few, and the only ones at the lower end.
EVERYDAY_WEIGHT = 4
# A family differs so much from the others on a kind.
KIND_OF_FAMILY = 0.6
LEVELS = {"family": 0.4, "size": 0.3, "model": 0.5, "effort": 0.5, "family and effort": 0.3, "model and effort": 0.4}
SLOPES = {"family": 0.1, "size": 0.05, "model": 0.1, "effort": 0.1, "family and effort": 0.05, "model and effort": 0.05}
# A set of n calls weighs n^(1 - BALANCE); a published mean weighs as PUBLISHED calls; calls spread so about their kind.
BALANCE, PUBLISHED, NOISE = 0.75, 20, 1.0
# A mean is so much above the median, in ln tokens, where calls on a set spread by 0.8.
MEAN_ABOVE = 0.32


@dataclass(frozen=True)
class Inputs:
    """What the kernel and the gate see of prompts; the counts are standardised by those of our own prompts."""

    mean: np.ndarray
    deviation: np.ndarray

    @staticmethod
    def of(counted: np.ndarray) -> "Inputs":
        return Inputs(counted.mean(0), counted.std(0) + 0.1)

    def kernel(self, embedding: np.ndarray, counted: np.ndarray) -> np.ndarray:
        return np.hstack([embedding, COUNTS * self.standard(counted)])

    def gate(self, embedding: np.ndarray, counted: np.ndarray) -> np.ndarray:
        return np.hstack([EMBEDDING_SCALE * embedding, COUNTS_SCALE * self.standard(counted)])

    def standard(self, counted: np.ndarray) -> np.ndarray:
        return np.clip((counted - self.mean) / self.deviation, -CLIP, CLIP)


@dataclass(frozen=True)
class Examples:
    """Prompts: of which kind, or data set, each is, and what is read of it."""

    kind: np.ndarray
    embedding: np.ndarray
    counts: np.ndarray


class Difficulty:
    """Kernel ridge regression on read prompts. What is like none of them is drawn to the middle of the scale, not to their mean."""

    def __init__(self, x: np.ndarray, y: np.ndarray):
        self.x = x
        self.weights = np.linalg.solve(kernel(x, x) + RIDGE * np.eye(len(y)), y - MIDDLE)

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return MIDDLE + kernel(x, self.x) @ self.weights


def kernel(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.exp(-REACH * cdist(a, b, "sqeuclidean"))


def left_out(x: np.ndarray, y: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """What is said of each prompt when its group was not learnt from."""
    folds, said = folds_of(groups), np.zeros(len(y))
    for k in range(FOLDS):
        said[folds == k] = Difficulty(x[folds != k], y[folds != k])(x[folds == k])
    return said


def folds_of(groups: np.ndarray) -> np.ndarray:
    names = np.random.default_rng(0).permutation(np.unique(groups))
    fold = {name: i % FOLDS for i, name in enumerate(names)}
    return np.array([fold[g] for g in groups])


def fit_gate(seen: np.ndarray, of_set: np.ndarray) -> LogisticRegression:
    """The first class is that of no set."""
    weight = np.array([float(np.sum(of_set == name)) for name in of_set]) ** -OF_SETS
    weight[of_set == NONE] /= weight[of_set == NONE].sum()
    weight[of_set != NONE] *= CAUTION / weight[of_set != NONE].sum()
    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(seen, of_set, weight * len(seen) / 2)


def seen_sets(calls: list[dict], names: list[str]) -> dict[str, list[int]]:
    """By model and effort, of which of these sets there are calls enough."""
    number = Counter((f"{row['model']} {row['effort']}", row["kind"]) for row in calls)
    found = {}
    for (call, name), n in sorted(number.items()):
        if n >= KNOWN and name in names:
            found.setdefault(call, []).append(names.index(name))
    return found


@dataclass(frozen=True)
class Cell:
    """Calls of one model and effort on prompts of one kind and difficulty: how many, mean and variance of ln tokens."""

    kind: str
    model: str
    effort: str
    difficulty: float
    n: float
    tokens: float
    variance: float = 0.0


def with_usual(calls: list[dict]) -> list[dict]:
    """Calls without an effort also count at the one at which they ran."""
    usual = lambda row: first_match(USUAL, row["model"]) if row["effort"] == "default" else ""
    return calls + [{**row, "effort": usual(row)} for row in calls if usual(row)]


def cells_of(calls: list[dict], published: list[dict]) -> list[Cell]:
    groups = {}
    for row in calls:
        if row["kind"] in PLACED:
            groups.setdefault((row["kind"], row["model"], row["effort"], PLACED[row["kind"]]), []).append(row["tokens"])
    cells = [Cell(*name, len(tokens), float(np.mean(tokens)), float(np.var(tokens))) for name, tokens in groups.items()]
    for row in published:
        tokens = float(np.log(row["mean"])) - MEAN_ABOVE
        cells.append(Cell(row["kind"], row["model"], row["effort"], row["difficulty"], PUBLISHED, tokens))
    return cells


def is_between(kind: str) -> bool:
    """Whether it lies between the ends of the scale, which hold it."""
    return kind in PLACED and kind != EVERYDAY


def curve(cells: list[Cell]) -> dict:
    """The regression of ln tokens: {"every": [constant, slope], "bend", "levels": {level: {name: [constant, slope]}}}."""
    kind, n = np.array([c.kind for c in cells]), np.array([c.n for c in cells])
    kinds = np.unique(kind)
    weight = n * np.array([n[kind == k].sum() ** -BALANCE * (EVERYDAY_WEIGHT if k == EVERYDAY else 1) for k in kind])
    weight = weight / (weight.sum() / n.sum()) / NOISE**2
    tokens, from_middle = np.array([c.tokens for c in cells]), np.array([c.difficulty for c in cells]) - MIDDLE
    levels = [call_levels(c.model, c.effort) for c in cells]
    names = sorted({(level, name) for one in levels for level, name in one.items()})
    hot = np.array([[one[level] == name for level, name in names] for one in levels], float)
    spread = np.array([KIND if is_between(name) else ANCHOR for name in kinds])
    of_kind = (kind[:, None] == kinds) * spread
    of_family = np.array([f"{c.kind} {one['family']}" if is_between(c.kind) else "" for c, one in zip(cells, levels)])
    families = (of_family[:, None] == np.unique(of_family[of_family != ""])) * KIND_OF_FAMILY
    constants = hot * np.array([LEVELS[level] for level, _ in names])
    slopes = hot * from_middle[:, None] * np.array([SLOPES[level] for level, _ in names])
    design = np.column_stack([np.full(len(cells), CONSTANT), from_middle * SLOPE_SPREAD, lifted(from_middle) * BEND, of_kind, constants, slopes, families])
    middle = np.average(tokens, weights=weight)
    target = tokens - middle - SLOPE * from_middle
    weighted = design * weight[:, None]
    terms = np.linalg.solve(weighted.T @ design + np.eye(design.shape[1]), weighted.T @ target)
    rest = terms[3 + len(kinds) :]
    table = {level: {} for level in LEVELS}
    for (level, name), constant, slope in zip(names, rest[: len(names)], rest[len(names) :]):
        table[level][name] = [round(float(LEVELS[level] * constant), 4), round(float(SLOPES[level] * slope), 4)]
    every = [round(float(middle + CONSTANT * terms[0]), 4), round(float(SLOPE + SLOPE_SPREAD * terms[1]), 4)]
    return {"every": every, "bend": round(float(BEND * terms[2]), 4), "levels": table}


def lifted(from_middle: np.ndarray) -> np.ndarray:
    """1 in the middle of the scale, 0 at its ends."""
    return 1 - (from_middle / MIDDLE) ** 2


def left_out_sets(cells: list[Cell]) -> tuple[list[str], dict[str, float]]:
    """What the curve misses of each set of prompts that it was not fitted on, in words; how calls spread, within sets and between."""
    told, within, between, errors = [], [], [], []
    for name in (name for name in PLACED if any(c.kind == name for c in cells)):
        table, mine = curve([c for c in cells if c.kind != name]), [c for c in cells if c.kind == name]
        missed = np.array([c.tokens - predict(table, c.model, c.effort, np.array(c.difficulty)) for c in mine])
        n, variance = np.array([c.n for c in mine]), np.array([c.variance for c in mine])
        mean, spread = np.average(missed, weights=n), np.average(variance + (missed - np.average(missed, weights=n)) ** 2, weights=n)
        error = np.average(expected_error(missed, np.sqrt(variance)), weights=n)
        told.append(f"| {name} | {n.sum():.0f} | mean miss {mean:.2f} | mean error {error:.2f} | spread {spread**0.5:.2f} |")
        within, between, errors = [*within, spread], [*between, mean**2], [*errors, error]
    told.append(f"macro: mean error {np.mean(errors):.3f}")
    return told, {"scale": round(float(np.sqrt(np.median(within))), 4), "between": round(float(np.sqrt(np.mean(between))), 4)}


def expected_error(mean: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    """E|X| of a normal variable."""
    deviation = np.maximum(deviation, 1e-6)
    return deviation * np.sqrt(2 / np.pi) * np.exp(-((mean / deviation) ** 2) / 2) + mean * (1 - 2 * norm.cdf(-mean / deviation))


def predict(table: dict, model: str, effort: str, difficulty: np.ndarray) -> np.ndarray:
    terms = [table["every"], *(table["levels"][level].get(name, [0, 0]) for level, name in call_levels(model, effort).items())]
    constant, slope = np.sum(terms, axis=0)
    return constant + slope * (difficulty - MIDDLE) + table["bend"] * lifted(difficulty - MIDDLE)


@dataclass(frozen=True)
class Scale:
    """What work.json holds."""

    inputs: Inputs
    difficulty: Difficulty
    gate: LogisticRegression
    seen: dict[str, list[int]]
    table: dict

    @staticmethod
    def fit(own: Examples, difficulty: np.ndarray, of_sets: Examples, calls: list[dict], published: list[dict]) -> "Scale":
        """`own`: prompts of our own, with the difficulty that a reader gave them; `of_sets`: some that the calls are on."""
        inputs = Inputs.of(own.counts)
        seen = np.vstack([inputs.gate(of.embedding, of.counts) for of in (own, of_sets)])
        gate = fit_gate(seen, labels(own, of_sets))
        calls = with_usual(calls)
        cells = cells_of(calls, published)
        hardness = Difficulty(inputs.kernel(own.embedding, own.counts), difficulty)
        spreads = left_out_sets(cells)[1]
        table = curve(cells) | spreads | {"between": round(NEXT_KIND * spreads["between"], 4)}
        return Scale(inputs, hardness, gate, seen_sets(calls, gate.classes_[1:].tolist()), table)

    def read(self, embedding: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The difficulty of each prompt, and how likely it is of each set."""
        difficulty = np.clip(self.difficulty(self.inputs.kernel(embedding, counts)), 0, 5)
        return difficulty, self.gate.predict_proba(self.inputs.gate(embedding, counts))[:, 1:]

    def share(self, sets: np.ndarray, calls: list[str], novelty: np.ndarray, elsewhere: float = ELSEWHERE) -> np.ndarray:
        """How far each call is forecast by the scale; `sets` and `novelty` of its prompt, its model and effort in `calls`."""
        own = [self.seen.get(name, []) for name in calls]
        learnt = (sets * np.array([[1 if k in known else elsewhere for k in range(sets.shape[1])] for known in own])).sum(1)
        return 1 / (1 + learnt / np.maximum(1e-9, 1 - learnt) * np.exp(CLOSED - NOVELTY * novelty))


def labels(own: Examples, of_sets: Examples) -> np.ndarray:
    """Of which set each prompt is, ours first; NONE of everyday ones, and of ours that are like no set at hand."""
    like = [LIKE.get(kind, NONE) for kind in own.kind]
    return np.array([*(name if name in of_sets.kind else NONE for name in like), *np.where(of_sets.kind == EVERYDAY, NONE, of_sets.kind)])
