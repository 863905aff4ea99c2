"""What ships, on data sets and on model families that all of it was left out of: networks, gates and the scale of work.

    OMP_NUM_THREADS=1 python models/recipes/forecast_left_out.py --data ../shared/data/reasoning --more FOLDER

Printed: error, bias and coverage of each data set, and of each family with what own calls teach. It is smaller than what
ships, to be done in minutes on one core: one network in place of five, at most PROMPTS prompts of a data set. What is fitted
on left-out data sets, or families, is fitted on the others: the mixture, the spread between kinds, what a model that nobody
has seen adds. The few constants that were explored on all of them are not.
"""

import argparse
from pathlib import Path

import numpy as np

import forecast_train as training
from forecast_kinds import OF_SCALE
from forecast_learning import Misses, Priors, after_own_calls
from forecast_mixture import Mixture, fit_mixture, gate
from forecast_more import DATASETS as MORE
from forecast_scale import STRANGER, Examples, Scale, predict
from forecast_train import LEFT_OUT_FAMILIES, WITH_KIN, LeftOut, by_data_set, covered, cross_validate, without
from forecast_work import OF_LARGE, OF_SET, own_prompts, published_means

PROMPTS = 75
# Own calls of each model and effort of a left-out family.
OWN = (5, 20)


def fit_scale(rest: np.ndarray) -> Scale:
    """Of these calls, and of prompts that they are on."""
    prompts, calls = training.prompts, training.calls.take(rest)
    rng, chosen = np.random.default_rng(1), []
    used = np.unique(calls.prompt)
    for name in np.unique(prompts.dataset[used]):
        chosen.append(rng.permutation(used[prompts.dataset[used] == name])[: OF_LARGE.get(name, OF_SET)])
    chosen = np.concatenate(chosen)
    of_sets = Examples(prompts.dataset[chosen], prompts.embedding[chosen], prompts.counts[chosen])
    calls = calls.take(~calls.censored)
    kinds = prompts.dataset[calls.prompt]
    rows = [dict(zip(("kind", "model", "effort", "tokens"), row)) for row in zip(kinds, calls.model, calls.effort, calls.tokens)]
    return Scale.fit(*own_prompts(), of_sets, rows, published_means())


