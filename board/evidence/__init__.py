"""What every claim really rests on: who says it, from whom they have it, and where that ends.

Six papers that quote one letter are one origin. This room follows the attributions of a claim back
to their origins and counts those, finds the voices that everything hangs on, and bounds what the
evidence can carry. docs/evidence.md gives the model in words; each module one part of it.

From data to words: `labels` and `graph` build the graph of one claim, `measures`, `cuts`, `support`
and `weigh` read it, `findings` puts one claim's results together, `analysis` keeps them up to date
while the case changes, `case_lists` sums them up, `report` writes them out.
"""
