"""Encodes texts with sentence-transformers, its defaults, two threads at most as the machine has cores.

python encode.py MODEL TEXTS OUT: one text a line; OUT gets the vectors (float32, row-major, unit length). Prints one
JSON object: seconds for the encoding alone, token ids of each text where IDS is named as a fourth argument.
"""

import json
import sys
import time

from sentence_transformers import SentenceTransformer

model_folder, texts_path, out = sys.argv[1:4]
with open(texts_path, encoding="utf-8") as file:
    texts = [line.rstrip("\n") for line in file]
model = SentenceTransformer(model_folder, device="cpu")
model.encode(texts[:32])  # warm
started = time.perf_counter()
vectors = model.encode(texts, normalize_embeddings=True)
seconds = time.perf_counter() - started
vectors.astype("float32").tofile(out)
if len(sys.argv) > 4:
    with open(sys.argv[4], "w", encoding="utf-8") as file:
        json.dump([model.tokenizer(text, truncation=True)["input_ids"] for text in texts], file)
print(json.dumps({"seconds": seconds}))
