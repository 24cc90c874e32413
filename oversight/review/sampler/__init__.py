"""The smart sampler: with which probability each action of a period is looked at, and why.

:mod:`.sampler` gathers candidates, :mod:`.settling` puts everything together, :mod:`.assessment` is what comes of it
and draws; :mod:`.probability` says how reasons become one number. The reasons, in ``reasons/``: of one action by itself
(``rules``), beside others (``anomaly``, ``comparisons``, ``degraded``, ``firsts``), findings so far (``learned``), by
``money``, after an ``incident``. :mod:`.facets` and :mod:`.table` are what all of them look at.
"""
