"""What the recogniser's reasons mean, in sentences for the user."""

from __future__ import annotations

from reader.messages import N_, _
from reader.newspaper.model import BY_HAND, DOUBTFUL, Article, Role

ARTICLE = "article"
BLOCK = "block"

ROLE_NAMES: dict[Role, str] = {
    Role.KICKER: N_("kicker"),
    Role.TITLE: N_("title"),
    Role.SUBTITLE: N_("subtitle"),
    Role.BYLINE: N_("byline"),
    Role.PARAGRAPH: N_("paragraph"),
    Role.CAPTION: N_("caption"),
    Role.JUMP: N_("jump line"),
    Role.FURNITURE: N_("furniture"),
    Role.DUPLICATE: N_("duplicate"),
}
"""What the roles are called."""

REASONS: dict[tuple[str, str], str] = {
    (ARTICLE, "headline and names"): N_("It has a headline, and names, a dateline or a jump line go with it."),
    (ARTICLE, "headline"): N_("It has a headline, but no names, dateline or jump line that would confirm it."),
    (ARTICLE, "names or jump, no headline"): N_("Names, a dateline or a jump line mark it; no headline was found."),
    (ARTICLE, "text without a headline"): N_("It is text for which no headline was found: it may belong elsewhere."),
    (ARTICLE, BY_HAND): N_("A person said where it begins, or what belongs to it."),
    (BLOCK, BY_HAND): N_("A person corrected it."),
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
    (Role.CAPTION, "text"): N_("It speaks of a picture, or who took one is named in it or next to it."),
}
"""The sentence for each reason of `Article.reason` and `Block.reason`; of a role alone where it is named."""


def sentence(kind: str, reason: str) -> str:
    """A reason as a sentence in the user's language; one that is not known stands as it is.

    Args:
        kind: `ARTICLE`, or the role of a block.
        reason: why it was recognised so.
    """
    known = REASONS.get((kind, reason)) or REASONS.get((BLOCK if kind != ARTICLE else kind, reason))
    return _(known) if known else reason


def doubt(article: Article) -> str:
    """The reason why an article is doubtful, for `doubt_sentence`; empty if it is not."""
    if article.confidence < DOUBTFUL:
        return f"{ARTICLE}:{article.reason}"
    return next((f"{block.role}:{block.reason}" for block in article.blocks if block.confidence < DOUBTFUL), "")


def doubt_sentence(packed: str) -> str:
    """Why an article is doubtful, in the user's language."""
    kind, _colon, reason = packed.partition(":")
    if kind == ARTICLE:
        return sentence(kind, reason)
    return _("A part of it is uncertain ({role}): {reason}").format(
        role=_(ROLE_NAMES[Role(kind)]), reason=sentence(kind, reason)
    )
