"""What is wrong with a policy that has to be refused."""

import pytest

from oversight.policy.file.reading import BadPolicy, FaultAtLine, read_policy


def faults(text: str) -> tuple[FaultAtLine, ...]:
    """Every fault; each says where it is, within the text, and what to do about it."""
    with pytest.raises(BadPolicy) as caught:
        read_policy(text)
    for fault in caught.value.faults:
        assert fault.path.startswith("$")
        assert fault.problem
        assert fault.fix
        assert 1 <= fault.line <= max(1, len(text.splitlines()))
        assert str(fault) in str(caught.value)
    return caught.value.faults


def only_fault(text: str) -> FaultAtLine:
    """The one fault that there is."""
    (fault,) = faults(text)
    return fault
