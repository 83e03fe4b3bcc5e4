"""``make fuzz``: mutated feeds, mails, tables, texts and dates; whatever else escapes is kept.

Only the errors a reader declares may come out, and each input has a second. What was found is a
file in ``found/``, named for its reader, and read again by every ``make test``.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

from matcher.errors import ToldError
from matcher.mail.bounces import read_returned
from matcher.projects.tables.files import read_table
from scrapers.access.feed import read_feed
from scrapers.access.feed_text import read_moment
from scrapers.errors import ScraperError
from scrapers.extract import extract
from scrapers.fetch.charset import decode

HERE = Path(__file__).parent
FOUND = HERE / "found"
SAMPLES = HERE.parent
URL = "https://sitio.example/feed"
PATIENCE = 5.0
"""Seconds for one input on a busy machine."""
Reader = Callable[[bytes], object]
READERS: dict[str, Reader] = {
    "feed": lambda raw: read_feed(raw, content_type="application/rss+xml", url=URL),
    "mail": read_returned,
    "table": lambda raw: read_table(raw, "banco.csv"),
    "charset": decode,
    "date": lambda raw: read_moment(raw.decode("utf-8", "replace")),
    "text": lambda raw: extract(
        "Convocatoria", raw.decode("utf-8", "replace"), published_on=date(2026, 11, 29)
    ),
}
SHARE = {"feed": 5, "mail": 10, "table": 5, "charset": 40, "date": 40, "text": 1}
SEEDS = {
    "feed": "scrapers/pages/feed.xml",
    "mail": "matcher/mail/returned/*.eml",
    "text": "scrapers/extract/closings.txt",
}
PLAIN = {
    "table": b'C\xc3\xb3digo,Nombre del proyecto,Resumen\n1,Uno,"dos; tres"\n=1+1,A,B\n',
    "charset": b"<meta charset=latin-1><p>convocat\xf2ria 2026</p>",
    "date": b"Sun, 29 Nov 2026 14:00:00 -0500",
}
TOKENS = (
    b"\0",
    b"<",
    b">",
    b"]]>",
    b"<!--",
    b"&#x0;",
    b"\xff\xfe",
    b'"' * 9,
    b"\r\n\r\n",
    b"9" * 40,
)


def seeds(kind: str) -> list[bytes]:
    """What ``kind`` begins from, at most 20 kB of each."""
    files = sorted(SAMPLES.glob(SEEDS[kind])) if kind in SEEDS else []
    return [path.read_bytes()[:20_000] for path in files] or [PLAIN.get(kind, b"x")]


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """``raw`` with a few bytes changed, pieces dropped, doubled or put in."""
    body = bytearray(raw[: chance.choice((200, 2_000, 20_000))])
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(body) + 1)
        end = min(len(body), at + chance.randint(1, 60))
        match chance.randrange(4):
            case 0:
                body[at:end] = b""
            case 1:
                body[at:at] = body[at:end] * chance.randint(1, 8)
            case 2:
                body[at:at] = chance.choice(TOKENS)
            case _ if at < len(body):
                body[at] = chance.randrange(256)
    return bytes(body)


def judge(kind: str, raw: bytes) -> str | None:
    """What is wrong with how ``raw`` was read; ``None`` if nothing is."""
    began = time.process_time()
    try:
        with suppress(ScraperError, ToldError):
            READERS[kind](raw)
    except Exception as error:  # noqa: BLE001 # that is what is looked for
        return f"{type(error).__name__}: {error}"
    took = time.process_time() - began
    return f"{took:.1f} s" if took > PATIENCE else None


def kept() -> Iterator[Path]:
    """Every input that once was read wrongly."""
    return (path for path in sorted(FOUND.iterdir()) if path.suffix == ".bin")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--inputs", type=int, default=1_000_000)
    asked.add_argument("--seconds", type=float, default=6 * 3600)
    asked.add_argument("--seed", type=int, default=None)
    given = asked.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(2**32)
    chance, until, done, wrong = random.Random(seed), time.monotonic() + given.seconds, Counter(), 0
    start = {kind: seeds(kind) for kind in READERS}
    kinds, weights = list(SHARE), list(SHARE.values())
    while done.total() < given.inputs and time.monotonic() < until:
        (kind,) = chance.choices(kinds, weights)
        raw = mutated(chance.choice(start[kind]), chance)
        done[kind] += 1
        if (what := judge(kind, raw)) is not None:
            wrong += 1
            path = FOUND / f"{kind}-{sha256(raw).hexdigest()[:12]}.bin"
            path.write_bytes(raw)
            print(f"{path.name}: {what}", flush=True)
    told = ", ".join(f"{kind} {number}" for kind, number in done.most_common())
    print(f"{done.total()} entradas ({told}), {wrong} faltas, semilla {seed}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
