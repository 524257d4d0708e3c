"""doccano's own import code reads the JSONL into its own database; its offsets are read back in UTF-16.

A project that forbids overlaps must keep every passage that we say we wrote: it drops what overlaps without a word.
"""

from __future__ import annotations

import os
import sys
import tempfile
import zipfile
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Any

from tests.proofs.common import equal, lines, main


def check(folder: Path) -> str:
    """The file as written, the one in code points, and each layer."""
    with tempfile.TemporaryDirectory() as work:
        start(work)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("create_roles", verbosity=0)
        count = 0
        for wording in ("article", "source", "article-hans", "article-tw"):
            count += read(folder / f"doccano-{wording}.jsonl", wording)
        points = read(folder / "doccano-points.jsonl", "points", unit=1)
        layers = 0
        with zipfile.ZipFile(folder / "doccano-layers.zip") as archive:
            archive.extractall(work)
            for name in archive.namelist():
                layers += read(Path(work) / name, name)
        assert layers > points, "layers hold what one file cannot"
    read_all = f"{count} spans of 4 wordings, {points} in code points, {layers} in layers"
    return f"doccano {version('doccano')}: {read_all}; none dropped"


def start(work: str) -> None:
    """Let doccano's code be found, with a database of its own."""
    root = Path(str(distribution("doccano").locate_file("backend")))
    sys.path.insert(0, str(root))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
    os.environ["DATABASE_URL"] = f"sqlite:///{work}/doccano.sqlite"
    os.environ["MEDIA_ROOT"] = work
    os.environ["CELERY_BROKER_URL"] = "memory://"


def read(path: Path, name: str, unit: int = 2) -> int:
    """Import a file as a project that forbids overlaps, and hold what stands in the database against the file."""
    from data_import.datasets import load_dataset  # type: ignore[import-not-found]
    from data_import.pipeline.catalog import create_file_format  # type: ignore[import-not-found]
    from data_import.pipeline.readers import FileName  # type: ignore[import-not-found]
    from django.contrib.auth import get_user_model
    from examples.models import Example  # type: ignore[import-not-found]
    from labels.models import Span  # type: ignore[import-not-found]
    from projects.models import ProjectType, SequenceLabelingProject  # type: ignore[import-not-found]

    user, _made = get_user_model().objects.get_or_create(username="proof")
    project: Any = SequenceLabelingProject.objects.create(
        name=name, project_type=ProjectType.SEQUENCE_LABELING, created_by=user, allow_overlapping=False
    )
    file = FileName(full_path=str(path), generated_name=path.name, upload_name=path.name)
    dataset = load_dataset(
        "SequenceLabeling",
        create_file_format("JSONL"),
        [file],
        project,
        column_data="text",
        column_label="label",
        encoding="utf_8",
    )
    dataset.save(user, batch_size=1000)
    equal([str(error) for error in dataset.errors], [], "errors")
    count = 0
    examples = list(Example.objects.filter(project=project).order_by("id"))
    wanted = lines(path)
    equal([one.text for one in examples], [one["text"] for one in wanted], "texts")
    for example, line in zip(examples, wanted, strict=True):
        spans = Span.objects.filter(example=example).order_by("start_offset", "end_offset")
        found = [[one.start_offset, one.end_offset, one.label.text] for one in spans]
        equal(found, sorted(line["label"]), f"spans in {path.name}")
        data = example.text.encode("utf-16-le") if unit == 2 else example.text
        said = [data[unit * start : unit * end] if unit == 2 else data[start:end] for start, end, _label in found]
        assert all(said), "an empty span"
        if unit == 2:
            for piece in said:
                piece.decode("utf-16-le")
        count += len(found)
    return count


if __name__ == "__main__":
    main(check)
