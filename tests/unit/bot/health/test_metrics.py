"""What the program measures is there from the start, so that an alert sees the first change."""

import pytest

from bot.health.metrics import Metrics


@pytest.mark.parametrize("result", ["ok", "refused"])
def test_reloads_are_counted_from_zero(result):
    assert f'sayso_policy_reloads_total{{result="{result}"}} 0.0' in Metrics().text().decode()
