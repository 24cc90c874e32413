"""Blocks made from Slack's own schema at random, sound also by what the schema leaves unsaid, and ways to harm them."""

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

ALPHABETS = ("abc XYZ 123", "אבג שלום", "審査請求", "अनुमति", "👩‍👧 ✅ é", "_*~`[]{}")
PLAIN = 40  # characters of a text without a limit of its own
CUT = {"alert": 200, "image": 2_000, "video": 199}
BY_NAME: dict[str, tuple[Any, ...]] = {
    "initial_date": ("2026-02-28", "1999-12-31"),
    "initial_time": ("00:00", "23:59"),
    "initial_date_time": (0, 1_700_000_000),
    "timezone": ("Europe/Berlin",),
    "source": ("remote",),
    "indent": (0, 3, 8),
    "max_files": (1, 10),
    "max_length": (50, 3_000),
    "min_length": (0, 3),
    "row_header_column_index": (0,),
    "page_size": (1, 100),
}
HARM: tuple[Any, ...] = (None, 17, -1, 1.5, True, "", "x", "x" * 4_000, [], {}, [{}], {"type": "plain_text"})


class Sampler:
    """Makes values that a schema's definition describes."""

    def __init__(self, definitions: dict[str, Any], rng: random.Random) -> None:
        self._definitions = definitions
        self._rng = rng

    def block(self, kind: str) -> dict[str, Any]:
        """A block of this definition."""
        made: dict[str, Any] = self._make({"$ref": f"#/definitions/{kind}"})
        return made

    def _make(self, schema: dict[str, Any], name: str = "") -> Any:
        if "$ref" in schema:
            definition = schema["$ref"].rpartition("/")[2]
            made = self._make(self._definitions[definition], name)
            return named_soundly(definition, made, self) if isinstance(made, dict) else made
        if "allOf" in schema:
            whole, limit = schema["allOf"]
            return self._limited(self._make(whole), limit["properties"]["text"]["maxLength"])
        if "anyOf" in schema:
            described = [option for option in schema["anyOf"] if "properties" in option or "$ref" in option]
            return self._make(self._rng.choice(described))
        return self._leaf(schema, name)

    def _leaf(self, schema: dict[str, Any], name: str) -> Any:
        values = (schema["const"],) if "const" in schema else schema.get("enum") or BY_NAME.get(name)
        if values:
            return self._rng.choice(values)
        match schema["type"]:
            case "string":
                return self._string(name, schema.get("maxLength", PLAIN))
            case "number":
                return self._rng.randint(1, 6)
            case "boolean":
                return self._rng.random() < 0.5
            case "array":
                most = min(schema.get("maxItems", 4), 4)
                return [self._make(schema["items"]) for _ in range(self._rng.randint(1, most))]
            case _:
                return self._object(schema)

    def _object(self, schema: dict[str, Any]) -> dict[str, Any]:
        required = schema.get("required", ())
        wanted = [name for name in schema["properties"] if name in required or self._rng.random() < 0.5]
        made = {name: self._make(schema["properties"][name], name) for name in wanted}
        return sound(made, self)

    def _string(self, name: str, most: int) -> str:
        if name.endswith("_id"):
            return f"{self._rng.getrandbits(48):x}"
        return self.words(
            most if most != 3_000 and self._rng.random() < 0.2 else self._rng.randint(1, min(most, PLAIN))
        )

    def words(self, size: int) -> str:
        """Text of this size in some script."""
        alphabet = self._rng.choice(ALPHABETS)
        return "".join(self._rng.choice(alphabet) for _ in range(size))

    def _limited(self, text: dict[str, Any], most: int) -> dict[str, Any]:
        size = most if self._rng.random() < 0.2 else min(len(text["text"]), most)
        return text | {"text": self.words(size)}


def sound(made: dict[str, Any], sampler: Sampler) -> dict[str, Any]:
    """The object also as Slack's documentation wants it where the schema is silent."""
    kind = str(made.get("type"))
    if kind in SOUND:
        SOUND[kind](made, sampler)
    for name in ("title", "text", "description"):
        if kind in CUT and isinstance(made.get(name), dict):
            made[name]["text"] = made[name]["text"][: CUT[kind]]
    return made


