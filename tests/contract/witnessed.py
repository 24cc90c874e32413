"""A log that is signed leaf after leaf, and a witness that is asked about it."""

from __future__ import annotations

from bot.audit.witnesses import HttpWitness
from oversight.audit.log.keys import VerifierKey
from oversight.audit.log.note import opened, read_note
from oversight.audit.log.trust_policy import Witness
from oversight.usecases.audit.ask_witness import ask_witness
from tests.contract.test_audit_announcing import Seconds
from tests.contract.test_audit_signing import KEYS, Memory, signed_to

ORIGIN = KEYS[0].name
TRUSTED = {ORIGIN: KEYS[0].verifier.written()}


class House:
    """Signs one leaf after the other."""

    def __init__(self, store, log):
        self.store, self.log, self.memory, self.later, self.size = store, log, Memory(), Seconds(), 0

    async def signs(self, count=1):
        for _ in range(count):
            await signed_to(self.log, self.store, 1, self.memory, self.later, first=self.size)
            self.size += 1


def witness_of(fake):
    return Witness("W1", VerifierKey.read(fake.vkey), fake.url)


def asking(log, fake, session):
    """Asks the witness once, and says what stands in the way of its cosignature."""

    async def asked(patience=5.0):
        return await ask_witness(log, witness_of(fake), HttpWitness(fake.url, session, patience))

    return asked


async def cosignatures(log, fake, size):
    """How many signatures of this witness the checkpoint of this size has, all of them right."""
    note = await log.cosigned_note(1, size)
    key = VerifierKey.read(fake.vkey)
    assert opened(note, [KEYS[0].verifier, key])
    return sum(signature.name == fake.name for signature in read_note(note).signatures)
