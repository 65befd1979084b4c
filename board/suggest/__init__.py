"""What a text offers to be made into cards: found by rules, shown quietly, written by nobody but the user.

No model and no guess that cannot be explained: every suggestion names the words it rests on. The rules
are pure functions of a text and of the names the case knows; they run in any process.
"""

from board.suggest.duplicates import Likeness, alike_among, is_decided, pairs, pairs_of, resembling
from board.suggest.finding import suggestions
from board.suggest.names import KnownNames
from board.suggest.suggestions import (
    Dated,
    Mention,
    Name,
    Quoted,
    Reported,
    Span,
    Suggestion,
    Unsourced,
)

__all__ = [
    "Dated",
    "KnownNames",
    "Likeness",
    "Mention",
    "Name",
    "Quoted",
    "Reported",
    "Span",
    "Suggestion",
    "Unsourced",
    "alike_among",
    "is_decided",
    "pairs",
    "pairs_of",
    "resembling",
    "suggestions",
]
