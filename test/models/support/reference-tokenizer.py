"""Answers what the reference makes of texts.

Reads one JSON object from standard input, {"jobs": [{"tokenizer": {...}, "texts": [...], "maxTokens": n}]}, and writes
the lists of token ids, one for each job, as JSON. Needs the Python package `tokenizers`.
"""

import json
import sys

from tokenizers import Tokenizer


def encode(job):
    tokenizer = Tokenizer.from_str(json.dumps(job["tokenizer"]))
    tokenizer.no_padding()
    tokenizer.enable_truncation(job["maxTokens"])
    return [tokenizer.encode(text).ids for text in job["texts"]]


json.dump([encode(job) for job in json.load(sys.stdin)["jobs"]], sys.stdout)
