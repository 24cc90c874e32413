"""Human oversight of AI agents, as rules.

An agent proposes an action (``action/``). The policy (``policy/``) is one file that people write; its routing
(``routing/``) says who must approve:

* nobody for now, and people look at a sample later (``patterns/lazy_review.py``);
* whoever several independent signals call for (``patterns/confidence_routing.py``);
* a person at the gate (``patterns/approval_gate.py``), backed by a ladder of people that silence climbs
  (``patterns/escalation_ladder.py``), or several departments one after the other (``action/stages.py``).

Who has approved something may allow its like in advance, in one exact shape (``standing/``). What the agent leaves out
is computed from what people decided of its like (``signals/``). Tiers keep office hours and take turns (``calendar/``).
A halt stops everything (``halts/``), and a policy is rehearsed on recorded actions before it rules (``rehearsal/``).

What people answer becomes a decision (``action/decision.py``) that nothing overwrites (``action/status.py``), and every
step leaves a leaf in the audit log (``audit/leaf.py``).

Everything here is pure: no clock, no randomness, no network, no database. ``now``, identifiers and secrets come in as
arguments; decisions come out as values. ``usecases/`` is where those values meet the world, one verb a file, through
the Protocols of ``ports/``.
"""
