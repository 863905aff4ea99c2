"""Writes models/forecast: prompt.onnx (the network), calls.json (all the rest), manifest.json (checksums)."""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from forecast_features import COUNTED, EMBEDDED, FAMILIES, PATTERNS, SIZES
from forecast_learning import MIDDLE, ROBUSTNESS, ROUNDS, TOPIC, Priors
from forecast_kinds import EMBEDDING_SCALE as KINDS_SCALE
from forecast_kinds import Kinds
from forecast_linear import EMBEDDING_SCALE as LINEAR_SCALE
from forecast_linear import Linear
from forecast_mixture import Mixture
from forecast_net import CLIP, DOF, EMBEDDING_SCALE, FACTORS, Member, Reader
from manifest import write_manifest

DIMENSION = 384


def prompt_graph(members: list[Member], far: Linear, kinds: Kinds, mixture: Mixture) -> onnx.ModelProto:
    """embedding (1, 384), counts (1, n) -> what engine/reasoning/forecast-weights.ts calls a reading."""
    nodes, weights = [], {}

    def constant(value) -> str:
        """The name of a weight; equal ones are stored once, as the members share their reader."""
        array = np.asarray(value, np.float32)
        key = (array.shape, array.tobytes())
        if key not in weights:
            weights[key] = numpy_helper.from_array(array, f"w{len(weights)}")
        return weights[key].name

    def node(operator: str, *inputs: str, output: str | None = None, **attributes) -> str:
        output = output or f"n{len(nodes)}"
        nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def along(reader: Reader, scale: float) -> str:
        return node("MatMul", node("Sub", "embedding", constant(reader.centre)), constant(reader.directions * scale))

    def standard(reader: Reader, unit: float) -> str:
        scaled = node("Div", node("Sub", "counts", constant(reader.mean)), constant(reader.deviation / unit))
        return node("Clip", scaled, constant(-CLIP * unit), constant(CLIP * unit))

    factors, spreads = [], []
    for member in members:
        state = {name: value.detach().numpy() for name, value in member.net.named_parameters()}
        x = node("Concat", along(member.reader, EMBEDDING_SCALE), standard(member.reader, 0.5), axis=1)
        hidden = node("Tanh", node("Gemm", x, constant(state["hidden.weight"]), constant(state["hidden.bias"]), transB=1))
        through = node("MatMul", hidden, constant(state["factors.weight"].T))
        factors.append(node("Add", through, node("MatMul", x, constant(state["direct.weight"].T))))
        spreads.append(node("MatMul", hidden, constant(state["spread.weight"].T)))
    node("Concat", *factors, axis=0, output="factors")
    node("Reshape", node("Concat", *spreads, axis=0), "flat", output="spread")

    topics = along(far.reader, LINEAR_SCALE)
    x = node("Concat", topics, standard(far.reader, 0.5), axis=1)
    node("Reshape", node("MatMul", x, constant(far.text[:, None])), "flat", output="cautious")
    node("Reshape", node("Slice", topics, "first", "last", "axis"), "flat", output="topic")

    x = node("Concat", along(kinds.reader, KINDS_SCALE), standard(kinds.reader, 1), axis=1)
    away = node("Sub", node("MatMul", x, constant(kinds.whitening)), constant(kinds.centres))
    squared = node("ReduceMean", node("Mul", away, away), axes=[1], keepdims=0)
    nearest = node("ReduceMin", node("Log", node("Div", squared, constant(kinds.typical))), axes=[0], keepdims=1)
    likeness = node("Softmax", node("Add", node("MatMul", x, constant(kinds.weights)), constant(kinds.bias)), axis=1)
    doubt = node("Neg", node("Log", node("ReduceMax", likeness, axes=[1], keepdims=1)))
    distant = node("Concat", constant([[1.0]]), node("Reshape", nearest, "square"), axis=1)
    of_location, of_scale = node("Concat", distant, likeness, axis=1), node("Concat", doubt, distant, axis=1)
    for output, seen, gate in (("caution", of_location, mixture.caution), ("novelty", of_scale, mixture.novelty)):
        node("Sigmoid", node("Reshape", node("MatMul", seen, constant(gate[:, None])), "flat"), output=output)

    integers = {"flat": [-1], "square": [1, 1], "first": [0], "last": [TOPIC], "axis": [1]}
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes,
        "prompt",
        [value("embedding", TensorProto.FLOAT, (1, DIMENSION)), value("counts", TensorProto.FLOAT, (1, len(PATTERNS) + 1))],
        [
            value("factors", TensorProto.FLOAT, (len(members), FACTORS)),
            value("spread", TensorProto.FLOAT, (len(members),)),
            value("cautious", TensorProto.FLOAT, (1,)),
            value("topic", TensorProto.FLOAT, (TOPIC,)),
            value("caution", TensorProto.FLOAT, (1,)),
            value("novelty", TensorProto.FLOAT, (1,)),
        ],
        [*weights.values(), *(numpy_helper.from_array(np.array(n, np.int64), name) for name, n in integers.items())],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def rows(members: list[Member], level: str | None, name: str = "") -> list[list[float]]:
    """A name's row by every member; a member that never saw the name has zeros."""

    def row(member: Member) -> np.ndarray:
        table = member.table
        if level is None:
            return table.every.detach().numpy()
        names = table.names[level]
        return table.tables[list(table.names).index(level)].weight.detach().numpy()[names.index(name) if name in names else 0]

    return [[round(float(v), 4) for v in row(member)] for member in members]


def export(
    folder: Path,
    near: list[Member],
    far: Linear,
    kinds: Kinds,
    mixture: Mixture,
    known: dict[str, list[str]],
    graded: list[str],
    unknown: dict[str, float],
    priors: Priors,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(prompt_graph(near, far, kinds, mixture), folder / "prompt.onnx")
    levels = {level: {name: rows(near, level, name) for name in names[1:]} for level, names in near[0].table.names.items()}
    calls = {
        "patterns": [[pattern, flags] for _, pattern, flags in PATTERNS],
        "embedded": EMBEDDED,
        "counted": COUNTED,
        "families": FAMILIES,
        "sizes": SIZES,
        "factors": FACTORS,
        "dof": DOF,
        "every": rows(near, None),
        "levels": levels,
        "known": known,
        "graded": graded,
        "stretch": round(mixture.near, 4),
        "cautious": {
            "every": round(far.every, 4),
            "levels": {level: rounded(terms) for level, terms in far.levels.items()},
        },
        "unknown": rounded({**unknown, "kind": mixture.between}),
        "learning": {
            **rounded({name: getattr(priors, name) for name in ("user", "slope", "topic", "apart", "noise")}),
            "levels": rounded(priors.levels),
            "middle": MIDDLE,
            "robustness": ROBUSTNESS,
            "rounds": ROUNDS,
        },
    }
    (folder / "calls.json").write_text(json.dumps(calls, separators=(",", ":"), ensure_ascii=False) + "\n")
    write_manifest([folder / "prompt.onnx", folder / "calls.json"])


def rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in values.items()}
