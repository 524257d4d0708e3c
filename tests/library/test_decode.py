from __future__ import annotations

import io
import os
import random
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError, UsageError
from reader.library.decode import LIMIT, Unreadable, decode, printable, read_source, shown_name
from reader.text.source import Source

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
HANS = [path for path in SEEDS if not path.name.startswith("002")]
HANT = next(path for path in SEEDS if path.name.startswith("002"))


def text_of(path: Path) -> str:
    return Source.normalised(path.read_text(encoding="utf-8")).text


def encodable(text: str, encoding: str) -> str:
    return text.encode(encoding, "replace").decode(encoding)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_a_page_is_the_same_text_in_every_encoding(path: Path, encoding: str) -> None:
    source = decode(text_of(path).encode(encoding), path.name)
    assert source.text == text_of(path)
    assert source.sha256 == Source(text_of(path)).sha256


@pytest.mark.parametrize("path", HANS, ids=lambda path: path.name[:3])
def test_simplified_pages_in_gbk(path: Path) -> None:
    text = encodable(text_of(path), "gbk")
    assert decode(text.encode("gbk"), path.name) == Source(text, "gb18030")


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs"])
def test_the_traditional_page_in_big5(encoding: str) -> None:
    text = encodable(text_of(HANT), encoding)
    assert decode(text.encode(encoding), HANT.name).encoding == "big5hkscs"
    han = [c for c in decode(text.encode(encoding), HANT.name).text if "\u4e00" <= c <= "\u9fff"]
    assert han == [c for c in text if "\u4e00" <= c <= "\u9fff"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be", "big5hkscs"])
def test_every_paragraph_on_its_own(encoding: str) -> None:
    for path in [HANT] if encoding == "big5hkscs" else SEEDS:
        for paragraph in encodable(text_of(path), encoding).split("\n"):
            if len(paragraph.strip()) >= 12:
                assert decode(paragraph.encode(encoding), path.name).text == paragraph


def test_other_languages_are_found_by_the_library() -> None:
    text = "新聞は毎日読まれています。きょうの天気はとても良いでしょう。子供たちは公園で遊んでいます。\n" * 9
    assert decode(text.encode("shift_jis"), "x").text == text


@given(st.text(min_size=1).filter(lambda text: not text.isspace()))
def test_unicode_with_a_mark_is_read_as_it_stands(text: str) -> None:
    text = Source.normalised(text).text
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        data = ("\ufeff" + text).encode(encoding)
        if text and not text.isspace() and not (encoding == "utf-16-le" and text.startswith("\0")):
            assert decode(data, "x").text == text


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_get_a_sentence(data: bytes) -> None:
    try:
        source = decode(data, "第一版.txt")
    except Unreadable as error:
        assert "第一版.txt" in str(error)
    else:
        assert source.text.strip()
        source.text.encode("utf-8")
        assert decode(source.text.encode("utf-8"), "x", "utf-8").text == source.text


@given(st.binary(max_size=200), st.sampled_from(["utf-8", "gb18030", "big5hkscs", "utf-16", "utf-7", "cp1252", "hz"]))
def test_a_chosen_encoding_wins_or_is_refused(data: bytes, encoding: str) -> None:
    try:
        assert decode(data, "x", encoding).encoding == encoding
    except Unreadable as error:
        assert "empty" in str(error) or f"not in {encoding}" in str(error)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("encoding", ["big5hkscs", "ascii", "shift_jis", "utf-32-le", "punycode"])
def test_a_chosen_encoding_in_which_it_is_not_text_is_refused(path: Path, encoding: str) -> None:
    with pytest.raises(Unreadable, match=rf"页\.txt” is not in {encoding}\. .*--encoding"):
        decode(path.read_bytes(), "页.txt", encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_chosen_encoding_bears_a_few_bad_bytes_and_a_cut_end(encoding: str) -> None:
    text = text_of(HANS[0])
    data = text.encode(encoding)
    assert decode(data[:-1], "x", encoding).text.startswith(text[:-1].rstrip())
    bad = "字".encode(encoding)[:2] if encoding == "utf-8" else b"\x00\xd8" if encoding == "utf-16-le" else b"\xff"
    middle = len(text[:300].encode(encoding))
    assert decode(data[:middle] + bad + data[middle:], "x", encoding).text == f"{text[:300]}\ufffd{text[300:]}"


@pytest.mark.parametrize("encoding", ["utf-9", "", "rot13", "zip", "中文", "a\0b", "x" * 3000])
def test_an_unknown_encoding_is_a_matter_of_usage(encoding: str) -> None:
    if not encoding:
        assert decode("中文".encode(), "x", encoding).encoding == "utf-8"  # none was chosen
        return
    with pytest.raises(UsageError, match="no encoding"):
        decode("中文".encode(), "x", encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-8-sig"])
def test_a_cut_last_character_is_marked_and_the_rest_is_read(encoding: str) -> None:
    text = text_of(HANS[0]).strip()[:300].rstrip("\n") + "字"
    assert decode(text.encode(encoding)[:-1], "x").text == text[:-1] + "\ufffd"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_bad_bytes_are_marked_and_the_rest_is_read(encoding: str) -> None:
    text = text_of(HANS[0])
    lines = [line.encode(encoding) for line in text.split("\n")]
    lines[3] += b"\xff"
    lines[9] += b"\xff"
    want = text.split("\n")
    want[3] += "\ufffd"
    want[9] += "\ufffd"
    assert decode(b"\n".join(lines), "x").text == "\n".join(want)


def test_lone_surrogates_become_replacement_characters() -> None:
    text = text_of(HANS[0])[:200] + "\ud800中\udfff文" + text_of(HANS[0])[200:400]
    want = text.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert decode(text.encode(encoding, "surrogatepass"), "x").text == want
        assert decode(("\ufeff" + text).encode(encoding, "surrogatepass"), "x").text == want
    assert decode("短\ud800".encode("utf-8", "surrogatepass"), "x").text == "短\ufffd"


def test_nuls_and_terminal_sequences_stay() -> None:
    text = text_of(HANS[0])[:300] + "\0中\0\x1b[31m红\x1b]0;x\x07[bold]\0"
    for encoding in ("utf-8", "gb18030"):
        assert decode(text.encode(encoding), "x").text == text


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_are_universal(ends: str) -> None:
    text = text_of(HANS[0])
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        assert decode(text.replace("\n", ends).encode(encoding), "x").text == text


def binaries() -> dict[str, bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(SEEDS[0], "a.txt")
    return {
        "program": Path(sys.executable).read_bytes()[:500_000],
        "zip": packed.getvalue(),
        "noise": random.Random(1).randbytes(100_000),
        "short noise": random.Random(1).randbytes(60),
        "nuls": bytes(5000),
        "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + random.Random(2).randbytes(2000),
        "bitmap": b"BM" + bytes([7, 7, 9, 200]) * 5000,
        "pdf": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 40,
    }


@pytest.mark.parametrize("kind", binaries())
def test_a_binary_file_gets_a_sentence(kind: str) -> None:
    with pytest.raises(Unreadable, match=r"“页\.txt” is not text"):
        decode(binaries()[kind], "页.txt")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u3000\n".encode("gb18030")])
def test_a_file_with_nothing_in_it_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"“页\.txt” is empty"):
        decode(data, "页.txt")


def test_a_file_over_the_limit_gets_its_size_and_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes(b"")
    os.truncate(path, LIMIT + 1)
    with pytest.raises(Unreadable, match=r"大\.txt” has 64 MB, more than the limit of 64 MB\. .*--limit 65"):
        read_source(path)
    path.write_bytes("中文".encode() * 1000)
    with pytest.raises(Unreadable):
        read_source(path, 5999)
    assert len(read_source(path, 6000).text) == 2000


def test_twenty_megabytes_in_one_line_open(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    text = text_of(HANT).replace("\n", "") * 425
    for encoding in ("utf-8", "gb18030"):
        path.write_bytes(text.encode(encoding))
        assert path.stat().st_size > 13_000_000
        assert read_source(path).text == text


def test_what_is_no_readable_file_gets_a_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    (tmp_path / "a.txt").write_text("甲")
    cases = {
        "pipe.txt": "not a file of text",
        "folder.txt": "is a folder",
        "dangling.txt": "does not exist",
        "missing.txt": "does not exist",
        "a.txt/b.txt": "does not exist",
        "round.txt": "cannot be read",
        "x" * 300: "cannot be read",
        "nul\0.txt": "does not exist",
    }
    for name, words in cases.items():
        with pytest.raises(Unreadable, match=words):
            read_source(tmp_path / name)
    with pytest.raises(Unreadable, match="not a file of text"):
        read_source(Path("/dev/zero"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲")
    path.chmod(0)
    with pytest.raises(Unreadable, match="may not be read"):
        read_source(path)


def test_names_are_printable() -> None:
    assert shown_name(Path("报/第一版　甲.txt")) == "报/第一版　甲.txt"
    assert shown_name(Path(os.fsdecode(b"\xd6\xd0.txt"))) == "\ufffd\ufffd.txt"
    assert printable("a\x1b[31m\n\u202eb\u2028") == "a\ufffd[31m\ufffd\ufffdb\ufffd"


@given(st.text(st.characters(codec=None)))
def test_whatever_is_shown_can_be_written(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    shown.encode("utf-8")


def test_every_failure_is_a_reader_error() -> None:
    assert issubclass(Unreadable, ReaderError)
    assert Unreadable.exit_code == 3
