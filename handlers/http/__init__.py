"""The agents' HTTP API. :func:`handlers.http.app.agents_api` makes it, ``docs/reference/http-api.md`` describes it.

Doors (:mod:`~handlers.http.body`, :mod:`~handlers.http.proposal_body`, :mod:`~handlers.http.preferences`) turn a
request into values or end it with a :mod:`problem <handlers.http.problems>`; handlers call one use case;
:mod:`~handlers.http.resources` is what agents get to see.
"""
