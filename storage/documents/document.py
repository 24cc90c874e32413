"""Values as JSON documents and back, by their types: a field is a key, and a span is written as ISO 8601 does.

Fields are only ever added, last and with a default, and a default never changes: what a document does not say has its
default. Control characters are escaped, so that every engine keeps every text. In format 1, which is still read, spans
were numbers of microseconds.
"""

from collections.abc import Mapping
from functools import cache
from threading import Lock
from typing import Any, TypeVar

from msgspec import ValidationError, convert
from msgspec.json import Decoder, Encoder

from storage.documents.draft import draft_of
from storage.engine.utc import MICROSECOND

Document = dict[str, Any]
T = TypeVar("T")

NOT_AS_WRITTEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading a row raises that is no longer what we wrote: a page that the disk gave back damaged may hold rows."""
_SPANS = frozenset(
    ("review_timeout", "remind_after", "escalate_after", "fallback_after", "remind_every", "extended", "lasts")
)
"""Every key under which format 1 had a span, beside the two of an extension."""


def write(value: object) -> str:
    """The value as text. Lone surrogates raise: they are no characters, and no database keeps them."""
    return _ENCODER.encode(value).decode()


def read(text: str, of: type[T]) -> T:
    """The value of this type that the text was written from; raises one of NOT_AS_WRITTEN where it is damaged."""
    try:
        value: T = _decoder(of).decode(text)  # type: ignore[arg-type]
    except ValidationError:
        value = convert(read_part(text), of)
    return value


def read_part(text: str) -> Document:
    """The fields that were written, by name, for a value whose other fields are columns; its spans are spans."""
    return _as_today(_decoder(Document).decode(text))


def _as_today(document: Document) -> Document:
    """What older versions wrote in another form, in the form of today: spans, and drafts without blocks."""
    for name in _SPANS.intersection(document):
        if isinstance(document[name], int):
            document[name] *= MICROSECOND
    if isinstance(document.get("extension"), list):
        document["extension"] = [
            span * MICROSECOND if isinstance(span, int) else span for span in document["extension"]
        ]
    proposal = document.get("proposal")
    if proposal is not None and "draft" in proposal:
        proposal["draft"] = draft_of(proposal["draft"])
    for part in (*map(document.get, ("proposal", "route", "choices")), *document.get("ladder", ())):
        if part is not None:
            _as_today(part)
    return document


def _mapping(value: object) -> Document:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in a document")


@cache
def _decoder(of: Any) -> Decoder[Any]:
    # One at a time: msgspec notes on each class what it has learnt of it, and where another thread meets a note that is
    # half written, the process ends (a segmentation fault, seen in one of 120 starts).
    with _LEARNING:
        return Decoder(of)


_LEARNING = Lock()
_ENCODER = Encoder(enc_hook=_mapping)
