"""A Sayso whose leaves get no place: what the audit log costs is the difference."""

from bot.audit.keeper import AuditKeeper
from sayso_bot import main


async def _rest(self: AuditKeeper) -> None:
    """Nothing is sequenced or signed."""


AuditKeeper.beat = _rest  # type: ignore[method-assign]  # a bench measures what a program does not offer

if __name__ == "__main__":
    main()
