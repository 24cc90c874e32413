"""A type whose form has every kind of field and row."""

from typing import Any

from oversight.action.risk import Risk
from oversight.policy import ActionType, CardHints
from oversight.policy.payload_schema.payload_schema import PayloadSchema

LINE = {
    "type": "object",
    "required": ["sku", "price"],
    "properties": {
        "sku": {"type": "string", "minLength": 1},
        "price": {"type": "number", "minimum": 0, "x-unit": "EUR"},
        "gift": {"type": "boolean"},
    },
}
PERSON = {"type": "object", "properties": {"name": {"type": "string"}, "phone": {"type": ["string", "null"]}}}
SCHEMA = {
    "type": "object",
    "required": ["order", "amount", "lines"],
    "properties": {
        "order": {"type": "string", "title": "Order number"},
        "amount": {
            "type": "number",
            "minimum": 0,
            "maximum": 5000,
            "x-unit": "EUR",
            "description": "What is paid back",
        },
        "count": {"type": "integer"},
        "express": {"type": "boolean"},
        "priority": {"enum": ["low", "normal", "high"]},
        "country": {"enum": [f"C{number:03}" for number in range(150)]},
        "due": {"type": "string", "format": "date"},
        "at": {"type": "string", "format": "date-time"},
        "mail": {"type": "string", "format": "email"},
        "link": {"type": "string", "format": "uri"},
        "note": {"type": ["string", "null"]},
        "story": {"type": "string", "maxLength": 9000},
        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 5},
        "colours": {"type": "array", "items": {"enum": ["red", "green", "blue"]}, "uniqueItems": True},
        "card_number": {"type": "string"},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}, "maxItems": 20},
        "payment": {
            "oneOf": [
                {
                    "title": "Card",
                    "type": "object",
                    "required": ["kind", "last4"],
                    "properties": {"kind": {"const": "card"}, "last4": {"type": "string"}},
                },
                {
                    "title": "Bank transfer",
                    "type": "object",
                    "required": ["kind", "iban"],
                    "properties": {"kind": {"const": "bank"}, "iban": {"type": "string"}},
                },
            ]
        },
        "ship": {
            "type": "object",
            "properties": {
                "to": {
                    "type": "object",
                    "properties": {
                        "street": {"type": "string"},
                        "contact": {"type": "object", "properties": {"person": PERSON}},
                    },
                }
            },
        },
    },
    "$defs": {"line": LINE},
}
ORDER: dict[str, Any] = {
    "order": "007",
    "amount": 900,
    "count": 2,
    "express": True,
    "priority": "normal",
    "country": "C042",
    "due": "2026-12-24",
    "at": "2026-12-24T18:30:00+01:00",
    "mail": "ada@example.org",
    "link": "https://example.org/o/7",
    "note": None,
    "story": "It never came.\nThe customer waited.",
    "tags": ["late", "parcel"],
    "colours": ["green"],
    "card_number": "4111",
    "lines": [{"sku": "A-1", "price": 400, "gift": False}, {"sku": "B-2", "price": 500.5}],
    "payment": {"kind": "card", "last4": "4242"},
    "ship": {"to": {"street": "Main St 1", "contact": {"person": {"name": "Ada", "phone": None}}}},
}
ORDERS = ActionType(
    "order.refund",
    Risk.HIGH,
    reversible=False,
    schema=PayloadSchema(SCHEMA),
    card=CardHints(("amount", "order"), ("card_number",)),
)
