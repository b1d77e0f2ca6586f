"""Articles whose readers write by the newsroom's own form, and who may post for them; which
comments of a site a delivery has touched since they were pulled"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("article", sa.Column("open", sa.Boolean(), nullable=False, server_default="0"))
    op.create_index(op.f("ix_article_url"), "article", ["url"], unique=False)
    op.add_column("remote", sa.Column("doubted", sa.Boolean(), nullable=False, server_default="0"))
    op.create_index(
        op.f("ix_remote_doubted"),
        "remote",
        ["source_id"],
        unique=False,
        sqlite_where=sa.text("doubted"),
    )
    op.create_table(
        "intake_token",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_token")),
        sa.UniqueConstraint("name", name=op.f("uq_intake_token_name")),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the migration")
