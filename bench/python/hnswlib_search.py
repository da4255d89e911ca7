"""Builds a graph of hnswlib over vectors and searches it: python hnswlib_search.py VECTORS DIMENSIONS QUERIES WANTED THREADS

VECTORS and QUERIES are float32, row-major. Prints one JSON object: seconds to build, milliseconds a query, the rows found.
"""

import json
import sys
import time

import hnswlib
import numpy

vectors_path, dimensions, queries_path, wanted, threads = sys.argv[1:6]
vectors = numpy.fromfile(vectors_path, dtype="float32").reshape(-1, int(dimensions))
queries = numpy.fromfile(queries_path, dtype="float32").reshape(-1, int(dimensions))
graph = hnswlib.Index(space="ip", dim=int(dimensions))
graph.init_index(max_elements=len(vectors), M=16, ef_construction=200, random_seed=100)
graph.set_num_threads(int(threads))
started = time.perf_counter()
graph.add_items(vectors)
build_seconds = time.perf_counter() - started
graph.set_ef(128)
graph.knn_query(queries, k=int(wanted))
started = time.perf_counter()
rows, _ = graph.knn_query(queries, k=int(wanted))
seconds = time.perf_counter() - started
print(
    json.dumps(
        {
            "buildSeconds": build_seconds,
            "queryMs": 1000 * seconds / len(queries),
            "rows": rows.tolist(),
        }
    )
)
