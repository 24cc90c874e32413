"""The points that the policy wants covered, asked one by one: drafts fail by what they leave out."""

from blocks.card.drafting_words import COVERAGES, NAME
from blocks.drafting.paging import Item
from blocks.drafting.shown_draft import ShownDraft
from blocks.kit import ids
from blocks.kit.limits import OPTION_TEXT
from blocks.kit.message import Block
from blocks.kit.rich_text import line, part, rich_text
from blocks.kit.text import plain, shorten, shown, shown_start
from oversight.action.finished_draft import Coverage, Covered

POINT = 500
MISSING = "Write it into the draft, then say that it is there."


def questions(shown_draft: ShownDraft) -> list[Item]:
    """One item for each point."""
    answers = {answer.point: answer for answer in shown_draft.work.covered}
    every = enumerate(shown_draft.settings.must_cover)
    return [Item(_question(number, point, answers.get(point)), point=point) for number, point in every]


def _question(number: int, point: str, given: Covered | None) -> list[Block]:
    is_open = given is None or given.answer is Coverage.MISSING
    mark = "👉 " if is_open else ""
    asked = [part(f"{mark}Does the text have this: “{shown_start(point, POINT)}”?", bold=True)]
    if given is not None:
        asked.append(part(f" · {COVERAGES[given.answer]}, says {shorten(shown(given.by.name), NAME)}"))
    lines = [line(*asked)]
    if given is not None and given.answer is Coverage.MISSING:
        lines.append(line(part(MISSING, italic=True)))
    options = {
        answer: {"text": plain(words, OPTION_TEXT), "value": f"{number}:{answer.value}"}
        for answer, words in COVERAGES.items()
    }
    radio: Block = {"type": "radio_buttons", "action_id": ids.DRAFT_COVER, "options": list(options.values())}
    if given is not None:
        radio["initial_option"] = options[given.answer]
    since = f"{number}.{given.answer.value if given else 'open'}"
    return [
        rich_text(f"draft_point.{since}", lines),
        {"type": "actions", "block_id": f"draft_answer.{since}", "elements": [radio]},
    ]
