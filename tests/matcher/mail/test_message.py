from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.mail.message import Envelope, build
from tests.conftest import NOON


def envelope(**more: object) -> Envelope:
    given: dict[str, object] = {
        "sender": "Agencia de Cooperación <puente@ciudad.example>",
        "recipient": "luz@ciudad.example",
        "recipient_name": "Luz Ñáñez",
        "message_id": "<1@puente.example>",
        "at": NOON,
    }
    return Envelope(**given | more)  # type: ignore[arg-type] # as above


def sent(subject: str = "Hola", **more: object):
    """A message as it arrives."""
    built = build(envelope(**more), subject=subject, text="Buenos días, Ñ.", html="<p>Día</p>")
    return message_from_bytes(built.as_bytes(), policy=policy.default)


def test_what_good_mail_has() -> None:
    message = sent(headers={"X-Puente": "semana"})
    assert message["From"].addresses[0].display_name == "Agencia de Cooperación"
    assert message["From"].addresses[0].addr_spec == "puente@ciudad.example"
    assert message["To"].addresses[0].display_name == "Luz Ñáñez"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == "<1@puente.example>"
    assert message["Date"].datetime == NOON
    assert message["X-Puente"] == "semana"
    assert [part.get_content_type() for part in message.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    assert message.get_body(("plain",)).get_content().strip() == "Buenos días, Ñ."


def test_the_ways_out_are_whole_addresses_on_the_line() -> None:
    """A long address may not become an encoded word: mail programs would find no way out."""
    link = f"https://puente.ciudad.example/correos/dejar/{'a' * 120}"
    ways = f"<mailto:puente@ciudad.example?subject=baja%20{'a' * 120}>, <{link}>"
    built = build(
        envelope(headers={"List-Unsubscribe": ways}), subject="Hola", text="Hola", html="<p></p>"
    )
    assert f"List-Unsubscribe: {ways.replace(', ', chr(44) + chr(10) + ' ')}\n".encode() in bytes(
        built
    )
    assert sent()["List-Unsubscribe"] is None


@pytest.mark.parametrize("broken", ["\n", "\r\n", "\r", "\n ", "\x0b", "\x85", "\u2028", "\x00"])
def test_nobody_adds_a_header_through_a_title_or_a_name(broken: str) -> None:
    text = f"Convocatoria{broken}Bcc: otro@x.example"
    message = sent(text, recipient_name=text)
    assert message["Bcc"] is None
    assert len(message["To"].addresses) == 1
    assert len(message["Subject"].splitlines()) == 1


@given(subject=st.text(max_size=200), name=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_title_and_any_name_make_a_message_of_the_same_headers(subject: str, name: str) -> None:
    message = sent(subject, recipient_name=name)
    assert sorted(message.keys()) == sorted(sent().keys())
    assert message["To"].addresses[0].addr_spec == "luz@ciudad.example"
