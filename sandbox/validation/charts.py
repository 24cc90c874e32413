"""The shape of charts: a pie has segments; bars, areas and lines have series over the same categories."""

from typing import Any, Final

from sandbox import limits
from sandbox.validation.finding import Report
from sandbox.validation.rules import Rule, array, by_type, number, shape, words
from sandbox.validation.texts import BLOCK_ID

_LABEL: Final = words(limits.CHART_LABEL, minimum=1)
_AXES: Final = shape(
    {"categories": array(_LABEL, limits.CHART_POINTS, minimum=1)},
    {"x_label": words(limits.CHART_AXIS_LABEL), "y_label": words(limits.CHART_AXIS_LABEL)},
)
_SERIES: Final = shape(
    {"name": _LABEL, "data": array(shape({"label": _LABEL, "value": number()}), limits.CHART_POINTS, minimum=1)}
)


def _positive(value: Any, pointer: str, report: Report) -> None:
    if value["value"] <= 0:
        report.add("minimum", "must be greater than 0", f"{pointer}/value", 0, value["value"])


def _same_categories(value: Any, pointer: str, report: Report) -> None:
    categories = sorted(value["axis_config"]["categories"])
    seen: set[str] = set()
    for at, series in enumerate(value["series"]):
        if sorted(point["label"] for point in series["data"]) != categories:
            where, labels = f"{pointer}/series/{at}/data", len(series["data"])
            report.add("items", "must have one value for each category", where, categories, labels)
        if series["name"] in seen:
            where, name = f"{pointer}/series/{at}/name", series["name"]
            report.add("unique", f"series {name} already exists", where, got=name)
        seen.add(series["name"])


def _over_axes(kind: str) -> Rule:
    series = array(_SERIES, limits.CHART_SERIES, minimum=1)
    return shape({"series": series, "axis_config": _AXES}, {}, _same_categories, kind=kind)


_SEGMENT: Final = shape({"label": _LABEL, "value": number()}, {}, _positive)
_CHART: Final = by_type(
    {
        "pie": shape({"segments": array(_SEGMENT, limits.CHART_SERIES, minimum=1)}, kind="pie"),
        **{kind: _over_axes(kind) for kind in ("bar", "area", "line")},
    }
)
CHARTS: Final[dict[str, Rule]] = {
    "data_visualization": shape(
        {"title": words(limits.CHART_TITLE, minimum=1), "chart": _CHART}, BLOCK_ID, kind="data_visualization"
    )
}
