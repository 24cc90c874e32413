"""The little world that the demo's agents change: a shop in memory, whose books show what was really done."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

OPENING_BALANCE = 25_000.0


class NotDone(Exception):
    """The shop could not do it; the message says why."""


@dataclass(slots=True)
class Shop:
    """Money, mail, shelves and keys of the demo's shop."""

    balance: float = OPENING_BALANCE
    refunded: set[str] = field(default_factory=set)
    """Orders whose money went back; nobody is paid twice."""
    others: Counter[str] = field(default_factory=Counter)
    """How often each type of action was carried out that the shop has no words for."""

    def carry_out(self, action_type: str, payload: Any) -> str:
        """Done, in a sentence that says how things stand now; NotDone with the reason where it cannot be."""
        if not isinstance(payload, Mapping):
            raise NotDone("the payload is no object")
        try:
            deed = _DEEDS.get(action_type)
            return deed(self, payload) if deed else self._count(action_type)
        except (KeyError, TypeError, ValueError) as error:
            raise NotDone(f"the payload does not fit {action_type}: {error!r}") from error

    def _count(self, action_type: str) -> str:
        self.others[action_type] += 1
        return f"done, {self.others[action_type]} so far"


def _refund(shop: Shop, payload: Mapping[str, Any]) -> str:
    amount, order = float(payload["amount"]), str(payload["order_id"])
    if order in shop.refunded:
        raise NotDone(f"{order} was refunded before")
    if not 0 < amount <= shop.balance:
        raise NotDone(f"{amount:,.2f} cannot be paid from a balance of {shop.balance:,.2f}")
    shop.balance -= amount
    shop.refunded.add(order)
    currency = payload.get("currency", "EUR")
    return f"refunded {amount:,.2f} {currency} for {order}, balance now {shop.balance:,.2f}"


def _certificate(shop: Shop, payload: Mapping[str, Any]) -> str:
    amount = float(payload["amount"])
    if not 0 < amount <= shop.balance:
        raise NotDone(f"a certificate of {amount:,.2f} cannot be covered by {shop.balance:,.2f}")
    shop.balance -= amount
    return f"certificate of {amount:,.2f} sent to {payload['user_id']}, balance now {shop.balance:,.2f}"


_DEEDS: dict[str, Callable[[Shop, Mapping[str, Any]], str]] = {
    "refund.issue": _refund,
    "email.send": lambda _, payload: f"sent to {payload['to']}",
    "db.migrate": lambda _, payload: f"ran on {payload['database']}",
    "deploy.release": lambda _, payload: f"{payload['service']} runs {payload['version']}",
    "document.tag": lambda _, payload: f"{payload['document']} now carries “{payload['tag']}”",
    "social.post": lambda _, payload: f"posted on {payload['network']}",
    "release.notes": lambda _, payload: f"notes of {payload['version']} are out, {len(payload['notes'])} characters",
    "data.export": lambda _, payload: f"{payload['dataset']} sent to {payload['to']}",
    "account.delete": lambda _, payload: f"account {payload['account_id']} is gone",
    "access.grant": lambda _, payload: f"{payload['user']} is {payload['role']} now",
    "airline.book_reservation": lambda _, payload: f"booked {payload['origin']}-{payload['destination']}",
    "airline.cancel_reservation": lambda _, payload: f"reservation {payload['reservation_id']} is cancelled",
    "airline.update_reservation_flights": lambda _, payload: f"{payload['reservation_id']} has its new flights",
    "airline.update_reservation_baggages": lambda _, payload: (
        f"{payload['reservation_id']} has {payload['total_baggages']} bags now"
    ),
    "airline.update_reservation_passengers": lambda _, payload: (
        f"{payload['reservation_id']} is for {len(payload['passengers'])} now"
    ),
    "airline.send_certificate": _certificate,
    "airline.transfer_to_human_agents": lambda _, _payload: "handed over to a person",
}
