import pytest

from tests.fakes.seconds import Seconds
from tests.unit.handlers.http.doorway import a_doorway
from tests.unit.handlers.http.world import a_world


@pytest.fixture
def seconds():
    """The seconds that the application counts for what it remembers of keys."""
    return Seconds()


@pytest.fixture
async def world(seconds):
    """The application over memory, served on a socket of its own."""
    async with a_world(monotonic=seconds) as served:
        yield served


@pytest.fixture
async def hurried_world():
    """The same with a heartbeat of a hundredth of a second."""
    async with a_world(heartbeat=0.01) as served:
        yield served


@pytest.fixture
async def doorway(world):
    """The same application, behind the running bot's own connections."""
    async with a_doorway(world) as served:
        yield served
