"""The stages of an action in words: which have said yes, which one decides now, and which follow."""

from collections.abc import Iterator

from blocks.kit.text import shorten, shown
from oversight.action.action import Action
from oversight.action.route import Rung, tier_words
from oversight.action.stages import rungs_of_stage, stage_names
from oversight.voting.quorum import votes_of_stages

NAME = 120


def is_staged(action: Action) -> bool:
    """Whether several stages have to say yes, one after the other."""
    return bool(stage_names(action.route.ladder))


def place_words(action: Action) -> str:
    """“stage 1 of 2”; empty where there are no stages."""
    if action.assignment is None or not is_staged(action):
        return ""
    runs = list(_runs(action.route.ladder))
    here = next(number for number, run in enumerate(runs, 1) if action.assignment.rung in run)
    return f"stage {here} of {len(runs)}"


def has_passed(action: Action, rung: int) -> bool:
    """Whether the stage of this rung has said yes, and a later one is asked."""
    return action.assignment is not None and rung < rungs_of_stage(action.route.ladder, action.assignment.rung).start


def stages_words(action: Action) -> str:
    """“security said yes (Sam Okafor) → legal decides now → then team lead”."""
    assert action.assignment is not None, "somebody is asked, so some stage decides"
    said = []
    for run in _runs(action.route.ladder):
        name = name_of(action.route.ladder[run.start])
        if has_passed(action, run.start):
            said.append(f"{name} said yes{yes_words(action, run.start)}")
        elif action.assignment.rung in run:
            said.append(f"{name} decides now")
        else:
            said.append(f"then {name}")
    return " → ".join(said)


def yes_words(action: Action, rung: int) -> str:
    """“ (Sam Okafor, Lea Brandt)”: who said yes for the stage of this rung."""
    run = rungs_of_stage(action.route.ladder, rung)
    names = dict.fromkeys(vote.reviewer.name for vote in votes_of_stages(action) if vote.rung in run)
    return f" ({shorten(shown(', '.join(names)), NAME)})" if names else ""


def name_of(rung: Rung) -> str:
    """What the stage of this rung is called; the ladder itself by the tier that it begins with."""
    return tier_name(rung.stage or rung.tier)


def tier_name(tier: str) -> str:
    """The tier as a sentence names it."""
    return shorten(shown(tier_words(tier)), 80)


def _runs(ladder: tuple[Rung, ...]) -> Iterator[range]:
    at = 0
    while at < len(ladder):
        run = rungs_of_stage(ladder, at)
        yield run
        at = run.stop
