"""Templates for replies: one list for the whole newsroom, read and kept as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.hostile import one_line, storable
from app.domain.merging import merged
from app.domain.template import MAX_NAME, MAX_TEMPLATE, ReplyTemplate
from app.services.newsroom import Newsroom
from app.storage import preferences


def reply_templates(newsroom: Newsroom) -> tuple[ReplyTemplate, ...]:
    """In the order of their keys."""
    with newsroom.store.reading() as connection:
        return preferences.reply_templates(connection)


def change_reply_templates(
    newsroom: Newsroom,
    templates: Sequence[ReplyTemplate],
    known: Sequence[ReplyTemplate] | None = None,
) -> tuple[ReplyTemplate, ...]:
    """Keep these, in this order, and return what is kept then; one that says nothing is left out.

    `known` is what was kept when their writer last looked: what another desk has changed since
    stays changed. Without it exactly these are kept.
    """
    wanted = [_storable(one) for one in templates if one.name.strip() or one.text.strip()]
    with newsroom.store.writing() as connection:
        if known is not None:
            before = [_storable(one) for one in known]
            wanted = merged(wanted, before, preferences.reply_templates(connection), _said)
        preferences.keep_reply_templates(connection, wanted)
        return preferences.reply_templates(connection)


def _said(template: ReplyTemplate) -> tuple[str, str]:
    """What a template is known by: its writer does not know its id yet."""
    return template.name, template.text


def _storable(template: ReplyTemplate) -> ReplyTemplate:
    name, _ = storable(one_line(template.name)[:MAX_NAME])
    text, _ = storable(template.text[:MAX_TEMPLATE])
    return ReplyTemplate(template.id, name, text)
