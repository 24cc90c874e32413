import pytest


@pytest.mark.parametrize("accept", ["*/*", "application/json", ""])
async def test_the_root_says_what_this_is_and_where_to_go_on(world, accept):
    answer = await world.client.get("/", headers={"Accept": accept})
    said = await answer.json()
    assert (answer.status, said["name"]) == (200, "Sayso")
    assert said["version"]
    for name, address in said["links"].items():
        assert (await world.client.get(address)).status in {200, 401, 503}, name


async def test_a_browser_gets_a_page_with_the_same_links(world):
    answer = await world.client.get("/", headers={"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"})
    assert answer.content_type == "text/html"
    page = await answer.text()
    assert 'href="/docs"' in page
    assert 'href="/openapi.json"' in page


async def test_the_root_needs_no_key_and_takes_nothing(world):
    assert (await world.client.head("/")).status == 200
    refused = await world.client.post("/", data=b"x")
    assert (refused.status, refused.content_type) == (405, "application/problem+json")