def mixed(one: LeftOut, mixture: Mixture, scale: Scale, stranger: dict | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Location and scale of ln tokens of each call, as `locate` of engine/reasoning/location.ts has them.

    `stranger`: what is added for a model that nobody has seen, in ln tokens: `spread` to the networks' scale, `longer` to all.
    """
    prompts, calls, f = training.prompts, training.calls.take(one.chosen), one.forecasts
    difficulty, sets = scale.read(prompts.embedding, prompts.counts)
    novelty = gate(f.traits[:, OF_SCALE], mixture.novelty)
    elsewhere = {"elsewhere": STRANGER["elsewhere"]} if stranger else {}
    share = scale.share(sets[calls.prompt], calls.levels["model and effort"], novelty, **elsewhere)
    learnt, spread = mixture.combine(f)
    by_work = np.empty(len(learnt))
    for name in np.unique(calls.levels["model and effort"]):
        mine = calls.levels["model and effort"] == name
        by_work[mine] = predict(scale.table, calls.model[mine][0], calls.effort[mine][0], difficulty[calls.prompt[mine]])
    of_stranger = stranger or {"spread": 0.0, "longer": 0.0}
    variance = (1 - share) * (spread**2 + of_stranger["spread"] ** 2)
    variance += share * (scale.table["scale"] ** 2 + scale.table["between"] ** 2)
    return (1 - share) * learnt + share * by_work + of_stranger["longer"], np.sqrt(variance)


def row(name: str, tokens: np.ndarray, location: np.ndarray, scale: np.ndarray, networks: np.ndarray, *more: str) -> tuple[float, ...]:
    """Prints and returns error, bias (above 0: forecast too long), coverage, and the error of the networks alone."""
    missed = location - tokens
    values = np.abs(missed).mean(), missed.mean(), covered(tokens, location, scale), np.abs(networks - tokens).mean()
    print("| {} | {} | {:.3f} | {:+.2f} | {:.1f} % | {:.3f} |".format(name, len(tokens), *values[:2], 100 * values[2], values[3]), *more, flush=True)
    return values


def report_sets(known: dict, sets: dict[str, LeftOut], splits: dict[str, np.ndarray]) -> None:
    """`splits`: the calls of each set, also those that were cut short, whose prompts the scale must not see either."""
    print("\n| data set left out | calls | MAE ln | bias | 80 % covers | networks alone |\n| --- | --- | --- | --- | --- | --- |")
    rows = {}
    for name, one in sets.items():
        others = [other.outcomes for other_name, other in sets.items() if other_name != name]
        mixture = fit_mixture([known[other] for other in known if other != name], others)
        location, scale = mixed(one, mixture, fit_scale(without(splits[name])))
        rows[name] = row(name, one.tokens, location, scale, mixture.combine(one.forecasts)[0])
    for title, names in (("of data/reasoning", set(rows) - set(MORE)), ("of all", set(rows))):
        error, bias, covers, networks = np.mean([rows[name] for name in sorted(names)], axis=0)
        print(f"macro {title}, {len(names)}: {error:.3f}, bias {bias:+.2f}, covered {100 * covers:.1f} %, networks alone {networks:.3f}")


def report_families(mixture: Mixture, sets: list[Misses]) -> None:
    print("\n| family left out | calls | MAE ln | bias | 80 % covers | networks alone | after 5, 20 own calls |\n| --- | --- | --- | --- | --- | --- | --- |")
    families = {prefix: training.left_out_family(map, prefix, 1) for prefix in LEFT_OUT_FAMILIES}
    scales = {prefix: fit_scale(training.family_split(prefix)[0]) for prefix in families}
    plain = {"spread": 0.0, "longer": 0.0}
    missed = {prefix: one.tokens - mixed(one, mixture, scales[prefix], plain)[0] for prefix, one in families.items()}
    misses, rows = {prefix: one.misses(mixture) for prefix, one in families.items()}, []
    for prefix, one in families.items():
        others = [other for other in families if other != prefix]
        kin = [other for other in others if (other in WITH_KIN) == (prefix in WITH_KIN)]
        spread = training.stranger_spread([(misses[o].residual, mixture.combine(families[o].forecasts)[1]) for o in kin])
        stranger = {"spread": spread, "longer": float(np.mean([missed[o].mean() for o in others]))}
        location, scale = mixed(one, mixture, scales[prefix], stranger)
        own = Misses(one.tokens - location, location, misses[prefix].levels, misses[prefix].topic, misses[prefix].apart)
        priors = Priors.fit(sets + [misses[o] for o in others])
        after = [after_own_calls(priors, own, n, own.levels["model and effort"]) for n in OWN]
        networks = mixture.combine(one.forecasts)[0]
        rows.append((*row(prefix, one.tokens, location, scale, networks, " ".join(f"{error:.3f} |" for error in after)), *after))
    error, bias, covers, networks, *after = np.mean(rows, axis=0)
    text = ", ".join(f"{error:.3f} after {n} own calls" for n, error in zip(OWN, after))
    print(f"macro, {len(rows)}: {error:.3f}, bias {bias:+.2f}, covered {100 * covers:.1f} %, networks alone {networks:.3f}; {text}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder data/reasoning")
    parser.add_argument("--more", type=Path, required=True, help="clones of the repositories of forecast_more.py")
    arguments = parser.parse_args()
    training.start(arguments.data, arguments.more, PROMPTS)
    known = by_data_set(cross_validate(map, training.group_folds(), 1))
    splits = training.data_sets()
    sets = dict(zip(splits, cross_validate(map, list(splits.values()), 1)))
    report_sets(known, sets, splits)
    mixture = fit_mixture(list(known.values()), [one.outcomes for one in sets.values()])
    report_families(mixture, [one.misses(mixture) for one in sets.values()])


if __name__ == "__main__":
    main()
