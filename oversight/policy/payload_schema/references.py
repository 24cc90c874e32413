"""Where the references of a schema lead, within the schema itself."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from oversight.policy.payload_schema.drafts import Draft

REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")


class References:
    """The schemas of one document by address; each is known by its identity."""

    def __init__(self, root: Mapping[str, Any], draft: Draft) -> None:
        """Every schema in it has been found."""
        self.leads_elsewhere = False
        """One of them leads out of the document: to a draft of JSON Schema itself."""
        self._by_address: dict[str, Any] = {}
        self._bases: dict[int, str] = {}
        self._documents: dict[str, Any] = {"": root}
        rest: list[tuple[Any, str]] = [(root, "")]
        while rest:
            schema, base = rest.pop()
            if not isinstance(schema, dict) or id(schema) in self._bases:
                continue
            own = schema.get("$id", schema.get("id"))
            if isinstance(own, str):
                base = urldefrag(urljoin(base, own))[0]
                self._documents.setdefault(base, schema)
            self._bases[id(schema)] = base
            for anchor in ("$anchor", "$dynamicAnchor"):
                if isinstance(schema.get(anchor), str):
                    self._by_address[f"{base}#{schema[anchor]}"] = schema
            rest.extend((inner, base) for _, inner in draft.within(schema))

    def of(self, schema: Mapping[str, Any]) -> Iterator[Any]:
        """What its references lead to; one that leads out of the document leads to what takes anything."""
        for keyword in REFERENCES:
            reference = schema.get(keyword)
            if isinstance(reference, str):
                yield self._target(reference, self._bases.get(id(schema), ""))

    def _target(self, reference: str, base: str) -> Any:
        address, fragment = urldefrag(urljoin(base, reference) if not reference.startswith("#") else base + reference)
        if (named := self._by_address.get(f"{address}#{fragment}")) is not None:
            return named
        found = self._documents.get(address)
        for step in fragment.split("/")[1:]:
            name = unquote(step).replace("~1", "/").replace("~0", "~")
            if isinstance(found, dict):
                found = found.get(name)
            elif isinstance(found, list) and name.isdigit() and int(name) < len(found):
                found = found[int(name)]
            else:
                found = None
        if found is None:
            self.leads_elsewhere = True
            return True
        return found
