"""Reads what biolord wrote with programs of others; stdin: {format: text}, stdout: what they found in it.

bioc 2.1, sssom 0.4.21 and fhir.resources 8.3; a program that is not installed leaves its formats out.
"""
import importlib.util
import io
import json
import os
import sys
import tempfile

written = json.load(sys.stdin)
found = {}


def has(name):
    return importlib.util.find_spec(name) is not None


def bioc_annotations(collection):
    return [
        {
            "id": document.id,
            "text": "".join(passage.text for passage in document.passages),
            "mentions": [
                [
                    [[one.offset, one.offset + one.length] for one in annotation.locations],
                    annotation.text,
                    annotation.infons.get("identifier"),
                ]
                for passage in document.passages
                for annotation in passage.annotations
            ],
        }
        for document in collection.documents
    ]


if has("bioc"):
    from bioc import biocjson, biocxml, brat, pubtator

    found["bioc-json"] = bioc_annotations(biocjson.loads(written["bioc-json"]))
    found["bioc-xml"] = bioc_annotations(biocxml.loads(written["bioc-xml"]))
    found["pubtator"] = [
        {
            "id": document.pmid,
            "text": f"{document.title}\n{document.abstract}",
            "mentions": [[[[one.start, one.end]], one.text, one.id] for one in document.annotations],
        }
        for document in pubtator.loads(written["pubtator"])
    ]
    with tempfile.TemporaryDirectory() as folder:
        # as bioc reads folders: text mode, so that CRLF counts as one character
        for name in ("txt", "ann"):
            with open(os.path.join(folder, f"d.{name}"), "wb") as file:
                file.write(written[f"brat.{name}"].encode())
        with open(os.path.join(folder, "d.txt"), encoding="utf8") as text:
            with open(os.path.join(folder, "d.ann"), encoding="utf8") as ann:
                document = brat.load(text, ann)
    found["brat"] = [
        {
            "text": document.text,
            "mentions": [
                [[[span.begin, span.end] for span in sorted(entity.locations)], entity.text]
                for entity in document.entities
            ],
            "attributes": [[one.type, one.refid] for one in document.attributes],
        }
    ]

if has("fhir") and has("fhir.resources"):
    from fhir.resources.R4B.bundle import Bundle

    bundle = Bundle.model_validate_json(written["fhir"])
    found["fhir"] = [entry.resource.get_resource_type() for entry in bundle.entry]

if has("sssom"):
    from sssom.parsers import parse_sssom_table
    from sssom.validators import validate

    mappings = parse_sssom_table(io.StringIO(written["sssom"]))
    validate(mappings)
    frame = mappings.df.fillna("")
    found["sssom"] = frame[["subject_label", "object_id", "object_label"]].values.tolist()

json.dump(found, sys.stdout)
