"""Encodes texts with sentence-transformers and its defaults: batches of 32, as many threads as the machine has cores.

python encode.py MODEL TEXTS OUT [IDS]: one text a line; OUT gets the vectors (float32, row-major, unit length), IDS the
token ids of each text as JSON. Prints one JSON object: seconds to load, seconds for the encoding alone, versions.
"""

import json
import sys
import time

started = time.perf_counter()
import sentence_transformers
import torch

model_folder, texts_path, out = sys.argv[1:4]
with open(texts_path, encoding="utf-8") as file:
    texts = [line.rstrip("\n") for line in file]
model = sentence_transformers.SentenceTransformer(model_folder, device="cpu")
model.encode(texts[:32])  # the first batch allocates
load_seconds = time.perf_counter() - started
started = time.perf_counter()
vectors = model.encode(texts, normalize_embeddings=True)
seconds = time.perf_counter() - started
vectors.astype("float32").tofile(out)
if len(sys.argv) > 4:
    # the tokenizer's own limit may be another than the model's
    ids = model.tokenizer(texts, truncation=True, max_length=model.max_seq_length)["input_ids"]
    with open(sys.argv[4], "w", encoding="utf-8") as file:
        json.dump(ids, file)
versions = f"sentence-transformers {sentence_transformers.__version__}, torch {torch.__version__}"
print(
    json.dumps(
        {
            "loadSeconds": load_seconds,
            "seconds": seconds,
            "versions": f"{versions}, {torch.get_num_threads()} threads",
        }
    )
)
