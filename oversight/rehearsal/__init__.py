"""Rehearsal: what a policy would do, before it does it.

A recorded action (:mod:`~oversight.rehearsal.recorded`) is sent through the same routing as a real one
(:mod:`~oversight.rehearsal.replay`). The results of many are counted (:mod:`~oversight.rehearsal.report`) and compared
with chance (:mod:`~oversight.statistics.chance`), against another policy (:mod:`~oversight.rehearsal.comparison`) and
against other thresholds (:mod:`~oversight.rehearsal.frontier`). Each share comes with its interval
(:mod:`~oversight.statistics.shares`): forty actions that went well prove less than they seem to.

The truth about an action, where it is known, is only ever counted. Nothing that routes can see it.
"""
