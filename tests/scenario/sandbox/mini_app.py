"""A Slack app that knows nothing of the sandbox: it is written against slack_bolt alone and told one address.

    python mini_app.py --base-url http://127.0.0.1:8765/api/ --transport socket|http --flavour sync|async [--port 3000]

`/refund 900` posts a card; its button opens a modal that finds fault with an amount that is too high; a good amount
changes the card. The Home tab counts the cards.
"""

import argparse
import asyncio
import os

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

LIMIT = 1000
PING_SECONDS = 1
CUSTOMERS = ["Ada Byron", "Grace Murray", "Mary Somerville"]
cards: list[str] = []


def plain(text):
    return {"type": "plain_text", "text": text}


def card(amount, note="Waits for an amount"):
    return {
        "text": f"Refund {amount}",
        "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": f"*Refund {amount}*\n{note}"}},
            {
                "type": "actions",
                "elements": [{"type": "button", "action_id": "change", "text": plain("Change"), "value": amount}],
            },
        ],
    }


def modal(amount, channel, ts):
    return {
        "type": "modal",
        "callback_id": "amount",
        "private_metadata": f"{channel} {ts}",
        "title": plain("Change the refund"),
        "submit": plain("Save"),
        "blocks": [
            {
                "type": "input",
                "block_id": "amount",
                "label": plain("Amount"),
                "element": {"type": "plain_text_input", "action_id": "amount", "initial_value": amount},
            },
            {
                "type": "input",
                "block_id": "customer",
                "optional": True,
                "label": plain("Customer"),
                "element": {"type": "external_select", "action_id": "customer", "min_query_length": 1},
            },
        ],
    }


def home_tab():
    words = {"type": "mrkdwn", "text": f"{len(cards)} refunds so far"}
    return {"type": "home", "blocks": [{"type": "section", "text": words}]}


def entered(view):
    values = view["state"]["values"]
    customer = values["customer"]["customer"]["selected_option"]
    return values["amount"]["amount"]["value"], f"For {customer['text']['text']}" if customer else "For nobody named"


def complaint(amount):
    if not amount.isdigit():
        return "Give a whole number."
    return f"At most {LIMIT}, please." if int(amount) > LIMIT else None


def offered(typed):
    found = [name for name in CUSTOMERS if typed.lower() in name.lower()]
    return [{"text": plain(name), "value": name.split()[0].lower()} for name in found]


def sync_app(client, secret):
    app = App(client=client, signing_secret=secret)

    @app.command("/refund")
    def refund(ack, command, say):
        ack()
        cards.append(command["text"])
        say(**card(command["text"]))

    @app.action("change")
    def change(ack, body, action, client):
        client.views_open(
            trigger_id=body["trigger_id"],
            view=modal(action["value"], body["channel"]["id"], body["message"]["ts"]),
        )
        ack()

    @app.options("customer")
    def customer(ack, payload):
        ack(options=offered(payload["value"]))

    @app.view("amount")
    def amount(ack, view, client):
        wanted, note = entered(view)
        if wrong := complaint(wanted):
            ack(response_action="errors", errors={"amount": wrong})
            return
        channel, ts = view["private_metadata"].split()
        client.chat_update(channel=channel, ts=ts, **card(wanted, note))
        ack()

    @app.event("app_home_opened")
    def opened(event, client):
        client.views_publish(user_id=event["user"], view=home_tab())

    return app


def async_app(client, secret):
    app = AsyncApp(client=client, signing_secret=secret)

    @app.command("/refund")
    async def refund(ack, command, say):
        await ack()
        cards.append(command["text"])
        await say(**card(command["text"]))

    @app.action("change")
    async def change(ack, body, action, client):
        await client.views_open(
            trigger_id=body["trigger_id"],
            view=modal(action["value"], body["channel"]["id"], body["message"]["ts"]),
        )
        await ack()

    @app.options("customer")
    async def customer(ack, payload):
        await ack(options=offered(payload["value"]))

    @app.view("amount")
    async def amount(ack, view, client):
        wanted, note = entered(view)
        if wrong := complaint(wanted):
            await ack(response_action="errors", errors={"amount": wrong})
            return
        channel, ts = view["private_metadata"].split()
        await client.chat_update(channel=channel, ts=ts, **card(wanted, note))
        await ack()

    @app.event("app_home_opened")
    async def opened(event, client):
        await client.views_publish(user_id=event["user"], view=home_tab())

    return app


async def async_socket(base_url, token, app_token, secret):
    app = async_app(AsyncWebClient(token, base_url=base_url), secret)
    await AsyncSocketModeHandler(app, app_token, ping_interval=PING_SECONDS).start_async()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base-url", default="https://slack.com/api/")
    parser.add_argument("--transport", choices=["socket", "http"], default="socket")
    parser.add_argument("--flavour", choices=["sync", "async"], default="sync")
    parser.add_argument("--port", type=int, default=3000)
    options = parser.parse_args()
    token, app_token = os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_APP_TOKEN"]
    secret = os.environ["SLACK_SIGNING_SECRET"]
    if options.flavour == "sync":
        app = sync_app(WebClient(token, base_url=options.base_url), secret)
        if options.transport == "socket":
            SocketModeHandler(app, app_token, ping_interval=PING_SECONDS).start()
        else:
            app.start(port=options.port)
    elif options.transport == "socket":
        asyncio.run(async_socket(options.base_url, token, app_token, secret))
    else:
        async_app(AsyncWebClient(token, base_url=options.base_url), secret).start(port=options.port)


if __name__ == "__main__":
    main()
