"""How a newsroom is kept: tables, migrations, reading and writing. Only services look in."""
