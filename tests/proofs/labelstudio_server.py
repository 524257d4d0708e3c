"""Label Studio's own server takes the tasks into its database and gives them back: the same regions, the same words.

The server answers 201 to anything, so only what it exports again is looked at. It runs in this process, by Django's
test client; nothing listens.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.proofs.common import Json, equal, main


def check(folder: Path) -> str:
    """The archives of all wordings, each as a project of its own."""
    with tempfile.TemporaryDirectory() as work:
        client = start(work)
        count = tasks = 0
        for wording in ("article", "source", "article-hans", "article-tw"):
            with zipfile.ZipFile(folder / f"labelstudio-{wording}.zip") as archive:
                given = json.loads(archive.read("tasks.json"))
                back = through(client, wording, archive.read("config.xml").decode(), given)
            equal(len(back), len(given), f"tasks of {wording}")
            for one, other in zip(given, back, strict=True):
                equal(other["data"], one["data"], "the data of a task")
                results = regions(one)
                equal(regions(other), results, "the regions of a task")
                text = other["data"]["text"]
                for value in (result["value"] for result in results if result["type"] == "labels"):
                    equal(text[value["start"] : value["end"]], value["text"], "the words of a region")
                    count += 1
            tasks += len(back)
    return f"label-studio {version('label-studio')}: {tasks} tasks and {count} regions given back as they were"


def start(work: str) -> Any:
    """A client of the server, with a database of its own and a user who is logged in."""
    os.environ.update(
        LABEL_STUDIO_BASE_DATA_DIR=work,
        DJANGO_SETTINGS_MODULE="core.settings.label_studio",
        DJANGO_DB="sqlite",
        COLLECT_ANALYTICS="0",
        LATEST_VERSION_CHECK="0",
        SENTRY_DSN="",
        FRONTEND_SENTRY_DSN="",
    )
    import label_studio  # type: ignore[import-not-found]

    sys.path.insert(0, str(Path(label_studio.__file__).parent))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from organizations.models import Organization  # type: ignore[import-not-found]
    from rest_framework.test import APIClient  # type: ignore[import-not-found]
    from users.models import User  # type: ignore[import-not-found]

    user = User.objects.create_user(email="proof@example.org", password="not a secret")
    user.active_organization = Organization.create_organization(created_by=user, title="proof")
    user.save()
    client = APIClient()
    client.force_login(user)
    client.force_authenticate(user)
    return client


def through(client: Any, title: str, config: str, tasks: list[Json]) -> list[Json]:
    """What a new project exports after it was given tasks, in their order."""
    made = client.post("/api/projects/", {"title": f"proof {title}", "label_config": config}, format="json")
    equal(made.status_code, 201, "the labelling configuration")
    project = made.json()["id"]
    equal(client.post(f"/api/projects/{project}/import", tasks, format="json").status_code, 201, "the import")
    answer = client.get(f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true")
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return sorted(json.loads(data), key=lambda task: int(task["id"]))


def regions(task: Json) -> list[Json]:
    """The results of a task's annotations."""
    return [result for one in task["annotations"] for result in one["result"]]


if __name__ == "__main__":
    main(check)
