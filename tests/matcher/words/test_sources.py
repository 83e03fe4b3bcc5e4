"""What a source's reader says is kept as a code, and said in English, quotes and all."""

import ast
import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from matcher.coded import SENTENCES, Coded, to_message, to_stored
from matcher.messages import Message
from matcher.words.language import words_in
from matcher.words.sources import told_words
from scrapers import checks, registry
from scrapers.errors import FetchError
from scrapers.extract import extract
from scrapers.remark import Remark
from scrapers.source import Failure, Run

ENGLISH = words_in("en")
SPANISH = words_in("es")
SCRAPERS = Path(__file__).parents[3] / "scrapers"
TYPED = {
    "cli.py",
    "command.py",
    "trial.py",
    "scaffold",
    "demo",
    "lines.py",
    "registry.py",
    "entry.py",
    "jsonl.py",
}
"""What is only said to who types commands or writes a source."""
A_SENTENCE = re.compile(
    r"\b(?:el|la|los|las|una?|de|que|no|es|en|se|más|falta)\b|[ñáéíóú]", re.IGNORECASE
)


def english(said: str) -> str:
    """As it is shown after it was stored."""
    return told_words(ENGLISH, to_stored(said))


def raw_sentences() -> Iterator[str]:
    """What is raised or warned of in the scrapers in words of its own, without a code."""
    for path in SCRAPERS.rglob("*.py"):
        if TYPED & {*path.relative_to(SCRAPERS).parts}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            for said in _said(node):
                if isinstance(said, ast.JoinedStr | ast.Constant):
                    yield f"{path.name}: {ast.unparse(said)}"


def _said(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        return node.exc.args
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        heard = ast.unparse(node.func.value)
        return node.args if node.func.attr == "append" and heard.endswith("warnings") else []
    return []


def test_no_reader_says_a_sentence_without_a_code() -> None:
    assert [said for said in raw_sentences() if A_SENTENCE.search(said)] == []


def test_every_code_that_is_said_anywhere_has_its_sentence() -> None:
    said = {
        node.args[0].value
        for package in ("scrapers", "matcher")
        for path in (SCRAPERS.parent / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("Remark", "Coded")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert said - SENTENCES.keys() == set()


@pytest.mark.parametrize("code", sorted(SENTENCES.keys() - {"text", "at"}))
def test_every_sentence_has_its_english(code: str) -> None:
    values = dict.fromkeys(re.findall(r"%\((\w+)\)s", SENTENCES[code]), "x")
    told = {"code": code, "params": values}
    assert told_words(ENGLISH, told) != told_words(SPANISH, told)


def test_the_verdicts_on_a_run_are_said_in_english() -> None:
    about = replace(registry.sources()[0].about, expected=(5, 20))
    lost = [Failure(where=f"r{n}", reason=Remark("record-unread")) for n in range(9)]
    said = [
        english(reason)
        for found, run, before in (
            (0, Run(), ()),
            (2, Run(), ()),
            (30, Run(), (checks.Tally(found=100),)),
            (8, Run(listed=9, failures=lost), ()),
        )
        for reason in checks.judge(about, run, checks.Tally(found=found), before).reasons
    ]
    unread = "; ".join(f"r{n}: {english(Remark('record-unread'))}" for n in range(3))
    assert said == [
        "It found no call: the page may have changed or did not answer well.",
        "It found 2 calls; 5 or more is normal.",
        "It found 30 calls; 20 or fewer is normal.",
        "It found 30 calls; the last readings found about 100.",
        f"9 of 9 records could not be read ({unread}).",
    ]


def test_a_site_that_does_not_answer_is_told_in_english() -> None:
    error = FetchError("https://a.example/x", Remark("site-slow"))
    assert str(error) == "https://a.example/x: El sitio tardó demasiado en responder."
    assert english(error.said) == "https://a.example/x: The site took too long to answer."


def test_a_page_without_calls_says_in_english_what_may_be_the_matter() -> None:
    assert english(Remark("page-asks-password").at("https://a.example/x")) == (
        "https://a.example/x: it asks for user and password; only public pages are read."
    )


def test_the_doubts_of_an_extraction_are_said_in_english() -> None:
    text = "Fecha de cierre: 30 de febrero de 2027."
    (warning,) = extract("Fondo", text, url=None, published_on=date(2026, 11, 1)).warnings
    assert english(warning) == (
        "The closing date “30 de febrero de 2027” does not exist in the calendar: "
        "look at the source."
    )


def test_what_is_kept_is_no_sentence_and_says_the_same_again() -> None:
    said = Remark("list-page-unread", number=3, error=Remark("site-slow").at("https://a.example"))
    kept = to_stored(said)
    assert kept == {
        "code": "list-page-unread",
        "params": {
            "number": 3,
            "error": {
                "code": "at",
                "params": {
                    "where": "https://a.example",
                    "what": {"code": "site-slow", "params": {}},
                },
            },
        },
    }
    assert str(to_message(kept)) == said
    assert pickle.loads(pickle.dumps(said)).to_stored() == kept


def test_a_mail_that_is_refused_keeps_the_server_s_words() -> None:
    why = Coded("smtp-no-mailbox", words="550 ese 100% no existe")
    told = to_stored(Coded("mail-refused", server="correo:25", why=why))
    assert told_words(ENGLISH, told) == (
        "The mail server correo:25 did not accept the message: it takes no mail for that address "
        "(550 ese 100% no existe)."
    )


def test_any_other_message_is_kept_with_its_values_and_any_other_words_as_they_are() -> None:
    other = Message("El sitio no da la página (%(status)s).", status=418)
    assert told_words(ENGLISH, to_stored(other)) == english(Remark("http-other", status=418))
    for words in (ENGLISH, SPANISH):
        assert told_words(words, to_stored("Algo raro: 100 %(x)s.")) == "Algo raro: 100 %(x)s."


def test_a_code_that_is_not_known_any_more_does_not_break_the_page() -> None:
    assert told_words(ENGLISH, {"code": "of-old", "params": {"a": 1}}) == "of-old"


def test_the_days_of_a_remark_are_said_in_words_and_those_of_a_quote_stand() -> None:
    said = Remark(
        "closings-contradict", one="22/12/2026", quote="até 22/12/2026", other="03/01/2027",
        other_quote="3 de janeiro",
    )  # fmt: skip
    told = told_words(SPANISH, to_stored(said))
    assert "distintas: 22 de diciembre de 2026 («até 22/12/2026») y 3 de enero de 2027" in told
    assert "22 December 2026" in told_words(ENGLISH, to_stored(said))
