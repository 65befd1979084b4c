"""The board: one widget over arrays, the functions that draw it and the tools that work on it."""
