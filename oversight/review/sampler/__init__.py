"""The smart sampler: with which probability each action of a period is looked at, and why.

:mod:`.sampler` gathers candidates and puts everything together; :mod:`.assessment` is what comes of it and draws;
:mod:`.probability` says how reasons become one number. The reasons: :mod:`.rules` (of one action by itself),
:mod:`.anomaly`, :mod:`.comparisons`, :mod:`.degraded`, :mod:`.firsts` (beside others), :mod:`.learned` (by findings so
far), :mod:`.incident`. :mod:`.facets` and :mod:`.table` are what all of them look at.
"""
