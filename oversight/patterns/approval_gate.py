"""Pattern 1, the approval gate: the agent stops before what cannot be undone; a person says yes, no, or "like this".

The gate promises three things. The answer is about the version that the reviewer saw. It counts once a person. The
first final answer stays. Who may answer, how votes are counted and what a vote makes of an action is ``voting/``.
"""

from oversight.voting.decide import cast_vote, decide
from oversight.voting.eligibility import refuse_person
from oversight.voting.quorum import required_approvals

__all__ = ["cast_vote", "decide", "refuse_person", "required_approvals"]
