"""The newsroom's tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    """
    CREATE TRIGGER log_entry_is_never_changed BEFORE UPDATE ON log_entry
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """,
    """
    CREATE TRIGGER log_entry_is_never_removed BEFORE DELETE ON log_entry
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """,
    """
    CREATE TRIGGER log_value_is_never_removed BEFORE DELETE ON log_value
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """,
    """
    CREATE TRIGGER log_value_is_only_erased BEFORE UPDATE ON log_value
    WHEN NEW.sequence IS NOT OLD.sequence
      OR coalesce(NEW.salt, NEW.name, NEW.address, NEW.text, NEW.before, NEW.note) IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """,
)
SEARCH = """
    CREATE VIRTUAL TABLE comment_search USING fts5(
        t, f, u, content='', contentless_delete=1, detail=full, prefix='1 2 3',
        tokenize='unicode61 remove_diacritics 0'
    )
    """


def upgrade() -> None:
    op.create_table(
        "log_entry",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("moderator", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("undoes", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=True),
        sa.Column("to_status", sa.Text(), nullable=True),
        sa.Column("from_reason", sa.Text(), nullable=False),
        sa.Column("to_reason", sa.Text(), nullable=False),
        sa.Column("name_digest", sa.LargeBinary(), nullable=True),
        sa.Column("address_digest", sa.LargeBinary(), nullable=True),
        sa.Column("text_digest", sa.LargeBinary(), nullable=True),
        sa.Column("before_digest", sa.LargeBinary(), nullable=True),
        sa.Column("note_digest", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("comment_id", sa.BigInteger(), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_log_entry")),
    )
    op.create_index("ix_log_entry_article_id", "log_entry", ["article_id"], unique=False)
    op.create_index(op.f("ix_log_entry_at"), "log_entry", ["at"], unique=False)
    op.create_index(op.f("ix_log_entry_batch"), "log_entry", ["batch"], unique=False)
    op.create_index(op.f("ix_log_entry_comment_id"), "log_entry", ["comment_id"], unique=False)
    op.create_table(
        "newsroom",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("last_backup_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newsroom")),
    )
    op.create_table(
        "rejection_reason",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("vi", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_rejection_reason")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("delivers", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("key", name=op.f("uq_source_key")),
    )
    op.create_table(
        "tally",
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("flag_kinds", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("status", "flag_kinds", name=op.f("pk_tally")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "writer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("name_normal", sa.Text(), nullable=False),
        sa.Column("name_verdict", sa.Text(), nullable=False),
        sa.Column("name_code", sa.Text(), nullable=False),
        sa.Column("name_detail", sa.Text(), nullable=False),
        sa.Column("address_normal", sa.Text(), nullable=False),
        sa.Column("address_verdict", sa.Text(), nullable=False),
        sa.Column("address_code", sa.Text(), nullable=False),
        sa.Column("address_detail", sa.Text(), nullable=False),
        sa.Column("pending", sa.BigInteger(), nullable=False),
        sa.Column("approved", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
        sa.Column("spam", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("of_newsroom", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writer")),
        sa.UniqueConstraint(
            "name", "address", "of_newsroom", name=op.f("uq_writer_name_address_of_newsroom")
        ),
    )
    op.create_index(op.f("ix_writer_address_normal"), "writer", ["address_normal"], unique=False)
    op.create_index(op.f("ix_writer_name_normal"), "writer", ["name_normal"], unique=False)
    op.create_table(
        "article",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("byline", sa.Text(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("pending", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_article_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint(
            "source_id", "external_id", name=op.f("uq_article_source_id_external_id")
        ),
    )
    op.create_index(op.f("ix_article_pending"), "article", ["pending"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("comment_id", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("held_until", sa.BigInteger(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'failed')", name=op.f("ck_delivery_state")
        ),
        sa.ForeignKeyConstraint(
            ["sequence"], ["log_entry.sequence"], name=op.f("fk_delivery_sequence")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_delivery_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_batch"), "delivery", ["batch"], unique=False)
    op.create_index(op.f("ix_delivery_comment_id"), "delivery", ["comment_id"], unique=False)
    op.create_index(
        op.f("ix_delivery_state_held_until"), "delivery", ["state", "held_until"], unique=False
    )
    op.create_table(
        "log_value",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sequence"], ["log_entry.sequence"], name=op.f("fk_log_value_sequence")
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_log_value")),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("source_digest", sa.LargeBinary(), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("parent_external_id", sa.Text(), nullable=True),
        sa.Column("writer_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("flag_kinds", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.BigInteger(), nullable=False),
        sa.Column("by_newsroom", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('pending', 'approved', 'rejected', 'spam')", name=op.f("ck_comment_status")
        ),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_comment_article_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_comment_source_id")),
        sa.ForeignKeyConstraint(["writer_id"], ["writer.id"], name=op.f("fk_comment_writer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint(
            "source_id", "external_id", name=op.f("uq_comment_source_id_external_id")
        ),
    )
    op.create_index(
        "ix_comment_article",
        "comment",
        ["article_id", "status", "created_at", "id", "flag_kinds"],
        unique=False,
    )
    op.create_index("ix_comment_fingerprint", "comment", ["fingerprint"], unique=False)
    op.create_index("ix_comment_machine", "comment", ["machine"], unique=False)
    op.create_index(
        "ix_comment_orphan",
        "comment",
        ["source_id", "parent_external_id"],
        unique=False,
        sqlite_where=sa.text("parent_id IS NULL AND parent_external_id IS NOT NULL"),
        postgresql_where=sa.text("parent_id IS NULL AND parent_external_id IS NOT NULL"),
    )
    op.create_index("ix_comment_parent", "comment", ["parent_id"], unique=False)
    op.create_index(
        "ix_comment_queue", "comment", ["status", "created_at", "id", "flag_kinds"], unique=False
    )
    op.create_index("ix_comment_version", "comment", ["version"], unique=False)
    op.create_index("ix_comment_writer", "comment", ["writer_id", "created_at"], unique=False)
    op.create_table(
        "draft",
        sa.Column("moderator", sa.Text(), nullable=False),
        sa.Column("comment_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_draft_comment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("moderator", "comment_id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_comment_id"), "draft", ["comment_id"], unique=False)
    op.create_table(
        "flag",
        sa.Column("comment_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_flag_comment_id")),
        sa.PrimaryKeyConstraint("comment_id", "position", name=op.f("pk_flag")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("comment_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("moderator", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_note_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_comment_id"), "note", ["comment_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("comment_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("moderator", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_revision_comment_id")
        ),
        sa.PrimaryKeyConstraint("comment_id", "number", name=op.f("pk_revision")),
        sqlite_with_rowid=False,
    )
    for statement in (*APPEND_ONLY, SEARCH):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the migration")
