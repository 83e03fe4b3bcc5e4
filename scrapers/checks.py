"""Checks: does a source describe itself well, and was a run healthy?"""

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from scrapers.item import ScrapedCall
from scrapers.remark import Remark
from scrapers.source import About, Run, Source

_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
UNFINISHED = "COMPLETE"
"""What the scaffold writes where a person has to say something."""
_LOST_SHARE = 0.2
_LOST_FEW = 3
_USUAL_SHARE = 0.4
_USUAL_LEAST = 10
_SHOWN = 3
_MEANT_SHARE = 0.5
_MEANT_LEAST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The verdict on a run; ``reasons`` also tell what was only odd."""

    ok: bool
    reasons: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a run found: calls, those with a closing day, those whose own page was read.

    ``None``: nobody counted them, in a run of an earlier version.
    """

    found: int = 0
    dated: int | None = None
    whole: int | None = None

    def plus(self, call: ScrapedCall) -> "Tally":
        """The same with one call more."""
        dated = call.rolling or any(deadline.on for deadline in call.deadlines)
        return Tally(
            found=self.found + 1,
            dated=(self.dated or 0) + dated,
            whole=(self.whole or 0) + (not call.thin),
        )


def judge(
    about: About,
    run: Run,
    read: Tally,
    previous: Sequence[Tally] = (),
    *,
    replayed: bool = False,
) -> Health:
    """Say whether a run that found what ``read`` counts was healthy.

    :param previous: what the last good runs found; few against them is a warning sign even inside
        the declared range, and so is as many of which little could be read.
    :param replayed: the source was read from saved responses, which hold less than the live site:
        the declared range does not apply then.
    """
    wrong = [
        *_range_reasons(about, read.found, replayed=replayed),
        *_usual_reasons(read.found, [] if replayed else [one.found for one in previous]),
        *_meaning_reasons(read, previous),
        *_failure_reasons(run),
    ]
    return Health(ok=not wrong, reasons=(*wrong, *run.warnings))


def _range_reasons(about: About, n_calls: int, *, replayed: bool) -> list[Remark]:
    least, most = about.expected
    if n_calls == 0 and least > 0:
        return [Remark("found-none")]
    if replayed:
        return []
    if n_calls < least:
        return [Remark("found-under", found=n_calls, least=least)]
    if n_calls > most:
        return [Remark("found-over", found=n_calls, most=most)]
    return []


def _usual_reasons(n_calls: int, previous: Sequence[int]) -> list[Remark]:
    usual = median(previous) if previous else 0
    if usual >= _USUAL_LEAST and n_calls < usual * _USUAL_SHARE:
        return [Remark("found-few", found=n_calls, usual=f"{usual:.0f}")]
    return []


def _meaning_reasons(read: Tally, previous: Sequence[Tally]) -> list[Remark]:
    """What is far less told than usual: a page may answer and not say any more what it said."""
    found = []
    for name, code in (("dated", "dated-few"), ("whole", "whole-few")):
        now = getattr(read, name)
        known = [(getattr(one, name), one.found) for one in previous]
        counted = [(part, whole) for part, whole in known if part is not None and whole]
        if now is None or not counted or not read.found:
            continue
        usual = sum(part for part, _ in counted) / sum(whole for _, whole in counted)
        missing = usual * read.found - now
        if now < usual * read.found * _MEANT_SHARE and missing >= _MEANT_LEAST:
            found.append(Remark(code, now=now, found=read.found, usual=f"{usual * read.found:.0f}"))
    return found


def _failure_reasons(run: Run) -> list[Remark]:
    failed = len(run.failures)
    if not failed:
        return []
    some = [Remark.of(f.reason).at(f.where) for f in run.failures[:_SHOWN]]
    if failed > max(_LOST_FEW, run.listed * _LOST_SHARE) or failed >= run.listed:
        return [Remark("records-lost", failed=failed, listed=run.listed, some=some)]
    return []


def problems_of(source: Source) -> list[str]:
    """What is missing or contradictory in the description of ``source``, in Spanish."""
    about = source.about
    least, most = about.expected
    found = [
        (not _ID.fullmatch(about.id), "el id debe ser de minúsculas, cifras y «_»"),
        (
            any(UNFINISHED in told for told in (about.title, about.publisher, about.licence)),
            f"falta completar lo que dice «{UNFINISHED}»",
        ),
        (not about.title.strip() or about.title.strip() == about.id, "falta un título legible"),
        (not about.publisher.strip(), "falta quién publica"),
        (not about.licence.strip(), "faltan las condiciones de uso"),
        (not _is_address(about.home), "la página de inicio no es una dirección"),
        (not _is_address(about.base), "la dirección base no es una dirección"),
        (about.base.endswith("/"), "la dirección base no termina en «/»"),
        (not 0 <= least <= most or most == 0, "el número esperado de convocatorias no es posible"),
        (not about.verified and not about.disabled, "sin verificar, debe empezar apagada"),
        (about.forbidden and not about.disabled, "su dueño no quiere que se lea: va apagada"),
        (
            about.disabled is not None and len(about.disabled) < 15,
            "falta el motivo de estar apagada",
        ),
    ]
    return [f"{about.id}: {reason}." for wrong, reason in found if wrong]


def _is_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def unproved(root: Path, source_ids: Iterable[str]) -> list[str]:
    """What the modules of ``source_ids`` lack in the checkout ``root``: a test on a saved page.

    A test proves a source when it imports its module and reads a file of ``pages``. Also told is
    what the scaffold left open anywhere in the module.
    """
    pages = {path.name for path in (root / "tests" / "scrapers" / "pages").iterdir()}
    imported: dict[str, bool] = {}
    for path in sorted((root / "tests" / "scrapers").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        reads = any(isinstance(n, ast.Constant) and n.value in pages for n in ast.walk(tree))
        for source_id in _sources_imported(tree):
            imported[source_id] = imported.get(source_id, False) or reads
    found = []
    for source_id in source_ids:
        module = next((root / "scrapers" / "sources").rglob(f"{source_id}.py"))
        if UNFINISHED in module.read_text(encoding="utf-8"):
            found.append(f"{source_id}: falta completar lo que dice «{UNFINISHED}».")
        if source_id not in imported:
            found.append(
                f"{source_id}: falta su prueba, tests/scrapers/sources/test_{source_id}.py."
            )
        elif not imported[source_id]:
            found.append(f"{source_id}: su prueba no lee ninguna página de tests/scrapers/pages.")
    return found


def _sources_imported(tree: ast.Module) -> set[str]:
    """The ids of the modules of ``scrapers.sources`` that a file imports."""
    package, found = "scrapers.sources", set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == package:
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}."):
            found.add(str(node.module).rpartition(".")[2])
    return found


def problems_of_all(sources: Iterable[Source]) -> list[str]:
    """The problems of every source, and two sources that share a title or a base with an id."""
    found: list[str] = []
    titles: dict[str, str] = {}
    for source in sources:
        found += problems_of(source)
        title = source.about.title.casefold()
        if title in titles:
            found.append(f"{source.about.id}: mismo título que {titles[title]}.")
        titles[title] = source.about.id
    return found
