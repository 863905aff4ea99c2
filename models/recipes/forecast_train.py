"""Trains the reasoning forecaster and writes models/forecast.

    python models/recipes/forecast_train.py --data ../shared/data/reasoning --more FOLDER

Only prompts of the split `train` are used; `val` is left for `npm run bench:forecast`, which measures what was written.
Printed on the way: what networks of the same kind reach on question groups, on whole data sets and on whole families
that were left out of their training.
"""

import argparse
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from scipy.optimize import minimize_scalar

from forecast_data import Calls, Prompts, load
from forecast_export import export
from forecast_golden import record
from forecast_learning import TOPIC, Misses, Priors, after_own_calls, once_located
from forecast_kinds import Kinds
from forecast_linear import Linear, read
from forecast_mixture import Forecasts, Mixture, Outcomes, fit_mixture, forecast, log_score
from forecast_more import DATASETS as MORE
from forecast_net import Member, fit

OUTPUTS = Path(__file__).resolve().parent.parent / "forecast"
MEMBERS = 5
# The same, of those that are trained to be tested.
TEST_MEMBERS = 2
FOLDS = 3
# A left-out data set with fewer calls says too little.
ENOUGH = 60
# Own calls that are given, of a left-out data set and of each model and effort of a left-out family.
OWN, OWN_OF_EACH = 20, 5
# Graded calls from which on a chance of success is spoken of.
GRADED = 100
# Calls from which on a forecast is said to rest on a model, or on it at an effort.
KNOWN = 10
AGENT, TRIVIAL = "swe_bench_verified", "recorded"
# Models that are left out in turn, by how their plain names start; of the first, others of the family stay.
WITH_KIN = ["gpt-5-4", "gemini-3", "o3"]
LEFT_OUT_FAMILIES = [*WITH_KIN, "deepseek", "claude", "qwen"]

prompts: Prompts
calls: Calls
# Of each call: whether it is of data/reasoning, which the tables are of, and not of what is trained on besides.
given: np.ndarray


def kind_names() -> list[str]:
    return np.unique(prompts.dataset[calls.prompt]).tolist()


def start(data: Path, more: Path, most: int | None = None) -> None:
    """`most`: prompts of a data set, where not all are wanted."""
    global prompts, calls, given
    torch.set_num_threads(1)
    prompts, everything = load(data, more, most)
    calls = everything.take(prompts.split[everything.prompt] == "train")
    given = ~np.isin(prompts.dataset[calls.prompt], MORE)


def train(job: tuple[np.ndarray, int]) -> Member:
    chosen, seed = job
    return fit(prompts, calls.take(chosen), seed)


def train_linear(chosen: np.ndarray) -> Linear:
    """Without what is hardly thought about: the linear model's one slope on length for all kinds would follow it."""
    dataset = prompts.dataset[calls.prompt[chosen]]
    return Linear.fit(prompts, calls.take(chosen[dataset != TRIVIAL]))


@dataclass(frozen=True)
class LeftOut:
    """Calls that were left out, and what models that saw none of their question groups say of them."""

    chosen: np.ndarray
    forecasts: Forecasts
    topic: np.ndarray  # of all prompts, as the linear model reads them

    @staticmethod
    def of(rest: np.ndarray, chosen: np.ndarray, near: list[Member], far: Linear) -> "LeftOut":
        """Calls that were cut short are not forecast: what they would have taken is not known."""
        chosen = chosen[~calls.censored[chosen]]
        kinds = Kinds.fit(prompts, np.unique(calls.prompt[rest]))
        forecasts = forecast(near, far, kinds, kind_names(), prompts, calls.take(chosen))
        return LeftOut(chosen, forecasts, read(far.reader, prompts)[:, :TOPIC])

    @property
    def tokens(self) -> np.ndarray:
        return calls.tokens[self.chosen]

    @property
    def outcomes(self) -> Outcomes:
        return self.tokens, self.forecasts

    def misses(self, mixture: Mixture) -> Misses:
        f, these = self.forecasts, calls.take(self.chosen)
        location, _ = mixture.combine(f)
        return Misses(self.tokens - location, location, these.levels, self.topic[these.prompt], f.far - f.near)


def cross_validate(run: Callable, splits: list[np.ndarray], number: int = TEST_MEMBERS) -> list[LeftOut]:
    """`number`: networks of each split."""
    rest = [without(split) for split in splits]
    near = list(run(train, [(r, seed) for r in rest for seed in range(number)]))
    members = [near[i : i + number] for i in range(0, len(near), number)]
    return [LeftOut.of(*one) for one in zip(rest, splits, members, run(train_linear, rest))]


