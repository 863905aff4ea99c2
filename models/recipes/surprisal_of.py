"""What SmolLM2-135M finds in a text, token by token; the bench of compression asks it.

    python models/recipes/surprisal_of.py < requests.jsonl

A request a line, {"before", "text"}; a reply a line in the same order, {"ends", "nats"}: of each token of `text` its
end, in UTF-16 units, and -ln p given `before` and the tokens before it. Together at most 8,192 tokens.
"""

import json
import sys

import numpy as np

from smollm2 import Teacher


def main() -> None:
    teacher = Teacher()
    requests = [json.loads(line) for line in sys.stdin]
    before = [teacher.encode(request["before"])[0] for request in requests]
    asked = [teacher.encode(request["text"]) for request in requests]
    sequences = [ids + tokens for ids, (tokens, _) in zip(before, asked)]
    nats = teacher.surprisals(sequences, [len(tokens) for tokens, _ in asked])
    for request, (_, offsets), values in zip(requests, asked, nats):
        units = np.cumsum([0] + [1 + (ord(character) > 0xFFFF) for character in request["text"]])
        print(json.dumps({"ends": units[offsets[:, 1]].tolist(), "nats": values.round(4).tolist()}))


if __name__ == "__main__":
    main()
