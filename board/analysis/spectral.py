"""Measures that pass importance along links, round after round, until it settles.

Start values, rounds and stopping rule are those of networkx, so the numbers are too: an eigenvector that
was iterated further would differ from them in the sixth digit.
"""

from __future__ import annotations

import numpy as np

from board.analysis.network import Floats, Network

TOLERANCE = 1e-6
ROUNDS = 1000
DAMPING = 0.85


def eigenvector(network: Network) -> tuple[Floats, bool]:
    """Centrality by the neighbours', and whether it settled; directed, by those that point to a node."""
    count = len(network.nodes)
    now = np.full(count, 1.0 / max(count, 1))
    into = network.turned.matrix()
    for _ in range(ROUNDS if count else 0):
        last = now
        now = last + into @ last
        now /= float(np.linalg.norm(now)) or 1.0
        if np.abs(now - last).sum() < count * TOLERANCE:
            return now, True
    return now, not count


def pagerank(network: Network) -> tuple[Floats, bool]:
    """How often one comes by, following links at random and starting anew now and then; and as above."""
    count = len(network.nodes)
    now = np.full(count, 1.0 / max(count, 1))
    into = network.turned.matrix()
    shares = np.divide(1.0, network.degrees, out=np.zeros(count), where=network.degrees > 0)
    is_end = network.degrees == 0
    for _ in range(ROUNDS if count else 0):
        last = now
        now = DAMPING * (into @ (last * shares) + last[is_end].sum() / count) + (1 - DAMPING) / count
        if np.abs(now - last).sum() < count * TOLERANCE:
            return now, True
    return now, not count
