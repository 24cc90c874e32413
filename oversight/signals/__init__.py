"""Signals that an agent did not supply, computed from what people said of the past.

What counts as evidence is :mod:`~oversight.signals.precedent`'s: a person's decision, a reviewer's finding, an outcome
that went wrong. From the precedents of a type come three signals:

* ``historical_accuracy``: how often this agent was right with this type lately
  (:mod:`~oversight.signals.track_record`);
* ``semantic_similarity``: whether what the payload says is near to what people approved, or to what went wrong;
* ``input_familiarity``: the same for its shape, from :mod:`~oversight.signals.features` and
  :mod:`~oversight.signals.nearest`.

:mod:`~oversight.signals.memory` holds them, bounded for each type. A signal that cannot be computed well is left out,
and what lacks a signal goes to a person. Nothing that an agent claims of itself ever raises one.

How well stated confidence fits what happened is reported by :mod:`~oversight.statistics.calibration`; it
decides nothing.
"""
