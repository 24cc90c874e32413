"""From a proposal to its route: how risky an action is, what the rules demand, who is asked, and why.

An action walks through this room in one go, in :func:`~oversight.routing.routing.evaluate`:

1. :mod:`~oversight.routing.classification`: how risky it is, by its type and by what the agent claims.
2. :mod:`~oversight.routing.facts`: what the policy's conditions may look at. Each rule and each check is asked once.
3. :mod:`~oversight.routing.case`: all that is known of it now, with its signals.
4. :mod:`~oversight.routing.demands`: the highest tier and risk that the rules that hold ask for.
5. :mod:`~oversight.routing.situation` and :mod:`~oversight.routing.verdict`: the table. Its first line that holds says
   whether the action runs, is rejected or is asked about, by which patterns, and why.
6. :mod:`~oversight.routing.ladder_for`: where people are asked, who they are, one after the other.
7. :mod:`~oversight.routing.in_shadow`: what of this only watches, and asks nobody yet.
8. :mod:`~oversight.routing.templates`: what the operator releases all the same.

Use cases then bring it :mod:`~oversight.routing.under_halts`. Beside the walk stand
:mod:`~oversight.routing.route_cache`, which keeps what is the same for every action;
:mod:`~oversight.routing.signal_reach`, which says whether signals from the past could change a route; and
:mod:`~oversight.routing.explanation`, which tells the whole walk to a person.
"""
