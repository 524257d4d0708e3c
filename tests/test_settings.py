"""Settings survive a round, and nothing that a person wrote is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.settings import AMBIGUOUS, MEASURES, SPACINGS, Settings, load, save, settings_path

ANY = st.builds(
    Settings,
    language=st.sampled_from([None, "en", "zh_Hans", "zh_Hant"]),
    theme=st.text(st.characters(exclude_categories=["Cs"])),
    measure=st.sampled_from(MEASURES),
    annotator=st.text().filter(str.isprintable),
    line_spacing=st.sampled_from(SPACINGS),
    paragraph_spacing=st.sampled_from(SPACINGS),
    hanging=st.booleans(),
    ambiguous=st.sampled_from(AMBIGUOUS),
)


@given(settings=ANY, before=ANY)
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings, before: Settings
) -> None:
    path = tmp_path_factory.mktemp("settings") / "deep" / "settings.toml"
    save(before, path)
    save(settings, path)
    assert load(path) == settings
    assert load(path).notice == ""


def test_without_a_file_the_defaults_hold_and_nothing_is_written(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.toml") == Settings()
    assert list(tmp_path.iterdir()) == []


def test_they_are_kept_in_the_users_configuration_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_path() == tmp_path / "reader" / "settings.toml"


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (b"measure = 30\nlanguage = \n", "(line 2)"),
        (b"\xff\xfe\x00", "(it is no text in UTF-8)"),
        (None, "(it is a folder)"),
    ],
)
def test_why_a_file_cannot_be_read_is_said_in_words(tmp_path: Path, damage: bytes | None, problem: str) -> None:
    path = tmp_path / "settings.toml"
    if damage is None:
        path.mkdir()
    else:
        path.write_bytes(damage)
    assert problem in load(path).notice


def test_a_name_that_is_no_setting_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("mesure = 30\nhanging = 1\n", encoding="utf-8")
    first, second = load(path).notice.splitlines()
    assert "hanging" in first and "mesure" in second and "mesure" not in first


@pytest.mark.parametrize("damage", [b"language = ", b"\xff\xfe\x00", b"measure = 1\nmeasure = 2\n"])
def test_a_file_that_cannot_be_read_is_told_of_and_kept_aside(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(damage)
    settings = load(path)
    assert settings == Settings()
    assert str(path) in settings.notice
    assert path.read_bytes() == damage
    save(Settings(measure=30), path)
    assert load(path) == Settings(measure=30)
    assert [other.read_bytes() for other in tmp_path.iterdir() if other != path] == [damage]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("measure = 4", "measure"),
        ('measure = "wide"', "measure"),
        ("language = ['en']", "language"),
        ("theme = true", "theme"),
        ("line_spacing = 3", "line_spacing"),
        ("paragraph_spacing = true", "paragraph_spacing"),
        ("hanging = 1", "hanging"),
        ('ambiguous = "both"', "ambiguous"),
    ],
)
def test_one_bad_value_leaves_the_others(tmp_path: Path, line: str, name: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f'annotator = "甲"\n{line}\n', encoding="utf-8")
    settings = load(path)
    assert settings == Settings(annotator="甲")
    assert name in settings.notice


def test_what_is_not_ours_stays_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('measure = 30\n[later]\nkey = "value"\n', encoding="utf-8")
    save(Settings(measure=20), path)
    assert "[later]" in path.read_text(encoding="utf-8")
    assert load(path).measure == 20


def test_annotations_are_signed_by_name_or_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "someone")
    assert Settings().signature == "someone"
    assert Settings(annotator="王晓博").signature == "王晓博"
