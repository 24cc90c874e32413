import asyncio, pytest, json
from tests.acceptance.workspace import DIGEST, LEA
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
async def test_x(reviewer, agent, installation, slack):
    agent.file_note("minutes of Monday", confidence=0.4)
    r = installation.command("digest", "--now")
    print(r)
    await asyncio.sleep(8)
    await reviewer.arrive(LEA, DIGEST)
    await asyncio.sleep(2)
    await reviewer.page.screenshot(path="/tmp/demo18/digest.png")
