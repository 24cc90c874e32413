"""What ``policy.yml`` says of the drafts of one type."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictBool, model_validator

from oversight.exact_json.json_path import is_json_path
from oversight.policy.draft_settings import DraftSettings
from oversight.policy.file.entries import Section


def _field(path: str) -> str:
    if not is_json_path(path):
        raise ValueError(f"{path!r} is no JSON path in the payload; write for example $.body or $.sections[0].text")
    return path


Point = Annotated[str, Field(min_length=1, max_length=150)]


class DraftSection(Section):
    """People finish the drafts of this type; with this section a draft may hold placeholders."""

    target: Annotated[str, AfterValidator(_field)] | None = Field(
        default=None, description="JSON path of the payload's field that gets the final text; else the draft names it"
    )
    evidence_required: StrictBool = Field(
        default=False, description="a block without evidence is opened for the person, however sure the agent is"
    )
    must_cover: tuple[Point, ...] = Field(
        default=(), max_length=20, description="points that the person is asked about: there, missing, or not needed"
    )
    spot_check: StrictBool = Field(
        default=True, description="one block that the agent is sure of is opened, and has to be answered"
    )
    second_person: StrictBool = Field(
        default=False, description="every draft needs a second person, not only one that is risky or irreversible"
    )

    @model_validator(mode="after")
    def _points_differ(self) -> Self:
        if twins := sorted({point for point in self.must_cover if self.must_cover.count(point) > 1}):
            raise ValueError(f"must_cover says {', '.join(twins)} twice; each point is asked once")
        return self

    def to_value(self) -> DraftSettings:
        """The settings that this section describes."""
        return DraftSettings(self.target, self.evidence_required, self.must_cover, self.spot_check, self.second_person)
