"""The comments' index keeps which comments have a word, not where: slimmer, and quicker"""

from __future__ import annotations

from alembic import op

from app.storage import search

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEX = """
    CREATE VIRTUAL TABLE comment_search USING fts5(
        words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6',
        tokenize='ascii'
    )
    """
"""Beyond ASCII every character is a letter to this tokenizer. Hardly a Vietnamese syllable has more
than six letters, so that every beginning of a word has a list of its own."""

MERGING = (("automerge", 16), ("crisismerge", 200))
"""How many parts of the index are merged into one: more at once, and never all in the transaction
that happens to be the last straw. An import is a quarter quicker by it."""

COMMENTS = """
    SELECT comment.id, comment.text, writer.name, writer.address, article.title
    FROM comment
    JOIN writer ON writer.id = comment.writer_id
    JOIN article ON article.id = comment.article_id
    ORDER BY comment.id
    """


def upgrade() -> None:
    op.execute("DROP TABLE comment_search")
    op.execute(INDEX)
    for setting, value in MERGING:
        op.execute(
            f"INSERT INTO comment_search(comment_search, rank) VALUES ('{setting}', {value})"
        )
    connection = op.get_bind()
    for rows in connection.exec_driver_sql(COMMENTS).partitions(5_000):
        search.add_new_to_index(connection, [search.index_row(*row) for row in rows])
    begin = True
    while search.merge(connection, begin=begin):
        begin = False


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the migration")
