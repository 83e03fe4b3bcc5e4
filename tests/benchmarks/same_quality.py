"""How well the same call is known once: labelled pairs, each compared as ``puente same`` would.

``python tests/benchmarks/same_quality.py PAIRS.toml…`` prints each pair that came out otherwise
than its label says, and the shares that matter.
"""

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from matcher.intake.grouping import grouped, record_from
from matcher.words.language import Words
from matcher.words.twins import twin_words


def outcome(pair: dict[str, Any]) -> tuple[str, str]:
    """``joined``, ``doubtful`` or ``apart``, and why."""
    lines = [{**pair[name], "id": name} for name in ("a", "b")]
    _, second = grouped(map(record_from, lines))
    spanish = Words("es")
    if second.group == "a":
        assert second.why is not None
        return "joined", twin_words(spanish, second.why.to_reason())
    if second.doubts:
        return "doubtful", twin_words(spanish, second.doubts[0][1].to_reason())
    return "apart", ""


def main() -> None:
    """Compare the pairs of every file named."""
    for name in sys.argv[1:]:
        pairs = tomllib.loads(Path(name).read_text())["pair"]
        counts: Counter[tuple[str, str]] = Counter()
        for pair in pairs:
            found, why = outcome(pair)
            counts[pair["label"], found] += 1
            if found != {"one": "joined", "two": "apart"}[pair["label"]]:
                titles = f"{pair['a']['title']} | {pair['b']['title']}"
                sys.stdout.write(f"{pair['label']}: {found:8} {pair['class']}: {titles} ({why})\n")
        one = sum(n for (label, _), n in counts.items() if label == "one")
        two = sum(n for (label, _), n in counts.items() if label == "two")
        joined, doubtful = counts["one", "joined"], counts["one", "doubtful"]
        sys.stdout.write(
            f"{name}: of {one} that are one call joined {joined / one:.2f}, joined or doubtful "
            f"{(joined + doubtful) / one:.2f}; of {two} that are two apart "
            f"{1 - counts['two', 'joined'] / two:.2f}, doubtful "
            f"{counts['two', 'doubtful'] / two:.2f}\n"
        )


if __name__ == "__main__":
    main()
