"""Which voices count as one: the connected components under "not independent".

Every measure counts labels, not voices. A voice that nobody declared dependent is a label of its own;
a component is named by its smallest member id. "Voice of", "wrote" and "published by" join nobody:
they are grounds on which `independence` offers to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from board.case import Case


def labels(case: Case) -> dict[str, str]:
    """The label of every item in some "not independent" pair; any other item is its own label."""
    pairs = ((link.from_id, link.to_id) for link in case.links.values() if link.kind == "not_independent")
    return joined(pairs)


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For every id in a pair the smallest id of its connected component."""
    parent: dict[str, str] = {}

    def top(one: str) -> str:
        while (above := parent.setdefault(one, one)) != one:
            parent[one] = parent[above]
            one = parent[one]
        return one

    for first, second in pairs:
        low, high = sorted((top(first), top(second)))
        parent[high] = low
    return {one: top(one) for one in list(parent)}


def members(labels: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The members of every label that has several, sorted."""
    groups: dict[str, list[str]] = {}
    for one, label in sorted(labels.items()):
        groups.setdefault(label, []).append(one)
    return {label: tuple(group) for label, group in groups.items() if len(group) > 1}
