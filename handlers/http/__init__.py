"""The agents' HTTP API. :func:`handlers.http.app.agents_api` makes it, ``docs/reference/http-api.md`` describes it.

Doors (:mod:`~handlers.http.doors.body`, :mod:`~handlers.http.actions.proposal_body`,
:mod:`~handlers.http.doors.preferences`) turn a request into values or end it with a
:mod:`problem <handlers.http.doors.problems>`; handlers call one use case;
:mod:`~handlers.http.actions.resources` is what agents get to see.
"""
