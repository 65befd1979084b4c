"""Every way to alter a case: pure functions that look at it and return a Change.

Nothing is altered here; `board.document.Document.do` takes what is returned. An edit that would alter
nothing returns an empty Change. Ids that are not in the case raise KeyError, values that make no sense
ValueError. Cascades are inside the Change.
"""
