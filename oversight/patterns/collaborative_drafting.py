"""Pattern 4, collaborative drafting: the agent writes, and a person changes only the parts that need a person.

A reviewer's edit makes a new version with a digest of its own, held to the same schema and the same checks as the
first, and what the policy hides is never moved or lost by it: that is ``editing/``. Drafts in blocks come later.
"""

from oversight.editing.changes import payload_changes
from oversight.editing.edited_payload import refuse_edit

__all__ = ["payload_changes", "refuse_edit"]
