"""Where what is signed of the audit log goes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import structlog

from bot.audit.checkpoint_file import CheckpointFile
from bot.audit.departures import Departures, Way
from bot.audit.keeper import AuditKeeper
from bot.audit.witnesses import HttpWitness, WitnessWay, is_prefix
from bot.settings import Settings
from bot.start_refused import StartRefused
from handlers.http.api_ports import ReadinessCheck
from oversight.audit.log.trust_policy import Witness, spelled
from oversight.audit.log.trust_policy_file import BadTrustPolicy, read_trust_policy
from storage.store import Store

log = structlog.get_logger(__name__)

FILE_FIX = "Let the bot's account write to SAYSO_AUDIT_CHECKPOINT_FILE. What is missing is added then"
WITNESS_FIX = "Look at the witness, and at what SAYSO_AUDIT_POLICY_FILE says of it. It is asked again by itself"


@asynccontextmanager
async def checkpoints_leave(
    settings: Settings, store: Store, keeper: AuditKeeper
) -> AsyncIterator[tuple[ReadinessCheck, ...]]:
    """What the keeper signs leaves by every way of the settings; with what readiness asks of these ways."""
    ways: list[Way] = []
    checks: list[ReadinessCheck] = []
    if settings.audit_checkpoint_file is not None:
        file = CheckpointFile(settings.audit_checkpoint_file, store.audit)
        ways.append(file)
        checks.append(ReadinessCheck(file.name, file.trouble, FILE_FIX, essential=False))
    async with aiohttp.ClientSession() as session:
        for witness in _witnesses(settings, keeper):
            assert witness.url is not None, "others are not asked"
            way = WitnessWay(witness, HttpWitness(witness.url, session), store.audit, store.clock)
            ways.append(way)
            checks.append(ReadinessCheck(way.name, way.trouble, WITNESS_FIX, essential=False, state=way.age))
        departures = Departures(ways)
        keeper.leaving = (departures.leave,)
        async with departures.under_way():
            yield tuple(checks)


def _witnesses(settings: Settings, keeper: AuditKeeper) -> list[Witness]:
    """Whom the policy file says to ask; raises StartRefused where it cannot be followed."""
    file = settings.audit_policy_file
    if file is None:
        return []
    try:
        policy = read_trust_policy(file.read_bytes())
    except (OSError, BadTrustPolicy) as error:
        raise StartRefused(f"SAYSO_AUDIT_POLICY_FILE {file} cannot be followed: {error}.") from error
    asked = [witness for witness in policy.witnesses if witness.url is not None]
    for witness in asked:
        if not is_prefix(witness.url or ""):
            raise StartRefused(
                f"SAYSO_AUDIT_POLICY_FILE {file}: the URL of the witness {spelled(witness.name)} is none. Write its "
                "submission prefix, such as https://witness.example/sayso"
            )
    if not asked:
        log.warning("no witness is asked: the policy file names none with a URL", file=str(file))
    if policy.logs and {key.verifier for key in keeper.keys}.isdisjoint(trusted.key for trusted in policy.logs):
        log.warning("whoever follows the policy file does not believe this log: its key is not there", file=str(file))
    return asked
