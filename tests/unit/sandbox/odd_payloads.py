"""Texts of every script and payloads of every size, from a seed: what agents may send, made to be awkward in Slack."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from oversight.exact_json.canonical import MAX_SAFE_INTEGER, Json

T = TypeVar("T")
MOST_BYTES = 250 * 1024
DEEPEST = 30
MANY, OFTEN = 300, 0.95  # a text of more characters is drawn at its full length less often: it takes long to show

SCRIPTS = {
    "latin": "The quick brown fox jumps over the lazy dog, 1234567890.",
    "accents": "Zürich – naïve façade, Ångström, İstanbul, ǅungla",
    "hebrew": "שָׁלוֹם עוֹלָם אָלֶף־בֵּית",
    "arabic": "مَرحَبًا بالعالَم می‌خواهم لا",
    "hindi": "नमस्ते क्षत्रिय हिन्दी",
    "thai": "สวัสดีชาวโลกน้ำ",
    "chinese": "請審查此退款請求,金額為九百歐元。",
    "japanese": "返金を承認してください。カタカナ",
    "korean": "환불을 승인해 주세요 ᄀᆞᆨ",
    "emoji": "👩‍👩‍👧‍👦👍🏽🏴󠁧󠁢󠁳󠁣󠁴󠁿🇺🇳❤️1️⃣🧑🏿‍🚀",
    "stacked": "Z̷̢̛͓͇̫̥̬a̴̡̗̰͕l̶̢̨g̵̢̧o̶̡̢" + "e" + "\u0301\u0323" * 40,
    "markup": "&<>&amp;&lt;`*_~|<!channel><@U1><https://a.example|b>```\n> *bold* :tada:",
    "control": "\0\x01\x07\x08\x1b[31m\x7f\x85\u2028\u2029\r\n\t",
    "hidden": "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202e\u2066\u2069"
    "\u3164\u115f\u034f\u180b\ufe0f\U000e0101\u2800",
    "spaces": " \u00a0\u2003\u3000  \t  ",
    "astral": "\U0001d54f\U0001f9ff\U00020000\U0010ffff\U000f0000\ue000\ufdd0\U0001fae9",
    "breaks": "\n\n\n\n\n\n",
}
ALL = tuple(SCRIPTS.values())
KEYS = ("amount", "order_id", "customer.email", "a/b~c", "type", "text", "card_number", "", "ключ", "מפתח", "clé")


@dataclass(frozen=True, slots=True)
class Odd:
    """Draws from a seed."""

    rng: random.Random

    def one(self, values: Sequence[T]) -> T:
        """One of these; `random.choice` takes three times as long."""
        return values[int(self.rng.random() * len(values))]

    def text(self, most: int = 60) -> str:
        """Some text: usually short, of one script or of several mixed."""
        drawn = self.rng.random()
        size = most
        if drawn < (OFTEN if most > MANY else 0.8):
            size = int(drawn * (60 if drawn < 0.4 else min(most, 120)))
        scripts = [self.one(ALL) for _ in range(1 if drawn > 0.5 else 3)]
        made = ""
        while len(made) < size:
            script = self.one(scripts)
            made += script[int(self.rng.random() * len(script)) :] * (5 if self.rng.random() < 0.2 else 1)
        return made[:size]

    def words(self, most: int = 60) -> str:
        """Some text that is not empty."""
        return self.text(most) or "x"

    def key(self) -> str:
        """A key of an object."""
        return self.one(KEYS) if self.rng.random() < 0.4 else self.text(30)

    def leaf(self, most: int = 120) -> Json:
        """Anything that holds nothing else."""
        numbers = (0, -1, 900, 0.1 + 0.2, 1e-7, 1.5e300, MAX_SAFE_INTEGER, -MAX_SAFE_INTEGER)
        return self.one((self.text(most), self.text(most), self.one(numbers), True, False, None))

    def value(self, depth: int = 3) -> Json:
        """A value of up to this depth."""
        if depth == 0 or self.rng.random() < 0.5:
            return self.leaf()
        size = self.one((0, 1, 2, 5))
        if self.rng.random() < 0.4:
            return [self.value(depth - 1) for _ in range(size)]
        return {self.key(): self.value(depth - 1) for _ in range(size)}

    def payload(self) -> Json:
        """A payload: most are small, some have many keys, are deep or long, and a few are as large as may be."""
        shapes: tuple[Callable[[], Json], ...] = (
            self._small,
            self._wide,
            self._deep,
            self._long,
            self.value,
            self.huge,
        )
        return self.rng.choices(shapes, weights=(600, 120, 80, 120, 77, 3))[0]()

    def _small(self) -> Json:
        return {self.key(): self.value(2) for _ in range(self.rng.randint(0, 8))}

    def _wide(self) -> Json:
        size = self.one((39, 40, 41, 90, 200))
        return {f"{self.text(12)} {at}": self.leaf(40) for at in range(size)}

    def _deep(self) -> Json:
        made = self.leaf()
        for at in range(DEEPEST):
            made = {self.key(): made, "beside": self.leaf(10)} if at % 3 else [made, self.leaf(10)]
        return made

    def _long(self) -> Json:
        return {self.key(): self.text(self.one((900, 3_000, 3_001, 12_000))) for _ in range(self.rng.randint(1, 4))}

    def huge(self) -> Json:
        """As large as the API takes it: one long text, or thousands of keys."""
        script = self.one(ALL)
        size = len(json.dumps(script, ensure_ascii=False).encode())
        if self.rng.random() < 0.5:
            return {"note": script * (MOST_BYTES // size)}
        return {f"key {at}": script for at in range(MOST_BYTES // (size + len('"key 1000": , ')))}
