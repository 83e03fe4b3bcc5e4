"""``puente doctor`` asks a real name server how the sender's domain stands."""

import pytest

from matcher.cli.health.standing import examine_domain
from matcher.mail.bounces import ReturnedMail
from matcher.mail.returning import told
from matcher.settings import Settings
from tests.matcher.mail.names import name_server

GOOD = {
    "ciudad.example": ["otra cosa", "v=spf1 include:_spf.correo.example -all"],
    "puente._domainkey.ciudad.example": ["v=DKIM1; k=rsa; p=" + "MIGfMA0GCSqGSIb3DQEB" * 12],
    "_dmarc.ciudad.example": ["v=DMARC1; p=reject; rua=mailto:dmarc@ciudad.example"],
}


def examined(server: str, **other: str) -> list[tuple[bool, bool, str]]:
    given = {"mail_from": "Agencia <avisos@ciudad.example>", "dkim_selector": "puente"}
    return examine_domain(Settings(smtp_host="x", dns_server=server, **(given | other)))


def test_a_domain_in_order_is_said_to_align() -> None:
    with name_server(GOOD) as server:
        found = examined(server)
        below = examined(server, mail_from="avisos@avisos.ciudad.example")
    assert [good for good, _, _ in found] == [True] * 4
    assert "SPF y DKIM responden por el mismo dominio" in found[3][2]
    assert "rechaza lo que no se compruebe" in found[3][2]
    assert not any(needed for _, needed, _ in found)
    dmarc = next(sentence for _, _, sentence in below if sentence.startswith("DMARC"))
    assert "_dmarc.ciudad.example" in dmarc  # its house speaks for it


@pytest.mark.parametrize(
    ("name", "texts", "said"),
    [
        ("ciudad.example", ["otra cosa"], "SPF: el dominio no dice qué servidores"),
        ("ciudad.example", ["v=spf1 a -all", "v=spf1 mx -all"], "SPF: hay más de uno"),
        ("ciudad.example", ["v=spf1 +all"], "SPF: deja enviar a cualquiera"),
        ("puente._domainkey.ciudad.example", ["v=DKIM1; p="], "DKIM: la clave está vacía"),
        ("puente._domainkey.ciudad.example", ["nada"], "DKIM: no hay clave con ese selector"),
        ("_dmarc.ciudad.example", ["nada"], "responden por ciudad.example, pero falta DMARC"),
    ],
)
def test_what_is_wrong_is_said_with_where(name: str, texts: list[str], said: str) -> None:
    with name_server(GOOD | {name: texts}) as server:
        found = examined(server)
    assert any(said in sentence for good, _, sentence in found if not good)


def test_nothing_there_nobody_answers_and_nothing_to_ask() -> None:
    with name_server({}) as server:
        assert "ni SPF ni DKIM responden" in examined(server)[-1][2]
        assert any(
            "falta PUENTE_DKIM_SELECTOR" in one[2] for one in examined(server, dkim_selector="")
        )
    with name_server({}, mute=True) as server:
        assert "no se pudo preguntar" in examined(server)[0][2]
    assert examine_domain(Settings()) == []


@pytest.mark.parametrize(
    ("status", "means", "said"),
    [
        ("5.7.515", "refused", "SPF, DKIM y DMARC"),
        ("5.7.26", "refused", "SPF, DKIM y DMARC"),
        ("5.7.511", "refused", ""),
        ("5.1.1", "address", "nadie lee esa dirección"),
        ("4.7.0", "later", ""),
        ("5.2.2", "later", ""),
    ],
)
def test_a_code_is_put_in_plain_words(status: str, means: str, said: str) -> None:
    returned = ReturnedMail(
        means=means,  # type: ignore[arg-type] # of the table above
        status=status,
        words=f"550 {status} rejected",
        message_ids=(),
        recipients=("ana@uno.example",),
    )
    sentence = str(told(returned))
    assert said in sentence
    assert status in sentence
    assert len(sentence) > len(returned.words) + 20
