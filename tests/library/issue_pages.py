"""Pages of one issue, made of the articles of the seed documents, with jumps between them."""

from __future__ import annotations

from pathlib import Path

from reader.newspaper.model import Article, Page, Role
from reader.text.spans import text_of
from tests.newspaper.examples import page

HEAD = "内蒙古日报 2022年11月29日 星期二 第{number}版"


def long_articles(least: int = 400) -> list[tuple[str, list[str]]]:
    """Title and paragraphs of each long article of the seeds."""
    out = []
    for number in ("003", "000", "004", "001"):
        found = page(number)
        for article in found.articles:
            title = "".join(_text(found, article, Role.TITLE))
            body = _text(found, article, Role.PARAGRAPH)
            if title and sum(map(len, body)) > least and not article.of(Role.JUMP):
                out.append((title, body))
    return out


def _text(found: Page, article: Article, role: Role) -> list[str]:
    return ["".join(text_of(found.source.text, block.spans).split()) for block in article.of(role)]


def halves(article: tuple[str, list[str]], there: str, back: str, subject: str = "") -> tuple[str, str]:
    """An article cut in the middle of its longest paragraph: what page 1 holds of it, and what the other page does."""
    title, body = article
    number = max(range(len(body)), key=lambda at: len(body[at]))
    cut = len(body[number]) // 2
    while body[number][cut - 1] in "，。、；：！？）”" or body[number][cut] in "，。、；：！？）”":
        cut += 1
    first = [title, *body[:number], body[number][:cut], f"■下转第{there}版{subject}"]
    second = [f"■上接第{back}版{body[number][cut:]}", *body[number + 1 :]]
    return "\n\n".join(first), "\n\n".join(second)


def make_issue(root: Path, *, missing: bool = False) -> dict[str, str]:
    """Pages 1, 5 and 8 of an issue; from page 1 two articles go on to 8, one to 5, one to a page that is not there.

    Returns:
        The titles of the first three, by the page that they go on on: `8a`, `8b`, `5`; and of the last, as `9`.
    """
    root.mkdir(parents=True, exist_ok=True)
    known = long_articles()
    to_8a, to_8b, to_5, to_9, alone_5, alone_8 = known[:6]
    one, one_rest = halves(to_8a, "8", "1")
    two, two_rest = halves(to_8b, "8", "1")
    three, three_rest = halves(to_5, "5", "1")
    four, _lost = halves(to_9, "9", "1")
    pages = {
        "1": [one, two, three, four],
        "5": [three_rest, "\n\n".join([alone_5[0], *alone_5[1]])],
        "8": [two_rest, "\n\n".join([alone_8[0], *alone_8[1]]), one_rest],
    }
    for number, articles in pages.items():
        if not (missing and number == "8"):
            text = "\n\n".join([HEAD.format(number=number), *articles]) + "\n"
            (root / f"{number}.txt").write_text(text, encoding="utf-8")
    return {"8a": to_8a[0], "8b": to_8b[0], "5": to_5[0], "9": to_9[0]}