def named_soundly(definition: str, made: dict[str, Any], sampler: Sampler) -> dict[str, Any]:
    """The same for objects that do not say what they are."""
    if definition in ("PlainTextOption", "MrkdwnOption"):
        return {"value": "v", **made}
    return {"title": _plain(sampler), **made} if definition == "ConfirmationDialog" else made


def _plain(sampler: Sampler) -> dict[str, Any]:
    return {"type": "plain_text", "text": sampler.words(5)}


def _menu(made: dict[str, Any], sampler: Sampler) -> None:
    options = made.pop("options", None) or [{"text": _plain(sampler), "value": "v"}]
    groups = made.pop("option_groups", None)
    made |= {"option_groups": groups} if groups else {"options": options}
    _choose_initial(made, [one for group in groups or [] for one in group["options"]] or options)


def _boxes(made: dict[str, Any], _sampler: Sampler) -> None:
    _choose_initial(made, made["options"])


def _choose_initial(made: dict[str, Any], options: list[dict[str, Any]]) -> None:
    if "initial_option" in made:
        made["initial_option"] = options[-1]
    if "initial_options" in made:
        made["initial_options"] = options[:2]


def _text_input(made: dict[str, Any], _sampler: Sampler) -> None:
    made["initial_value"] = made.get("initial_value", "")[: made.get("max_length", 3_000)]


def _section(made: dict[str, Any], sampler: Sampler) -> None:
    if "fields" not in made:
        made.setdefault("text", _plain(sampler))


def _card(made: dict[str, Any], _sampler: Sampler) -> None:
    made.setdefault("title", {"type": "mrkdwn", "text": "t"})
    if "actions" in made:
        made["actions"] = made["actions"][:3]


def _container(made: dict[str, Any], sampler: Sampler) -> None:
    made.setdefault("title", _plain(sampler))
    made.pop("has_header_divider", None)
    tables = [block for block in made["child_blocks"] if block["type"] == "table"]
    made["child_blocks"] = [block for block in made["child_blocks"] if block not in tables[1:]]


def _video(made: dict[str, Any], _sampler: Sampler) -> None:
    if "author_name" in made:
        made["author_name"] = made["author_name"][:49]


def _data_table(made: dict[str, Any], _sampler: Sampler) -> None:
    header = [{"type": "raw_text", "text": "h"} for _ in made["rows"][0]]
    made["rows"] = [header, *([row[0]] * len(header) for row in made["rows"])]


SOUND: dict[str, Callable[[dict[str, Any], Sampler], None]] = {
    "static_select": _menu,
    "multi_static_select": _menu,
    "checkboxes": _boxes,
    "radio_buttons": _boxes,
    "plain_text_input": _text_input,
    "section": _section,
    "card": _card,
    "container": _container,
    "video": _video,
    "data_table": _data_table,
}


def harmed(block: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """The block with one of its parts taken away, doubled, made into something else, or given a stray property."""
    copied = copy.deepcopy(block)
    *path, last = rng.choice(list(_places(copied)))
    holder: Any = copied
    for key in path:
        holder = holder[key]
    value = holder[last]
    match rng.randrange(6):
        case 0:
            del holder[last]
        case 1 if isinstance(value, list):
            holder[last] = value * (101 // len(value) + 1) if value else [1]
        case 1 | 2 if isinstance(value, dict):
            value["colour"] = "red"
        case 2 if value in ("plain_text", "mrkdwn"):
            holder[last] = "mrkdwn" if value == "plain_text" else "plain_text"
        case 3 if isinstance(value, str):
            holder[last] = value + rng.choice(["x", "x" * 30, "x" * 3_000])
        case _:
            holder[last] = copy.deepcopy(rng.choice(HARM))
    return copied


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, entry in list(value.items()) if isinstance(value, dict) else list(enumerate(value)):
        yield (*path, key)
        if isinstance(entry, dict | list):
            yield from _places(entry, (*path, key))
