"""What a newsroom knows: frozen values and pure functions. Imports nothing of ours."""
