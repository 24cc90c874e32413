"""The action that is proposed again and again: 1.5 KB, as an airline's agent sends it."""

import json

from bench.load import Request

CUSTOMER = {
    "name": {"first_name": "Mia", "last_name": "Li"},
    "membership": "gold",
    "payment_methods": {
        f"credit_card_{number}": {"source": "credit_card", "brand": "visa", "last_four": str(number)[-4:]}
        for number in (4421486, 1955700, 7504069)
    },
    "reservations": ["NO6JO3", "AIXC49", "HKEG34"],
}

PROPOSAL = {
    "action_type": "airline.book_reservation",
    "description": "Book JFK to SEA for Mia Li, economy, 20 May",
    "payload": {
        "user_id": "mia_li_3668",
        "origin": "JFK",
        "destination": "SEA",
        "cabin": "economy",
        "flights": [{"flight_number": f"HAT{n}", "date": "2024-05-20"} for n in (136, 39)],
        "passengers": [{"first_name": "Mia", "last_name": "Li", "dob": "1990-04-05"}],
        "payment_methods": [{"payment_id": "certificate_7504069", "amount": 250}, {"payment_id": "card", "amount": 5}],
        "total_baggages": 3,
        "insurance": "no",
    },
    "confidence": 0.92,
    "reasoning": "The total cost for the selected flights in economy class is $255. Use the certificate for $250 and "
    "charge the remaining $5 to the Visa card ending in 7447. The customer confirmed both. " * 2,
    "context": {"customer": CUSTOMER, "customer_says": "Yes, please proceed with that booking. Thank you!"},
}

BODY = json.dumps(PROPOSAL).encode()


def post(path: str, key: str = "", body: bytes = BODY) -> Request:
    """A request that posts the body."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    prepared = head.encode() + body
    return lambda _: prepared