def without(split: np.ndarray) -> np.ndarray:
    """The calls that share no question group with these."""
    groups = prompts.group[calls.prompt]
    return np.flatnonzero(~np.isin(groups, groups[split]))


def by_data_set(folds: list[LeftOut]) -> dict[str, Outcomes]:
    chosen, forecasts = np.concatenate([f.chosen for f in folds]), Forecasts.join([f.forecasts for f in folds])
    dataset = prompts.dataset[calls.prompt[chosen]]
    return {name: (calls.tokens[chosen[dataset == name]], forecasts.take(dataset == name)) for name in np.unique(dataset)}


def group_folds() -> list[np.ndarray]:
    names, group = np.unique(prompts.group[calls.prompt], return_inverse=True)
    fold = np.random.default_rng(1).integers(0, FOLDS, len(names))[group]
    return [np.flatnonzero(fold == k) for k in range(FOLDS)]


def data_sets() -> dict[str, np.ndarray]:
    dataset = prompts.dataset[calls.prompt]
    members = {name: np.flatnonzero(dataset == name) for name in np.unique(dataset)}
    return {name: chosen for name, chosen in members.items() if len(chosen) >= ENOUGH}


def family_split(prefix: str) -> tuple[np.ndarray, np.ndarray]:
    """To train on, to test on: one family's calls on a fifth of the question groups; model and prompt are both new."""
    _, group = np.unique(prompts.group[calls.prompt[given]], return_inverse=True)
    held = np.zeros(len(given), bool)
    held[given] = np.random.default_rng(0).integers(0, 5, group.max() + 1)[group] == 0
    family = np.char.startswith(calls.levels["model"], prefix)
    return np.flatnonzero(~family & ~held), np.flatnonzero(family & held)


def row(name: str, tokens: np.ndarray, location: np.ndarray, scale: np.ndarray, *more: str) -> None:
    error, inside = np.abs(tokens - location), covered(tokens, location, scale)
    score = -np.mean(log_score(tokens, location, scale) - tokens)
    print(f"| {name} | {len(tokens)} | {error.mean():.3f} | {np.mean(error < np.log(2)):.3f} | {inside:.3f} | {score:.3f} |", *more, flush=True)


def covered(tokens: np.ndarray, location: np.ndarray, scale: np.ndarray) -> float:
    """The share inside the central 80 % of a t with 7 degrees of freedom."""
    return np.mean(np.abs(tokens - location) < 1.4149 * scale)


def errors_known(folds: list[LeftOut], mixture: Mixture) -> np.ndarray:
    """|error| of each call when others of its data set and its model were trained on; nan where it was cut short."""
    errors = np.full(len(calls.tokens), np.nan)
    for fold in folds:
        errors[fold.chosen] = np.abs(fold.misses(mixture).residual)
    return errors


def report_groups(known: dict[str, Outcomes], mixture: Mixture) -> None:
    ours = set(known) - set(MORE)
    for title, names in (("question groups", ours), ("question groups, agents apart", ours - {AGENT}), ("of further kinds", set(MORE))):
        parts = [known[name] for name in sorted(names)]
        location, scale = mixture.combine(Forecasts.join([forecasts for _, forecasts in parts]))
        row(title, np.concatenate([tokens for tokens, _ in parts]), location, scale)


def report_sets(known: dict[str, Outcomes], sets: dict[str, LeftOut], trained_on: np.ndarray) -> None:
    """For each set's row the mixture, and the priors of learning from own calls, are fitted on the others."""
    errors = {}
    for name, one in sets.items():
        others = [sets[other] for other in sets if other != name]
        without = fit_mixture([known[other] for other in known if other != name], [other.outcomes for other in others])
        priors = Priors.fit([other.misses(without) for other in others])
        misses, everyone = one.misses(without), np.zeros(len(one.chosen))
        after, floor = after_own_calls(priors, misses, OWN, everyone), once_located(misses, everyone)
        location, scale = without.combine(one.forecasts)
        at_best = trained_on[one.chosen].mean()
        note = f"{OWN} own: {after:.3f}; location known: {floor:.3f}; trained on: {at_best:.3f}"
        row(f"data set {name}", one.tokens, location, scale, note)
        errors[name] = (np.abs(misses.residual).mean(), covered(one.tokens, location, scale), after, floor, at_best)
    text = "macro over {} data sets: {:.3f}, covered {:.3f}, after own calls {:.3f}, location known {:.3f}, trained on {:.3f}"
    for names in (set(errors) - set(MORE), set(MORE)):
        print(text.format(len(names), *np.mean([errors[name] for name in names], axis=0)))


