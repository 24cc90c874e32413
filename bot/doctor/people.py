"""Are the people whom the policy names really there: reviewers, fallbacks, deputies, and who is on call for once?"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.diagnosis import Diagnosis, bad, ok
from bot.doctor.slack_answers import SlackSaidNo, asked
from bot.settings.tokens import BOT
from oversight.policy import Policy, Tier

_NOBODY = frozenset({"user_not_found", "user_not_visible", "users_not_found", "invalid_arguments"})

Groups = Mapping[str, Sequence[str]]
"""The members of each user group, by its handle."""


def tiers_and_stages(policy: Policy) -> list[tuple[str, Tier]]:
    """Every tier and stage, with what it is called in a finding."""
    tiers = [(f"tier {tier.name}", tier) for tier in policy.tiers]
    return tiers + [(f"stage {stage.name}", stage) for stage in policy.stages]


class PeopleCheck:
    """Looks up the people whom the policy names, each once however often it names them."""

    def __init__(self, groups: Groups, client: AsyncWebClient) -> None:
        """Nobody is looked up yet."""
        self._groups = groups
        self._client = client
        self._active: dict[str, bool] = {}

    async def reviewers(self, role: str, tier: Tier) -> AsyncIterator[Diagnosis]:
        """Whether enough people may decide there, and whether everybody who is named exists."""
        people: set[str] = set()
        async for finding in self._call(role, tier.people, people):
            yield finding
        on_call_once = [override.person for override in tier.rotation.overrides] if tier.rotation else []
        async for finding in self._call(f"{role}, overrides", on_call_once, set()):
            yield finding
        fallback: set[str] = set()
        async for finding in self._call(f"{role}, fallback_reviewers", tier.fallback, fallback):
            yield finding
        yield _enough(role, tier, people, fallback)

    async def deputies(self, policy: Policy) -> AsyncIterator[Diagnosis]:
        """Whether everybody exists who stands in for somebody."""
        deputies = dict.fromkeys(absence.deputy for absence in policy.absences if absence.deputy is not None)
        async for finding in self._call("out_of_office, deputies", deputies, set()):
            yield finding

    async def entitled(self, policy: Policy) -> AsyncIterator[Diagnosis]:
        """Whether everybody exists who may see what cards hide."""
        for known in policy.action_types.values():
            async for finding in self._call(f"action_types.{known.name}.card.reveal", known.card.reveal, set()):
                yield finding

    async def _call(self, role: str, names: Iterable[str], there: set[str]) -> AsyncIterator[Diagnosis]:
        """What is wrong with these names; ``there`` gains the ids of those who exist."""
        for name in names:
            if name.startswith("@"):
                if name[1:] not in self._groups:
                    yield bad(f"{role}: no user group {name}", "Create it in Slack, or fix the policy")
                there.update(self._groups.get(name[1:], ()))
            elif await self._is_active(name):
                there.add(name)
            else:
                yield bad(f"{role}: no active user {name}", "Name somebody else in the policy")

    async def _is_active(self, user_id: str) -> bool:
        if user_id not in self._active:
            try:
                asking = asked(self._client.users_info(user=user_id), BOT)
                self._active[user_id] = not (await asking)["user"].get("deleted", False)
            except SlackSaidNo as no:
                if no.error not in _NOBODY:
                    raise
                self._active[user_id] = False
        return self._active[user_id]


def _enough(role: str, tier: Tier, people: set[str], fallback: set[str]) -> Diagnosis:
    needed = tier.approvals_required
    if not people | fallback:
        return bad(f"{role}: nobody may decide", "Name reviewers in the policy; until then it is passed over")
    if len(people | fallback) < needed:
        return bad(
            f"{role}: {needed} approvals required, {_count(len(people), 'reviewer')}",
            "Name more reviewers, or lower approvals_required",
        )
    more = f", {_count(len(fallback), 'fallback')}" if fallback else ""
    return ok(f"{role}: {_count(len(people), 'reviewer')}{more}")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
