"""How a newsroom is kept: engine, tables, migrations, reading and writing. Only services look in."""
