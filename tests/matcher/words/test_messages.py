"""A message is Spanish by itself and says itself again in English, values and all."""

import copy
import pickle
from datetime import date
from decimal import Decimal

import pytest

from matcher.errors import InvalidInput
from matcher.messages import Message, joined
from matcher.projects.cells import BadCell, as_date
from matcher.words.language import SPANISH, words_in

ENGLISH = words_in("en")
BAD_DAY = Message("Escriba día, mes y año, por ejemplo 15/02/2027.")


def test_a_message_reads_as_spanish_and_is_said_again_in_english() -> None:
    told = Message(
        "%(place)s, columna «%(column)s»: «%(value)s» %(reason)s",
        place=Message("Fila %(row)s", row=2),
        column="Inicio",
        value="x",
        reason=Message("no es una fecha completa. %(example_date)s", example_date=BAD_DAY),
    )
    assert told == (
        "Fila 2, columna «Inicio»: «x» no es una fecha completa. "
        "Escriba día, mes y año, por ejemplo 15/02/2027."
    )
    assert ENGLISH.say(told) == (
        "Row 2, column “Inicio”: “x” is not a complete date. "
        "Write day, month and year, for example 15/02/2027."
    )
    assert SPANISH.say(told) == told


def test_days_and_numbers_are_written_as_the_reader_writes_them() -> None:
    told = Message("%(day)s: %(figure)s", day=date(2027, 3, 2), figure=Decimal("1234.5"))
    assert told == "2 de marzo de 2027: 1.234,5"
    assert ENGLISH.say(told) == "2 March 2027: 1,234.5"


def test_it_crosses_between_processes_and_into_copies() -> None:
    told = Message("El código %(code)s ya es de «%(name)s».", code="A%", name="100% agua")
    for twin in (pickle.loads(pickle.dumps(told)), copy.deepcopy(told)):
        assert ENGLISH.say(twin) == "The code A% already belongs to “100% agua”."


def test_an_error_says_itself_in_both_languages() -> None:
    error = InvalidInput("El código %(code)s ya es de «%(name)s».", field="code", code=1, name="P")
    assert (str(error), error.field) == ("El código 1 ya es de «P».", "code")
    assert ENGLISH.say(error.message) == "The code 1 already belongs to “P”."
    with pytest.raises(BadCell) as caught:
        as_date("ayer")
    assert ENGLISH.say(caught.value.message).startswith("is not a complete date. Write day")


def test_sentences_one_after_the_other_are_each_said() -> None:
    told = joined([BAD_DAY, "Uno dos."])
    assert told == f"{BAD_DAY} Uno dos."
    assert ENGLISH.say(told) == "Write day, month and year, for example 15/02/2027. Uno dos."
