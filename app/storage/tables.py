"""The newsroom's tables, typed, for every statement to be built from.

Times are microseconds UTC, ids 64-bit. What only one database has (triggers, full-text search,
pragmas) stands in `sqlite.py`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BigId = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only for a column of type INTEGER; it is 64-bit there too."""


class _Newsroom(TypedColumns):
    id = Column(Integer, primary_key=True)
    name: Named[str] = Column(Text)
    change = Column(BigInteger, nullable=False)
    last_backup_at = Column(BigInteger, nullable=False)
    hold = Column(BigInteger, nullable=False, server_default="10000000")


newsroom = Table("newsroom", metadata, _Newsroom)
"""One row. `change` numbers every transaction that touches comments; it only grows. `hold` is how
long a delivery waits before it may go (microseconds), so that undo within that time is real."""


class _Source(TypedColumns):
    id = Column(BigId, primary_key=True)
    key: Named[str] = Column(Text, unique=True)
    kind: Named[str] = Column(Text)
    delivers: Named[bool] = Column(Boolean(create_constraint=False), nullable=False)


source = Table("source", metadata, _Source)
"""`delivers`: decisions go back there, so each leaves a row in `delivery`."""


class _Article(TypedColumns):
    id = Column(BigId, primary_key=True)
    source_id = Column(BigInteger, ForeignKey("source.id"), nullable=False)
    external_id: Named[str] = Column(Text)
    url: Named[str] = Column(Text)
    title: Named[str] = Column(Text)
    section: Named[str] = Column(Text)
    byline: Named[str] = Column(Text)
    published_at = Column(BigInteger, nullable=False)
    lead: Named[str] = Column(Text)
    body: Named[str] = Column(Text)
    caption: Named[str] = Column(Text)
    pending = Column(BigInteger, nullable=False)
    total = Column(BigInteger, nullable=False)
    open: Named[bool] = Column(Boolean(create_constraint=False), nullable=False, server_default="0")


article = Table(
    "article",
    metadata,
    _Article,
    UniqueConstraint("source_id", "external_id"),
    Index(None, "pending"),
    Index(None, "url"),
)
"""`open`: readers may write under it by the newsroom's own form."""


class _Writer(TypedColumns):
    id = Column(BigId, primary_key=True)
    name: Named[str] = Column(Text)
    address: Named[str] = Column(Text)
    name_normal: Named[str] = Column(Text)
    name_verdict: Named[str] = Column(Text)
    name_code: Named[str] = Column(Text)
    name_detail: Named[str] = Column(Text)
    address_normal: Named[str] = Column(Text)
    address_verdict: Named[str] = Column(Text)
    address_code: Named[str] = Column(Text)
    address_detail: Named[str] = Column(Text)
    pending = Column(BigInteger, nullable=False)
    approved = Column(BigInteger, nullable=False)
    rejected = Column(BigInteger, nullable=False)
    spam = Column(BigInteger, nullable=False)
    first_at = Column(BigInteger, nullable=False)
    last_at = Column(BigInteger, nullable=False)
    of_newsroom: Named[bool] = Column(Boolean(create_constraint=False), nullable=False)


writer = Table(
    "writer",
    metadata,
    _Writer,
    UniqueConstraint("name", "address", "of_newsroom"),
    Index(None, "address_normal"),
    Index(None, "name_normal"),
)
"""One row for each name and address as given; the counts are kept beside it, never counted.
`of_newsroom` keeps the newsroom itself apart from readers who borrow its name."""

STATUSES = "'pending', 'approved', 'rejected', 'spam'"


class _Comment(TypedColumns):
    id = Column(BigId, primary_key=True)
    source_id = Column(BigInteger, ForeignKey("source.id"), nullable=False)
    external_id: Named[str] = Column(Text)
    source_digest = Column(LargeBinary, nullable=False)
    article_id = Column(BigInteger, ForeignKey("article.id"), nullable=False)
    parent_id = Column(BigInteger, ForeignKey("comment.id"), nullable=True)
    parent_external_id: Named[str | None] = Column(Text)
    writer_id = Column(BigInteger, ForeignKey("writer.id"), nullable=False)
    status: Named[str] = Column(Text)
    version = Column(BigInteger, nullable=False)
    revision = Column(Integer, nullable=False)
    created_at = Column(BigInteger, nullable=False)
    text: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    flag_kinds = Column(BigInteger, nullable=False)
    fingerprint = Column(BigInteger, nullable=False)
    by_newsroom: Named[bool] = Column(Boolean(create_constraint=False), nullable=False)
    decided_by: Named[str] = Column(Text)
    decided_at = Column(BigInteger, nullable=False)
    website: Named[str] = Column(Text)
    machine: Named[str] = Column(Text)


