"""What the recogniser's reasons mean, in sentences for the user."""

from __future__ import annotations

from reader.messages import N_, _
from reader.newspaper.model import DOUBTFUL, Article

ARTICLE = "article"
BLOCK = "block"

REASONS: dict[tuple[str, str], str] = {
    (ARTICLE, "headline and names"): N_("It has a headline, and names, a dateline or a jump line go with it."),
    (ARTICLE, "headline"): N_("It has a headline, but no names, dateline or jump line that would confirm it."),
    (ARTICLE, "names or jump, no headline"): N_("Names, a dateline or a jump line mark it; no headline was found."),
    (ARTICLE, "text without a headline"): N_("It is text for which no headline was found: it may belong elsewhere."),
    (BLOCK, "headline"): N_("Its length, its marks and where it stands are those of a headline."),
    (BLOCK, "column"): N_("It is the name of a column."),
    (BLOCK, "inserted"): N_("It is a heading that was set into the middle of a paragraph."),
    (BLOCK, "byline"): N_("It is a line of names."),
    (BLOCK, "signature"): N_("It is a name in brackets on a line of its own, as articles are signed."),
    (BLOCK, "text"): N_("It is running text."),
    (BLOCK, "dateline"): N_("It opens with a dateline."),
    (BLOCK, "crosshead"): N_("It looks like a heading, but stands inside the article."),
    (BLOCK, "joined"): N_("Its parts stand apart in the file; they make one paragraph together."),
    (BLOCK, "after a jump"): N_("It stands after the words that continue the article from another page."),
    (BLOCK, "jump on"): N_("It says that the article goes on elsewhere."),
    (BLOCK, "jump from"): N_("It says that the article is continued from elsewhere."),
    (BLOCK, "credit"): N_("It names who took a picture."),
    (BLOCK, "caption, credit"): N_("It stands with a picture: who took it is named under it."),
}
"""The sentence for each reason of `Article.reason` and `Block.reason`."""


def sentence(kind: str, reason: str) -> str:
    """A reason as a sentence in the user's language; one that is not known stands as it is."""
    known = REASONS.get((kind, reason))
    return _(known) if known else reason


def doubt(article: Article) -> str:
    """The reason why an article is doubtful, for `doubt_sentence`; empty if it is not."""
    if article.confidence < DOUBTFUL:
        return f"{ARTICLE}:{article.reason}"
    return next((f"{BLOCK}:{block.reason}" for block in article.blocks if block.confidence < DOUBTFUL), "")


def doubt_sentence(packed: str) -> str:
    """Why an article is doubtful, in the user's language."""
    kind, _colon, reason = packed.partition(":")
    if kind == BLOCK:
        return _("one part is uncertain: {reason}").format(reason=sentence(kind, reason))
    return sentence(kind, reason)
