"""Pattern 4, collaborative drafting: the agent writes, and a person changes only the parts that need a person.

The pattern promises four things. What people will probably change comes first, whatever the agent says of itself.
Nobody approves while something is left to fill or to answer. Of several people at work nobody loses a text. Who wrote
which part is known, and gives the final text when it is replayed. All that is ``editing/draft/``.

A reviewer's edit of a payload makes a new version with a digest of its own, held to the same schema and the same checks
as the first, and what the policy hides is never moved or lost by it: that is ``editing/``.
"""

from oversight.editing.changes import payload_changes
from oversight.editing.draft.final_text import finish
from oversight.editing.draft.opened import open_blocks
from oversight.editing.draft.provenance import replay
from oversight.editing.draft.saved import save
from oversight.editing.edited_payload import refuse_edit

__all__ = ["finish", "open_blocks", "payload_changes", "refuse_edit", "replay", "save"]
