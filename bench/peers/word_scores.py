"""Scores of compression-prompt (PyPI, MIT) for the words of texts: JSON strings in, one a line, lists of numbers out."""

import json
import math
import sys

from compression_prompt.statistical_filter import StatisticalFilter

PROTECTED = 1e9

scorer = StatisticalFilter()
for line in sys.stdin:
    scores = [word.score for word in scorer.score_words(json.loads(line))]
    print(json.dumps([PROTECTED if math.isinf(score) else score for score in scores]), flush=True)
