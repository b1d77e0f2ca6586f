"""The schema's history, carried out by Alembic from inside the program."""
