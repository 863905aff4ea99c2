"""Fits the scale of work: how much a prompt asks for, from 0 (answers itself) to 5 (hours), and what that costs a model.

    python models/recipes/forecast_work.py --data ../shared/data/reasoning --more FOLDER

Benchmarks say little of greetings and of Olympiads. forecast_work.jsonl holds prompts of our own over the whole range, each
with the difficulty that a reader gave it; no call was made on them. Three things are fitted, and models/forecast/work.json
holds them:

- the difficulty of a prompt, by kernel ridge regression on those prompts (Saunders et al., 1998);
- a gate: of which set of calls the prompt is, or of none, by multinomial logistic regression. As far as it is of a set that
  this model at this effort was seen on the forecast is the networks', and else the scale's;
- ln tokens ~ constant + a term for each of the call's levels + (slope + a term for each) . (difficulty - MIDDLE) + bend + kind
  + noise, where the bend, the same for all calls, lifts the middle over the ends: a Bayesian linear regression as in
  forecast_linear.py, on the calls, whose kinds of prompts a reader placed on the scale, and on published means
  (forecast_published.json). The spread between kinds is widened as the mixture's is: the next kind is not among these.
"""

import argparse
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.spatial.distance import cdist
from scipy.stats import norm, spearmanr
from sklearn.linear_model import LogisticRegression

from forecast_data import CACHE, MINILM, call_levels, read_lines, sample
from forecast_features import counts, embed, first_match, plain_name
from forecast_golden import KINDS, OUTPUT, TEXTS
from forecast_mixture import NEXT_KIND
from forecast_more import thoughts
from manifest import write_manifest

HERE = Path(__file__).resolve().parent
OUTPUTS = HERE.parent / "forecast"
GOLDEN = OUTPUT.parent / "work.json"
# The kernel: exp(-REACH |x - x'|^2), x the embedding and the standardised counts by COUNTS; the ridge. By cross-validation.
REACH, COUNTS, RIDGE, CLIP = 0.3, 0.2, 0.3, 3.0
FOLDS = 10
# The gate reads the embedding by EMBEDDING_SCALE, the counts by 0.5; C of the regression.
EMBEDDING_SCALE, COUNTS_SCALE, STRENGTH = 8, 0.5, 0.1
# Sets weigh so much more than prompts of none: there the networks are right. n prompts of one weigh n^(1 - OF_SETS).
CAUTION, OF_SETS = 3, 0.5
# Prompts of a set that the gate learns from: of everyday ones, which are of none, all.
EVERYDAY, OF_SET = "recorded", 60
OF_LARGE = {EVERYDAY: 300, "simpleqa_verified": 330, "math_train": 160, "gpqa_diamond": 160}
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


class Difficulty:
    """Kernel ridge regression on read prompts."""

    def __init__(self, x: np.ndarray, y: np.ndarray):
        self.x, self.middle = x, y.mean()
        self.weights = np.linalg.solve(kernel(x, x) + RIDGE * np.eye(len(y)), y - self.middle)

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return self.middle + kernel(x, self.x) @ self.weights


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


def left_out_sets(cells: list[Cell]) -> dict[str, float]:
    """Prints what the curve misses of each set of prompts that it was not fitted on; how calls spread, within sets and between."""
    within, between, errors = [], [], []
    for name in PLACED:
        table, mine = curve([c for c in cells if c.kind != name]), [c for c in cells if c.kind == name]
        missed = np.array([c.tokens - predict(table, c.model, c.effort, np.array(c.difficulty)) for c in mine])
        n, variance = np.array([c.n for c in mine]), np.array([c.variance for c in mine])
        mean, spread = np.average(missed, weights=n), np.average(variance + (missed - np.average(missed, weights=n)) ** 2, weights=n)
        error = np.average(expected_error(missed, np.sqrt(variance)), weights=n)
        print(f"| {name} | {n.sum():.0f} | mean miss {mean:.2f} | mean error {error:.2f} | spread {spread**0.5:.2f} |")
        within, between, errors = [*within, spread], [*between, mean**2], [*errors, error]
    print(f"macro: mean error {np.mean(errors):.3f}")
    return {"scale": round(float(np.sqrt(np.median(within))), 4), "between": round(float(np.sqrt(np.mean(between))), 4)}


