"""What the wording of a line says, with the lines that only look like it."""

from __future__ import annotations

import pytest

from reader.newspaper.lines import read_lines
from reader.newspaper.wording import Kind, column_heading, dateline_length, finished, kind_of


def core(text: str) -> str:
    (line,) = read_lines(text)
    return line.core


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("本报12月27日讯(记者 杨婷)近日,山花开了。", Kind.DATELINE),
        ("本报包头 11月 28 日电 （记者", Kind.DATELINE),
        ("據新華社某城三月二十五日電（記者王甲乙）在海邊", Kind.DATELINE),
        ("本报某城（某国）3月5电记者王甲、李乙报道：昨夜", Kind.DATELINE),
        ("央视网消息（早间播报）：一场春雨", Kind.DATELINE),
        ("【路透社某城五日電】春雨不止", Kind.DATELINE),
        ("本报通讯员来稿说，今年收成很好。", Kind.TEXT),
        ("记者从自治区医疗保障局获悉", Kind.TEXT),
        ("□本报记者 图古斯毕力格 通讯员 李琰", Kind.BYLINE),
        ("□本报记者 郑学良 实习生 宋向华", Kind.BYLINE),
        ("本报驻某国记者王甲乙", Kind.BYLINE),
        ("(李海珍)", Kind.SIGNATURE),
        ("（图片）", Kind.TEXT),
        ("■本报记者 王中宙 摄", Kind.CREDIT),
        ("（王甲乙李丙丁摄）", Kind.CREDIT),
        ("■下转第8版", Kind.JUMP_ON),
        ("(下转第7版)", Kind.JUMP_ON),
        ("（上接第一版）雨后的山坡", Kind.JUMP_FROM),
        ("■ 上 接 第 1 版", Kind.JUMP_FROM),
        ("【记者手记】", Kind.CROSSHEAD),
        ("Copyright ◎ 2013-2022河北誠譽環境工程有限公司 版權所有 冀ICP备16014214號-2", Kind.FURNITURE),
        ("2031年3月5日 星期三 第9版 责任编辑:王甲乙 版式策划:李丙丁", Kind.FURNITURE),
        ("上一篇 返回目录 下一篇", Kind.FURNITURE),
        ("2031年3月5日，山花开了。", Kind.TEXT),
        ("我区多举措保障元旦春节期间困难群众基本生活", Kind.TEXT),
    ],
)
def test_kinds(text: str, kind: Kind) -> None:
    assert kind_of(core(text)) is kind


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("本报12月27日讯（记者杨婷）", "近日，山花开了。"),
        ("本报讯", "山花开了。"),
        ("本报某城3月5日讯记者王甲乙报道：", "山花开了"),
        ("新华社某城3月5日电（实习生王甲、记者李乙）", "1931年山花"),
    ],
)
def test_datelines_end_where_the_news_begins(dateline: str, rest: str) -> None:
    assert dateline_length(dateline + rest) == len(dateline)


@pytest.mark.parametrize("text", ["回眸2023", "“五个大起底”在行动", "迈好第一步 见到新气象·开局之年大盘点"])
def test_names_of_columns(text: str) -> None:
    assert column_heading(core(text))


@pytest.mark.parametrize(
    "text", ["在讲话。", "他说：“好。”", "山花。（王甲乙）", "为什么？", "（本报某城3月5日电）", "变化……"]
)
def test_finished_lines(text: str) -> None:
    assert finished(core(text))


@pytest.mark.parametrize(
    "text", ["孤儿和事", "打通“最后一米”", "增长，", "建设项目（二期）", "总值3.5", "要求：", "《通知》"]
)
def test_lines_that_go_on(text: str) -> None:
    assert not finished(core(text))
