"""spaCy makes a span on token boundaries of each passage, and its text is the passage's."""

from __future__ import annotations

from pathlib import Path

from tests.proofs.common import equal, expected, lines, main, whole


def check(folder: Path) -> str:
    """Each wording of the spaCy export."""
    import spacy

    nlp = spacy.blank("zh")
    nlp.max_length = 10**8
    count = 0
    for wording in ("article", "source", "article-hans", "article-tw"):
        wanted = expected(folder, wording)
        found = lines(folder / f"spacy-{wording}.jsonl")
        equal([one["text"] for one in found], [one["text"] for one in wanted], "texts")
        for line, document in zip(found, wanted, strict=True):
            doc = nlp.make_doc(line["text"])
            spans = [doc.char_span(one["start"], one["end"], label=one["label"]) for one in line["spans"]]
            assert None not in spans, "a passage is not on token boundaries"
            equal(
                [(span.text, span.label_) for span in spans],
                [(one["exact"].strip(), one["label"]) for one in whole(document)],
                document["name"],
            )
            doc.spans["sc"] = spans
            doc.cats = line["cats"]
            equal(sorted(doc.cats), sorted(document["tags"]), "tags")
            count += len(spans)
    return f"spaCy {spacy.__version__}: {count} spans, none None, texts equal"


if __name__ == "__main__":
    main(check)