def expected_error(mean: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    """E|X| of a normal variable."""
    deviation = np.maximum(deviation, 1e-6)
    return deviation * np.sqrt(2 / np.pi) * np.exp(-((mean / deviation) ** 2) / 2) + mean * (1 - 2 * norm.cdf(-mean / deviation))


def predict(table: dict, model: str, effort: str, difficulty: np.ndarray) -> np.ndarray:
    terms = [table["every"], *(table["levels"][level].get(name, [0, 0]) for level, name in call_levels(model, effort).items())]
    constant, slope = np.sum(terms, axis=0)
    return constant + slope * (difficulty - MIDDLE) + table["bend"] * lifted(difficulty - MIDDLE)


def sets(data: Path, further: list) -> list[dict]:
    """Some prompts of each set: {"ds", "text", "pid"}."""
    prompts = [p for p in read_lines(data / "prompts.jsonl.gz") if p["split"] == "train"]
    texts = dict.fromkeys((t.text, t.dataset) for t in further if t.text)
    prompts += [{"pid": text, "ds": dataset, "text": text} for text, dataset in texts]
    rng, chosen = random.Random(1), []
    for name in sorted({p["ds"] for p in prompts}):
        of_set = [p for p in prompts if p["ds"] == name]
        rng.shuffle(of_set)
        chosen += of_set[: OF_LARGE.get(name, OF_SET)]
    return chosen


def calls_of(data: Path, further: list) -> list[dict]:
    """The calls on training prompts that are not cut short, as rows of the regression but for their difficulty."""
    prompts = {p["pid"]: p for p in read_lines(data / "prompts.jsonl.gz") if p["split"] == "train"}
    runs = {r["run"]: r for r in read_lines(data / "runs.jsonl.gz")}
    usable = lambda row: row["pid"] in prompts and runs[row["run"]]["q"] != "C" and row.get("rt", 0) >= 1 and not row.get("cens")
    rows = []
    for row in sample(read_lines(data / "rows.jsonl.gz"), usable):
        run, prompt = runs[row["run"]], prompts[row["pid"]]
        rows.append((prompt["ds"], prompt["text"], plain_name(run["canon"]), run.get("eff") or "default", row["rt"]))
    rows += [(t.dataset, t.text, t.model, t.effort, t.tokens) for t in further if t.tokens >= 1]
    names = ("kind", "text", "model", "effort", "rt")
    return [{**dict(zip(names, row)), "tokens": float(np.log(row[-1]))} for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder data/reasoning")
    parser.add_argument("--more", type=Path, required=True, help="clones of the repositories of forecast_more.py")
    arguments = parser.parse_args()
    further = list(thoughts(arguments.more))
    read = [json.loads(line) for line in (HERE / "forecast_work.jsonl").read_text().splitlines()]
    published = json.loads((HERE / "forecast_published.json").read_text())

    texts = [row["text"] for row in read]
    embedding, counted = embed(texts, MINILM, CACHE), np.array([counts(text) for text in texts])
    inputs = Inputs.of(counted)
    x, y = inputs.kernel(embedding, counted), np.array([row["difficulty"] for row in read], float)
    kinds = np.array([row["kind"] for row in read])
    for what, groups in (("kinds of prompts", kinds), ("prompts", np.arange(len(y)))):
        said = left_out(x, y, groups)
        print(f"difficulty, {what} left out: rank correlation {spearmanr(said, y)[0]:.3f}, mean error {np.abs(said - y).mean():.3f}")
    difficulty = Difficulty(x, y)

    benchmarks = sets(arguments.data, further)
    of_sets = [p["text"] for p in benchmarks]
    set_embedding, set_counts = embed(of_sets, MINILM, CACHE), np.array([counts(text) for text in of_sets])
    seen = np.vstack([inputs.gate(embedding, counted), inputs.gate(set_embedding, set_counts)])
    of_set = np.array([LIKE.get(kind, NONE) for kind in kinds] + [NONE if p["ds"] == EVERYDAY else p["ds"] for p in benchmarks])
    kind_or_prompt = np.array([*kinds, *(f"{p['ds']} {i}" for i, p in enumerate(benchmarks))])
    fold, none = folds_of(kind_or_prompt), np.zeros(len(seen))
    for k in range(FOLDS):
        none[fold == k] = fit_gate(seen[fold != k], of_set[fold != k]).predict_proba(seen[fold == k])[:, 0]
    shown = np.array(["own" if name == NONE else f"own, like {name}" for name in of_set[: len(kinds)]] + [p["ds"] for p in benchmarks])
    print("of no set, kinds and prompts left out:", {str(name): round(float(none[shown == name].mean()), 2) for name in np.unique(shown)})
    gate = fit_gate(seen, of_set)

    calls = with_usual(calls_of(arguments.data, further))
    seen_on = seen_sets(calls, gate.classes_[1:].tolist())
    cells = cells_of(calls, published)
    spreads, table = left_out_sets(cells), curve(cells)
    table |= {**spreads, "between": round(NEXT_KIND * spreads["between"], 4)}
    print({name: table[name] for name in ("every", "bend", "scale", "between")})
    for row in published:
        said = float(predict(table, row["model"], row["effort"], np.array(row["difficulty"])))
        print(f"{row['model']} {row['effort']}, {row['kind']}: {np.exp(said + MEAN_ABOVE):,.0f} for a published mean of {row['mean']:,}")

    reach = np.abs(x).max()
    weights = {
        "mean": numbers(inputs.mean), "deviation": numbers(inputs.deviation), "clip": CLIP,
        "difficulty": {
            "reach": REACH, "counts": COUNTS, "middle": round(float(difficulty.middle), 4), "unit": float(reach / 127),
            "prompts": np.round(x / reach * 127).astype(int).tolist(), "weights": numbers(difficulty.weights),
        },
        "gate": {
            "embedding": EMBEDDING_SCALE, "counts": COUNTS_SCALE, "closed": CLOSED, "novelty": NOVELTY, "elsewhere": ELSEWHERE,
            "weights": [numbers([bias, *row]) for bias, row in zip(gate.intercept_, gate.coef_)], "seen": seen_on,
        },
        "stranger": STRANGER,
        "curve": {"middle": MIDDLE, **table},
    }  # fmt: skip
    golden = []
    for text, e in zip(TEXTS, embed(TEXTS, MINILM, CACHE).round(5)):
        k = np.array([counts(text)])
        at = float(np.clip(difficulty(inputs.kernel(e[None], k)), 0, 5)[0])
        sets_of = numbers(gate.predict_proba(inputs.gate(e[None], k))[0, 1:])
        golden.append({"difficulty": at, "sets": sets_of, "locations": [float(predict(table, *kind, np.array(at))) for kind in KINDS]})
    GOLDEN.write_text(json.dumps(golden) + "\n")
    (OUTPUTS / "work.json").write_text(json.dumps(weights, separators=(",", ":")) + "\n")
    write_manifest([OUTPUTS / name for name in ("prompt.onnx", "calls.json", "work.json")])


def numbers(values: np.ndarray) -> list[float]:
    return [round(float(v), 5) for v in values]


if __name__ == "__main__":
    main()
