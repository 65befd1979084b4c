"""Documents as text: a file for each format, `bytes -> Extracted`, nothing opened and nothing fetched.

All of it is meant for the worker process, with a limit of time and memory; what cannot be read ends in
`Unreadable`, whose message is one sentence for the user.
"""

from storage.extract.extracted import Extracted, Heading, NeedsPassword, Part, Unreadable
from storage.extract.reading import extract

__all__ = ["Extracted", "Heading", "NeedsPassword", "Part", "Unreadable", "extract"]
