"""Stopping everything: while a halt is active, what the policy would release by itself goes to people or is rejected.

A halt (:mod:`~oversight.halts.halt`) covers all agents, one of them, or a type of action. It changes the route of new
actions (:mod:`~oversight.routing.under_halts`) and stops the clocks of those that wait
(:mod:`~oversight.halts.frozen_time`).
"""