comment = Table(
    "comment",
    metadata,
    _Comment,
    UniqueConstraint("source_id", "external_id"),
    CheckConstraint(f"status IN ({STATUSES})", name="status"),
    Index("ix_comment_queue", "status", "created_at", "id", "flag_kinds"),
    Index("ix_comment_article", "article_id", "status", "created_at", "id", "flag_kinds"),
    Index("ix_comment_writer", "writer_id", "created_at"),
    Index("ix_comment_parent", "parent_id"),
    Index("ix_comment_version", "version"),
    Index("ix_comment_fingerprint", "fingerprint"),
    Index("ix_comment_machine", "machine"),
    Index(
        "ix_comment_orphan",
        "source_id",
        "parent_external_id",
        sqlite_where=text("parent_id IS NULL AND parent_external_id IS NOT NULL"),
    ),
    Index("ix_comment_decided", "decided_at", "created_at", sqlite_where=text("decided_at > 0")),
)
"""`version` is the newsroom's change number when the row was last written; `revision` counts
edits; `source_digest` tells whether the source still says what it said at the last import."""


class _Flag(TypedColumns):
    comment_id = Column(BigInteger, ForeignKey("comment.id"), primary_key=True)
    position = Column(Integer, primary_key=True)
    code: Named[str] = Column(Text)
    detail: Named[str] = Column(Text)
    start: Named[int | None] = Column(Integer)
    end: Named[int | None] = Column(Integer)


flag = Table("flag", metadata, _Flag, sqlite_with_rowid=False)


class _Tally(TypedColumns):
    status: Named[str] = Column(Text, primary_key=True)
    flag_kinds = Column(BigInteger, primary_key=True)
    n = Column(BigInteger, nullable=False)


tally = Table("tally", metadata, _Tally, sqlite_with_rowid=False)
"""How many comments have each status and exact set of flag kinds: every fixed queue's count is a
sum over a few of these rows."""


class _Revision(TypedColumns):
    comment_id = Column(BigInteger, ForeignKey("comment.id"), primary_key=True)
    number = Column(Integer, primary_key=True)
    at = Column(BigInteger, nullable=False)
    moderator: Named[str] = Column(Text)
    text: Named[str] = Column(Text)


revision = Table("revision", metadata, _Revision, sqlite_with_rowid=False)
"""Texts of edited comments: number 0 is the reader's own, kept when the first edit replaces it."""


class _Note(TypedColumns):
    id = Column(BigId, primary_key=True)
    comment_id = Column(BigInteger, ForeignKey("comment.id"), nullable=False)
    at = Column(BigInteger, nullable=False)
    moderator: Named[str] = Column(Text)
    text: Named[str] = Column(Text)


note = Table("note", metadata, _Note, Index(None, "comment_id"))


