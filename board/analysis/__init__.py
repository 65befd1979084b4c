"""Questions on who is linked to whom: who matters, what holds the board together, how two are connected.

`lens` says what counts and makes a `network.Network` of a case; `questions` words every measure as the
question it answers; `measures` answers them, in the worker for all but small boards; `ranks` and `table`
say who comes where; `ways`, `surroundings` and `compare` answer about some cards or two boards;
`filters` pick out. networkx defines every measure and the tests hold each answer against it; the inner
loops are numpy and scipy. docs/analysis.md says in words what each measure is, and what it is not.
"""
