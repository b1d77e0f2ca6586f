"""Sites that comments are pulled from and decisions delivered to, and what became of deliveries"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column(
        "newsroom",
        sa.Column("hold", sa.BigInteger(), nullable=False, server_default="10000000"),
    )
    op.drop_table("delivery")  # until now, no source took any
    op.create_table(
        "delivery",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("comment_id", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("held_until", sa.BigInteger(), nullable=False),
        sa.Column("base_status", sa.Text(), nullable=True),
        sa.Column("base_digest", sa.LargeBinary(), nullable=True),
        sa.Column("pushed", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem_vi", sa.Text(), nullable=False),
        sa.Column("problem_en", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('status', 'edit', 'reply', 'withdrawal')", name=op.f("ck_delivery_kind")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'failed', 'dropped', 'replaced')",
            name=op.f("ck_delivery_state"),
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
        op.f("ix_delivery_state_source_id_held_until"),
        "delivery",
        ["state", "source_id", "held_until"],
        unique=False,
    )
    op.create_table(
        "site",
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("reply_name", sa.Text(), nullable=False),
        sa.Column("reply_address", sa.Text(), nullable=False),
        sa.Column("purge_after", sa.BigInteger(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        sa.Column("pulled_at", sa.BigInteger(), nullable=False),
        sa.Column("problem_vi", sa.Text(), nullable=False),
        sa.Column("problem_en", sa.Text(), nullable=False),
        sa.Column("held_by", sa.Text(), nullable=False),
        sa.Column("held_until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_site_source_id")),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_site")),
    )
    op.create_table(
        "remote",
        sa.Column("comment_id", sa.BigInteger(), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("text_digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_remote_source_id")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_remote")),
    )
    op.create_index("ix_remote_of", "remote", ["source_id", "external_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the migration")
