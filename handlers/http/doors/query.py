"""The query of an address, read by a model."""

from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from handlers.http.doors.preferences import once_each
from handlers.http.doors.problems import FieldFault, bad_request

Query = TypeVar("Query", bound=BaseModel)


def queried(model: type[Query], request: web.Request) -> Query:
    """The query of this request, or a 400 that names each parameter at fault."""
    once_each(request)
    try:
        return model.model_validate(dict(request.query))
    except ValidationError as error:
        faults = [FieldFault(f"query.{'.'.join(map(str, fault['loc']))}", fault["msg"]) for fault in error.errors()]
        detail = "; ".join(f"{fault.path}: {fault.detail}" for fault in faults)
        raise bad_request("invalid_query", "Query not understood", f"Fix the address: {detail}.", *faults) from None
