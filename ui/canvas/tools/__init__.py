"""Tools: what the mouse and the keys mean on the board."""
