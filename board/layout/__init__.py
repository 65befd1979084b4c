"""Where to put cards: pure functions from records and sizes to positions."""