def report_families(
    run: Callable, mixture: Mixture, sets: list[Misses], trained_on: np.ndarray
) -> tuple[dict[str, float], Priors]:
    """What a model, and a family, that was never seen adds to the scale; the priors of learning, by sets and families."""
    errors, strangers = [], {}
    families = {prefix: left_out_family(run, prefix) for prefix in LEFT_OUT_FAMILIES}
    misses = {prefix: one.misses(mixture) for prefix, one in families.items()}
    for prefix, one in families.items():
        location, scale = mixture.combine(one.forecasts)
        mine, kind = misses[prefix], calls.levels["model and effort"][one.chosen]
        priors = Priors.fit(sets + [misses[other] for other in misses if other != prefix])
        after, floor = after_own_calls(priors, mine, OWN_OF_EACH, kind), once_located(mine, kind)
        at_best = trained_on[one.chosen].mean()
        note = f"{OWN_OF_EACH} own: {after:.3f}; location known: {floor:.3f}; trained on: {at_best:.3f}"
        row(f"family {prefix}", one.tokens, location, scale, note)
        errors.append((np.abs(mine.residual).mean(), after, floor, at_best))
        strangers[prefix] = (mine.residual, scale)
    text = "mean over families: {:.3f}, after own calls {:.3f}, location known {:.3f}, trained on {:.3f}"
    print(text.format(*np.mean(errors, axis=0)))
    model = stranger_spread([strangers[prefix] for prefix in WITH_KIN])
    both = stranger_spread([pair for prefix, pair in strangers.items() if prefix not in WITH_KIN])
    return {"model": model, "family": max(0.0, both**2 - model**2) ** 0.5}, Priors.fit(sets + list(misses.values()))


def left_out_family(run: Callable, prefix: str, number: int = TEST_MEMBERS) -> LeftOut:
    rest, test = family_split(prefix)
    return LeftOut.of(rest, test, list(run(train, [(rest, seed) for seed in range(number)])), train_linear(rest))


def stranger_spread(left_out_families: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """The standard deviation in ln tokens with the best log score, families weighing the same."""

    def loss(extra: float) -> float:
        return -sum(log_score(residual, 0, np.hypot(scale, extra)).mean() for residual, scale in left_out_families)

    return float(minimize_scalar(loss, bounds=(0, 3), method="bounded").x)


def often(names: np.ndarray) -> list[str]:
    found, numbers = np.unique(names, return_counts=True)
    return found[numbers >= KNOWN].tolist()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder data/reasoning")
    parser.add_argument("--more", type=Path, required=True, help="clones of the repositories of forecast_more.py")
    parser.add_argument("--out", type=Path, default=OUTPUTS)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    arguments = parser.parse_args()
    start(arguments.data, arguments.more)

    with ProcessPoolExecutor(arguments.jobs, initializer=start, initargs=(arguments.data, arguments.more)) as pool:
        folds = cross_validate(pool.map, group_folds())
        known = by_data_set(folds)
        sets = dict(zip(data_sets(), cross_validate(pool.map, list(data_sets().values()))))
        mixture = fit_mixture(list(known.values()), [one.outcomes for one in sets.values()])
        print(mixture)
        trained_on = errors_known(folds, mixture)
        print("\n| left out | calls | MAE ln | within 2x | 80 % covers | log score |\n| --- | --- | --- | --- | --- | --- |")
        report_groups(known, mixture)
        report_sets(known, sets, trained_on)
        unknown, priors = report_families(pool.map, mixture, [one.misses(mixture) for one in sets.values()], trained_on)
        print(unknown, priors)

        everything = np.arange(len(calls.tokens))
        near = list(pool.map(train, [(everything, seed) for seed in range(MEMBERS)]))
    far, kinds = train_linear(everything), Kinds.fit(prompts, np.unique(calls.prompt))
    judged, kind = ~np.isnan(calls.success), calls.levels["model and effort"]
    graded = [name for name in np.unique(kind) if np.sum(judged & (kind == name)) >= GRADED]
    known = {level: often(calls.levels[level]) for level in ("model", "model and effort")}
    export(arguments.out, near, far, kinds, mixture, known, graded, unknown, priors)
    record(near, far, kinds, mixture, priors)


if __name__ == "__main__":
    main()
