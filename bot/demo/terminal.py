"""What the demo's agents say in the terminal, a line each."""

from rich.console import Console
from rich.text import Text

from bot.demo.intention import Intention
from sayso import Decision, Status

WIDEST_NAME = 12
STYLES = {
    Status.APPROVED: "green",
    Status.MODIFIED: "cyan",
    Status.REJECTED: "red",
    Status.TIMED_OUT: "yellow",
    Status.CANCELLED: "yellow",
}


class Terminal:
    """Lines with the time, the agent's name and what happened."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def proposes(self, agent: str, intention: Intention) -> None:
        """The agent asks for something."""
        self._line(agent, "proposes", Text(plain(intention.description)))

    def told(self, agent: str, intention: Intention, decision: Decision, then: str) -> None:
        """The agent has its answer, and says what it did about it."""
        edits = "; ".join(f"{change.path} {change.before} → {change.after}" for change in decision.changes)
        edited = f" ({plain(edits)})" if edits else ""
        said = Text()
        said.append(plain(str(decision)), style=STYLES[decision.status])
        said.append(f"{edited} → {plain(then)}")
        said.append(f"  [{plain(intention.description)}]", style="dim")
        self._line(agent, "told", said)

    def trouble(self, agent: str, words: str) -> None:
        """Something is in the agent's way."""
        self._line(agent, "trouble", Text(plain(words), style="bold red"))

    def notes(self, agent: str, words: str) -> None:
        """Something worth knowing."""
        self._line(agent, "notes", Text(plain(words), style="dim"))

    def _line(self, agent: str, verb: str, said: Text) -> None:
        clock = self._console.get_datetime().strftime("%H:%M:%S")
        line = Text.assemble((clock, "dim"), " ", (agent.ljust(WIDEST_NAME), "bold"), " ", verb.ljust(8), "  ", said)
        self._console.print(line, soft_wrap=True)


def plain(words: str) -> str:
    """Words of others on one line, in which nothing can move the cursor or hide."""
    return "".join(letter if letter.isprintable() else f"\\u{{{ord(letter):04X}}}" for letter in words)
