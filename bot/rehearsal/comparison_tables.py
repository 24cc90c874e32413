"""Two policies side by side: which actions take another way."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from bot.rehearsal.figures import NONE
from bot.rehearsal.table import table
from oversight.action.route import tier_words
from oversight.rehearsal.comparison import Comparison

MOST_MOVES = 20
_TRUTH = {None: NONE, True: "right", False: "wrong"}


def comparison_tables(comparison: Comparison, one: str, other: str) -> Iterator[RenderableType]:
    """The ways that actions change, and the actions."""
    if not comparison.moves:
        yield Text(f"No action changes its way between {one} and {other}.")
        return
    ways = table(
        f"From {one} to {other}: {len(comparison.moves)} actions change their way",
        "from",
        "to",
        "actions",
        numbers=(2,),
    )
    for turn in comparison.turns:
        ways.add_row(tier_words(turn.before), tier_words(turn.after), str(turn.actions))
    yield ways
    yield Text(
        f"Wrong actions: {comparison.wrong_now_stopped} more are stopped, {comparison.wrong_now_running} more run. "
        f"Right actions: {comparison.right_now_running} more run, {comparison.right_now_stopped} more are stopped."
    )
    moves = table("Which", "action", "type", "from", "to", "was", "because of")
    for move in comparison.moves[:MOST_MOVES]:
        cells = (move.id, move.action_type, tier_words(move.before), tier_words(move.after), _TRUTH[move.correct])
        moves.add_row(*map(Text, (*cells, ", ".join(move.reasons))))
    yield moves
    if len(comparison.moves) > MOST_MOVES:
        yield Text(f"… and {len(comparison.moves) - MOST_MOVES} more; --json lists them all.")
