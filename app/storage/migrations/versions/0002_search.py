"""Queues of one's own; writers and articles found by the words of their names"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NAMES = (
    (
        "writer_search",
        "writer",
        ("name", "name_normal", "address"),
        "{0}.name || ' ' || iif({0}.name_normal = {0}.name, '', {0}.name_normal) || ' ' || "
        "{0}.address",
    ),
    ("article_search", "article", ("title", "url"), "{0}.title || ' ' || {0}.url"),
)
"""Index, table, the columns whose change changes it, and what is put in for a row."""

MERGING = (("automerge", 16), ("crisismerge", 200))
"""How many parts of the comments' index are merged into one: more at once, and never all in the
transaction that happens to be the last straw. An import is a quarter quicker by it; a search that
looks into two dozen parts instead of one dozen takes 0.1 ms longer."""


def upgrade() -> None:
    op.create_table(
        "own_queue",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("kinds", sa.BigInteger(), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=True),
        sa.Column("writer_id", sa.BigInteger(), nullable=True),
        sa.Column("order", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_own_queue_article_id")
        ),
        sa.ForeignKeyConstraint(["writer_id"], ["writer.id"], name=op.f("fk_own_queue_writer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_queue")),
    )
    for setting, value in MERGING:
        op.execute(
            f"INSERT INTO comment_search(comment_search, rank) VALUES ('{setting}', {value})"
        )
    for index, table, columns, words in NAMES:
        for statement in _statements(index, table, columns, words):
            op.execute(statement)


def _statements(index: str, table: str, columns: tuple[str, ...], words: str) -> tuple[str, ...]:
    """The index folds by itself, but for đ, which no tokenizer takes for a d."""

    def plain(row: str) -> str:
        return f"replace(replace({words.format(row)}, 'đ', 'd'), 'Đ', 'D')"

    return (
        f"""
        CREATE VIRTUAL TABLE {index} USING fts5(
            words, content='', contentless_delete=1, detail=none, prefix='1 2',
            tokenize='unicode61 remove_diacritics 2'
        )
        """,
        f"INSERT INTO {index}(rowid, words) SELECT id, {plain(table)} FROM {table}",
        f"""
        CREATE TRIGGER {table}_is_found AFTER INSERT ON {table}
        BEGIN INSERT INTO {index}(rowid, words) VALUES (NEW.id, {plain("NEW")}); END
        """,
        f"""
        CREATE TRIGGER {table}_is_found_anew AFTER UPDATE OF {", ".join(columns)} ON {table}
        BEGIN
            DELETE FROM {index} WHERE rowid = OLD.id;
            INSERT INTO {index}(rowid, words) VALUES (NEW.id, {plain("NEW")});
        END
        """,
        f"""
        CREATE TRIGGER {table}_is_found_no_more AFTER DELETE ON {table}
        BEGIN DELETE FROM {index} WHERE rowid = OLD.id; END
        """,
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the migration")
