"""Replies that are written often, words kept beside a rejection, and indexes that charts are read
from without touching a row of the tables
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "reply_template",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_template")),
    )
    op.add_column(
        "rejection_reason", sa.Column("note", sa.Text(), nullable=False, server_default="")
    )
    op.drop_index(op.f("ix_log_entry_at"), table_name="log_entry")
    op.create_index(
        "ix_log_entry_at", "log_entry", ["at", "action", "moderator", "to_reason"], unique=False
    )
    op.create_index(
        "ix_comment_decided",
        "comment",
        ["decided_at", "created_at"],
        unique=False,
        sqlite_where=sa.text("decided_at > 0"),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the migration")
