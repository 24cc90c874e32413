"""The pack as one page that needs nothing but a browser: no script, nothing fetched."""

from collections.abc import Iterable, Sequence
from html import escape

from oversight.audit.controls import Control
from oversight.audit.pack import Item, Pack

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1d1c1d;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #ddd}
pre{background:#f6f6f6;padding:.8rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
code{overflow-wrap:anywhere}h2{margin-top:2.5rem}.gap{color:#8a2a00;font-weight:600}.yours{font-style:italic}
"""


def pack_page(pack: Pack) -> str:
    """The HTML."""
    title = f"Oversight of {pack.origin}"
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    width = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    body = "\n".join((f"<h1>{escape(title)}</h1>", *_figures(pack), *map(_item, pack.items), *_map(pack)))
    return f"{head}{width}{body}</html>\n"


def _figures(pack: Pack) -> Sequence[str]:
    counted, drawn = pack.population, len(pack.items)
    period = f"From {pack.since:%Y-%m-%d %H:%M} to {pack.until:%Y-%m-%d %H:%M} UTC."
    return (
        f"<p>{period} {counted.proposed:,} actions were proposed.</p>",
        f"<p>The seed <code>{escape(pack.seed)}</code> draws {drawn} of them, for everybody who has the log.</p>",
        "<h2>Check it</h2>",
        "<p>Offline, with the log’s public key from somebody you trust:</p>",
        "<p>Every entry of the log is checked, the figures on this page, the sample and its proofs.</p>",
        "<pre>sayso audit verify . --key PUBLIC_KEY</pre>",
        f"<p>The checkpoint that all of it is held to:</p><pre>{escape(pack.checkpoint)}</pre>",
        "<h2>Decisions in the period</h2>",
        _table(("by", "decisions"), ((who, f"{number:,}") for who, number in counted.decided.items())),
        "<h2>The sample</h2>",
    )


def _item(item: Item) -> str:
    shown = "".join(
        f"<p>Shown to those who decided, as <code>{escape(digest)}</code>:</p><pre>{_lines(lines)}</pre>"
        for digest, lines in item.shown.items()
    )
    return (
        f"<h3>{escape(item.action_id)}</h3><pre>{_lines(item.story)}</pre>{shown}"
        f'<p>Proof: <a href="{escape(item.proof)}">{escape(item.proof)}</a>. To check it alone: '
        f"<code>sayso audit verify {escape(item.proof)} --key PUBLIC_KEY</code></p>"
    )


def _map(pack: Pack) -> Sequence[str]:
    return (
        "<h2>Duties of human oversight</h2>",
        "<p>A map, and no legal advice: what applies to your system, only you can say.</p>",
        "<table><tr><th>source</th><th>duty</th><th></th><th>what there is</th></tr>",
        *map(_control, pack.controls),
        "</table><h2>What this does not prove</h2><ul>",
        *(f"<li>{escape(line)}</li>" for line in pack.proves_not),
        "</ul>",
    )


def _control(control: Control) -> str:
    cells = f"<td>{escape(control.source)}</td><td>{escape(control.duty)}</td>"
    kind = f'<td class="{control.standing.split()[0]}">{escape(control.standing)}</td>'
    return f"<tr>{cells}{kind}<td>{escape(control.what)}</td></tr>"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    written = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>{written}</table>"


def _lines(lines: Iterable[str]) -> str:
    return escape("\n".join(lines))
