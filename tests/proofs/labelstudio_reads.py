"""Label Studio's LabelInterface takes the configuration and every task; each region's text is the task's text there."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from tests.proofs.common import equal, expected, main, members, whole


def check(folder: Path) -> str:
    """Each wording of the Label Studio export."""
    from label_studio_sdk.label_interface import LabelInterface

    count = 0
    for wording in ("article", "source", "article-hans", "article-tw"):
        files = members(folder / f"labelstudio-{wording}.zip")
        interface = LabelInterface(files["config.xml"])
        interface.validate()
        labels = set(interface.get_control("label").labels)
        tasks = json.loads(files["tasks.json"])
        wanted = expected(folder, wording)
        equal([task["data"]["text"] for task in tasks], [one["text"] for one in wanted], "texts")
        for task, document in zip(tasks, wanted, strict=True):
            assert interface.validate_task({"data": task["data"]}), "the data do not fit the configuration"
            (annotation,) = task["annotations"]
            assert interface.validate_annotation(annotation), f"refused: {str(annotation)[:300]}"
            regions = [one for one in annotation["result"] if one["type"] == "labels"]
            for one in regions:
                value = one["value"]
                equal(task["data"]["text"][value["start"] : value["end"]], value["text"], "text of a region")
                assert set(value["labels"]) <= labels
            equal(
                [(one["value"]["text"], one["value"]["labels"][0]) for one in regions],
                [(one["exact"], one["label"]) for one in whole(document)],
                document["name"],
            )
            notes = [one["value"]["text"][0] for one in annotation["result"] if one["from_name"] == "note"]
            equal(notes, [one["note"] for one in whole(document) if one["note"]], "notes")
            chosen = [one["value"]["choices"] for one in annotation["result"] if one["type"] == "choices"]
            equal(chosen, [document["tags"]] if document["tags"] else [], "tags")
            count += len(regions)
    return f"label_studio_sdk {version('label_studio_sdk')}: {count} regions valid, texts equal"


if __name__ == "__main__":
    main(check)