class _Draft(TypedColumns):
    moderator: Named[str] = Column(Text, primary_key=True)
    comment_id = Column(BigInteger, ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    text: Named[str] = Column(Text)
    saved_at = Column(BigInteger, nullable=False)


draft = Table("draft", metadata, _Draft, Index(None, "comment_id"))
"""Replies being written, so that neither a crash nor another comment in between loses them."""


class _RejectionReason(TypedColumns):
    code: Named[str] = Column(Text, primary_key=True)
    vi: Named[str] = Column(Text)
    en: Named[str] = Column(Text)
    position = Column(Integer, nullable=False)
    offered: Named[bool] = Column(Boolean(create_constraint=False), nullable=False)
    note: Named[str] = Column(Text, server_default="")


rejection_reason = Table("rejection_reason", metadata, _RejectionReason)
"""`note` is a template of the note that is kept beside such a rejection; "" for none."""


class _ReplyTemplate(TypedColumns):
    id = Column(BigId, primary_key=True)
    name: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    position = Column(Integer, nullable=False)


reply_template = Table("reply_template", metadata, _ReplyTemplate)
"""Replies that are written often, in the order of their keys."""


class _OwnQueue(TypedColumns):
    id = Column(BigId, primary_key=True)
    name: Named[str] = Column(Text)
    position = Column(Integer, nullable=False)
    typed: Named[str] = Column(Text)
    status: Named[str | None] = Column(Text)
    kinds = Column(BigInteger, nullable=False)
    article_id: Named[int | None] = Column(BigInteger, ForeignKey("article.id"))
    writer_id: Named[int | None] = Column(BigInteger, ForeignKey("writer.id"))
    order: Named[str] = Column(Text)


own_queue = Table("own_queue", metadata, _OwnQueue)
"""Searches that were kept under a name, in the order of the left column."""


class _LogEntry(TypedColumns):
    sequence = Column(BigId, primary_key=True, autoincrement=False)
    at = Column(BigInteger, nullable=False)
    batch = Column(BigInteger, nullable=False)
    moderator: Named[str] = Column(Text)
    action: Named[str] = Column(Text)
    undoes = Column(BigInteger, nullable=True)
    source: Named[str] = Column(Text)
    external_id: Named[str] = Column(Text)
    article: Named[str] = Column(Text)
    from_status: Named[str | None] = Column(Text)
    to_status: Named[str | None] = Column(Text)
    from_reason: Named[str] = Column(Text)
    to_reason: Named[str] = Column(Text)
    name_digest: Named[bytes | None] = Column(LargeBinary)
    address_digest: Named[bytes | None] = Column(LargeBinary)
    text_digest: Named[bytes | None] = Column(LargeBinary)
    before_digest: Named[bytes | None] = Column(LargeBinary)
    note_digest: Named[bytes | None] = Column(LargeBinary)
    hash = Column(LargeBinary, nullable=False)
    comment_id = Column(BigInteger, nullable=False)
    article_id = Column(BigInteger, nullable=False)
    parent_id: Named[int | None] = Column(BigInteger)


log_entry = Table(
    "log_entry",
    metadata,
    _LogEntry,
    Index(None, "batch"),
    Index(None, "comment_id"),
    Index("ix_log_entry_at", "at", "action", "moderator", "to_reason"),
    Index("ix_log_entry_article_id", "article_id"),
)
"""The chained record. Everything down to `note_digest` enters an entry's hash, in this order; the
three ids after it are ways to find rows and carry no proof."""


class _LogValue(TypedColumns):
    sequence = Column(BigId, ForeignKey("log_entry.sequence"), primary_key=True)
    salt: Named[bytes | None] = Column(LargeBinary)
    name: Named[str | None] = Column(Text)
    address: Named[str | None] = Column(Text)
    text: Named[str | None] = Column(Text)
    before: Named[str | None] = Column(Text)
    note: Named[str | None] = Column(Text)


log_value = Table("log_value", metadata, _LogValue)
"""The personal values behind an entry's digests; erased as a whole row, never changed."""


class _Delivery(TypedColumns):
    id = Column(BigId, primary_key=True)
    source_id = Column(BigInteger, ForeignKey("source.id"), nullable=False)
    comment_id = Column(BigInteger, nullable=False)
    sequence = Column(BigInteger, ForeignKey("log_entry.sequence"), nullable=False)
    batch = Column(BigInteger, nullable=False)
    kind: Named[str] = Column(Text)
    state: Named[str] = Column(Text)
    held_until = Column(BigInteger, nullable=False)
    base_status: Named[str | None] = Column(Text)
    base_digest: Named[bytes | None] = Column(LargeBinary)
    pushed: Named[bool] = Column(Boolean(create_constraint=False), nullable=False)
    attempts = Column(Integer, nullable=False)
    problem_vi: Named[str] = Column(Text)
    problem_en: Named[str] = Column(Text)
    settled_at = Column(BigInteger, nullable=False)


delivery = Table(
    "delivery",
    metadata,
    _Delivery,
    CheckConstraint("kind IN ('status', 'edit', 'reply', 'withdrawal')", name="kind"),
    CheckConstraint("state IN ('waiting', 'sent', 'failed', 'dropped', 'replaced')", name="state"),
    Index(None, "state", "source_id", "held_until"),
    Index(None, "batch"),
    Index(None, "comment_id"),
)
"""Decisions on their way back to their source, written in the decision's own transaction. What
each kind and state means stands in `app.domain.delivery`. `base_status` and `base_digest` are what
the decision was made upon, as `remote` has them; without them the comment as it was here counts.
`pushed`: something was sent, so it may have been done there, whatever was answered; `attempts` were
answered, but not well."""


class _Site(TypedColumns):
    source_id = Column(BigInteger, ForeignKey("source.id"), primary_key=True)
    address: Named[str] = Column(Text)
    account: Named[str] = Column(Text)
    reply_name: Named[str] = Column(Text)
    reply_address: Named[str] = Column(Text)
    purge_after = Column(BigInteger, nullable=False)
    cursor: Named[str] = Column(Text)
    pulled_at = Column(BigInteger, nullable=False)
    problem_vi: Named[str] = Column(Text)
    problem_en: Named[str] = Column(Text)
    held_by: Named[str] = Column(Text)
    held_until = Column(BigInteger, nullable=False)


site = Table("site", metadata, _Site)
"""A source that is reached over the network. `cursor` is where pulling goes on; `purge_after` how
long (microseconds) it keeps what nobody decides, 0 for ever; `held_by` the program that speaks
with it until `held_until`, so that two never do at once. Its secret is never kept here."""


class _Remote(TypedColumns):
    comment_id = Column(BigInteger, primary_key=True)
    source_id = Column(BigInteger, ForeignKey("source.id"), nullable=False)
    external_id: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    text_digest = Column(LargeBinary, nullable=False)
    doubted: Named[bool] = Column(
        Boolean(create_constraint=False), nullable=False, server_default="0"
    )


remote = Table(
    "remote",
    metadata,
    _Remote,
    Index("ix_remote_of", "source_id", "external_id"),
    Index("ix_remote_doubted", "source_id", sqlite_where=text("doubted")),
)
"""A comment as its site last told it or was brought to have it: what a delivery must still find
there before it changes anything. It outlives a reply that was taken back here, which is still to
be taken back there. `doubted`: a delivery changed or saw this, no pull has told it since."""


class _IntakeToken(TypedColumns):
    id = Column(BigId, primary_key=True)
    name: Named[str] = Column(Text, unique=True)
    digest = Column(LargeBinary, nullable=False)
    made_at = Column(BigInteger, nullable=False)


intake_token = Table("intake_token", metadata, _IntakeToken)
"""Programs that may post comments and register articles; of a token only its SHA-256 is kept."""
