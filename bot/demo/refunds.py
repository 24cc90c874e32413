"""What the demo's refund agent wants to pay back, and why; now and then it answers in public, too."""

from collections.abc import Iterator
from itertools import count

from bot.demo.intention import Intention

CASES = (
    (900, 0.91, "Zoë Brânză", "Arrived with a cracked screen; the photo shows it.", "espresso machine"),
    (40, 0.97, "Tom Ito", "The parcel was two weeks late.", "paperback set"),
    (1400, 0.86, "Ngozi Okafor", "Never arrived; the carrier lost it.", "e-bike battery"),
    (120, 0.55, "Łucja Nowak", "She says that the colour is wrong; I cannot tell from the photo.", "curtains"),
    (480, 0.9, "José Peña", "Returned unopened within 14 days.", "headphones"),
    (75.5, 0.93, "Ayşe Öztürk", "Charged twice for one order.", "garden hose"),
    (650, 0.72, "Màiri NicDhòmhnaill", "Wants half back for a scratch; the terms say nothing of it.", "oak table"),
    (260, 0.95, "李小龙", "Wrong size sent; the right one is sold out.", "running shoes"),
)
"""Amount in euros, confidence, customer, reasoning, article."""
FIRST_ORDER = 1042
PUBLIC_ANSWER_EVERY = 2
"""After so many refunds comes one public answer, which nobody has to decide: it shows what silence does."""


def refunds() -> Iterator[Intention]:
    """Refunds without end, each for an order of its own, with public answers in between."""
    for number in count():
        amount, confidence, customer, reasoning, article = CASES[number % len(CASES)]
        order = f"A-{FIRST_ORDER + number}"
        yield Intention(
            "refund.issue",
            f"Refund €{_written(amount)} to {customer} for {order}",
            {"order_id": order, "amount": amount, "currency": "EUR", "card_number": "4111 1111 1111 1111"},
            {
                "confidence": confidence,
                "reasoning": reasoning,
                "context": {"customer": customer, "article": article, "price": amount},
            },
        )
        if number % PUBLIC_ANSWER_EVERY == PUBLIC_ANSWER_EVERY - 1:
            yield _public_answer(customer, article)


def _public_answer(customer: str, article: str) -> Intention:
    return Intention(
        "social.post",
        f"Answer {customer}'s public complaint about the {article}",
        {
            "network": "Mastodon",
            "text": f"{customer}, we are sorry about the {article}. Your money is on its way back.",
        },
        {"confidence": 0.8, "reasoning": "The complaint was shared 40 times within the hour."},
    )


def _written(amount: float) -> str:
    return f"{amount:,.2f}".removesuffix(".00")
