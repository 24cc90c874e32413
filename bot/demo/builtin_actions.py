"""A dozen and more actions of a shop's back office, for a machine without recorded traffic."""

from collections.abc import Sequence

from bot.demo.intention import Intention

BUILTIN: Sequence[Intention] = (
    Intention(
        "email.send",
        "Tell Zoë Müller-Łukaszewicz that her parcel is late",
        {
            "to": "zoe.mueller@example.com",
            "subject": "Ihr Paket kommt später",
            "body": "Liebe Zoë, Ihr Paket liegt noch in Łódź und kommt am Freitag. Entschuldigung!",
        },
        {
            "confidence": 0.93,
            "reasoning": "The carrier reports a delay of two days, and she asked on Monday.",
            "context": {"order": "A-2088", "carrier_says": "held in Łódź until Thursday"},
        },
    ),
    Intention(
        "db.migrate",
        "Add an index to orders on the shop's database",
        {"database": "shop-production", "statement": "CREATE INDEX CONCURRENTLY orders_by_email ON orders (email);"},
        {"confidence": 0.88, "reasoning": "Looking orders up by address takes 4 s; the index is 60 MB."},
    ),
    Intention(
        "social.post",
        "Announce the spring sale",
        {"network": "Mastodon", "text": "Spring sale: 20 % off everything green until Sunday 🌱"},
        {"confidence": 0.81, "reasoning": "The campaign calendar has it for today at noon."},
    ),
    Intention(
        "data.export",
        "Send the orders of May to the accountants",
        {"dataset": "orders-2026-05", "to": "kanzlei-dörfler.example", "rows": 18_204, "columns": ["name", "iban"]},
        {"confidence": 0.84, "reasoning": "The yearly audit asks for every order with its bank account."},
    ),
    Intention(
        "document.tag",
        "Tag the supplier contract as signed",
        {"document": "contract-2026-117.pdf", "tag": "signed"},
        {"risk_level": "low", "reversible": True, "confidence": 0.97},
    ),
    Intention(
        "access.grant",
        "Make an on-call engineer administrator of the payment system",
        {"user": "נועה כהן", "role": "payments-admin"},
        {
            "confidence": 0.76,
            "reasoning": "She is on call tonight and asked for it in the incident channel.",
            "context": {"incident": "INC-771", "asked_in": "#incident-771"},
        },
    ),
    Intention(
        "refund.issue",
        "Refund €38.50 to 山田 花子 for order A-1987",
        {"order_id": "A-1987", "amount": 38.5, "currency": "EUR", "card_number": "4242 4242 4242 4242"},
        {"confidence": 0.95, "reasoning": "The vase arrived broken; the photo shows it.", "risk_level": "high"},
    ),
    Intention(
        "deploy.release",
        "Release checkout 4.18.2",
        {"service": "checkout", "version": "4.18.2"},
        {"confidence": 0.9, "reasoning": "All 1,204 tests passed; it fixes the rounding of Swiss prices."},
    ),
    Intention(
        "account.delete",
        "Delete the account of a customer who asked for it",
        {"account_id": "C-55012", "reason": "asked to be forgotten (GDPR article 17)"},
        {"confidence": 0.84, "reasoning": "The request came from the account's own address.", "reversible": False},
    ),
    Intention(
        "warehouse.reroute",
        "Send truck 7 to Gdańsk instead of Kraków",
        {"truck": 7, "from": "Kraków", "to": "Gdańsk", "pallets": 12},
        {"confidence": 0.7, "reasoning": "Kraków's dock is closed until tomorrow."},
    ),
    Intention(
        "email.send",
        "Answer Søren Ó Briain's complaint",
        {
            "to": "soren.obriain@example.com",
            "subject": "Your complaint of Tuesday",
            "body": "Dear Søren, you are right, and we are sorry. A new kettle is on its way to you.",
        },
        {"confidence": 0.52, "reasoning": "He is angry, and I am not sure that a new kettle is what he wants."},
    ),
    Intention(
        "refund.issue",
        "Refund €1,250 for order A-2101",
        {"order_id": "A-2101", "amount": 1250, "currency": "EUR"},
        {
            "confidence": 0.89,
            "reasoning": "The sofa was delivered to another town and never came back.",
            "context": {"delivery": {"promised": "Graz", "arrived": "Gratkorn"}},
        },
    ),
    Intention(
        "db.migrate",
        "Drop the old newsletter table",
        {"database": "marketing", "statement": "DROP TABLE newsletter_2019;"},
        {"confidence": 0.61, "reasoning": "Nothing has read it for 400 days.", "reversible": False},
    ),
    Intention(
        "access.grant",
        "Let an intern read the support queue",
        {"user": "Đặng Thị Mai", "role": "support-reader"},
        {"confidence": 0.92, "reasoning": "Her first day is today, and her mentor asked for it."},
    ),
)
