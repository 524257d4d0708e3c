"""Every sentence of the interface stands in every language."""

from __future__ import annotations

import string

import pytest
from babel.messages.mofile import read_mo

from reader.text.script import detect
from tests.messages import CODES, forms, messages, po_file, spoken, translated, untranslated


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _text, name, _format, _conversion in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", CODES)
def test_every_message_is_translated_and_no_other(code: str) -> None:
    said, stands = messages(spoken()), messages(translated(code))
    assert len(said) > 50
    assert set(stands) == set(said), "run `python -m tests.messages`"
    assert [key for key, message in stands.items() if untranslated(message)] == []


@pytest.mark.parametrize("code", CODES)
def test_a_translation_holds_the_same_placeholders(code: str) -> None:
    for key, message in messages(translated(code)).items():
        for form in forms(message.string):
            assert placeholders(form) == placeholders(key[-1]), key
            assert form.count("\n") == key[-1].count("\n"), key


@pytest.mark.parametrize("code", CODES)
def test_what_is_shipped_is_what_stands_in_the_text(code: str) -> None:
    with po_file(code).with_suffix(".mo").open("rb") as file:
        shipped = messages(read_mo(file))
    stands = messages(translated(code))
    assert {key: forms(message.string) for key, message in shipped.items()} == {
        key: forms(message.string) for key, message in stands.items()
    }


@pytest.mark.parametrize(("code", "script"), [("zh_Hans", "hans"), ("zh_Hant", "hant")])
def test_each_is_written_in_its_own_script(code: str, script: str) -> None:
    strings = [form for message in messages(translated(code)).values() for form in forms(message.string)]
    assert [text for text in strings if detect(text) not in (script, "neither")] == []
