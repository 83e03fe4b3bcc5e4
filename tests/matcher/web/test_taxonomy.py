from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.digests.models import Digest
from matcher.mail.models import OutgoingMail
from matcher.tags.models import Tag, Tagged, ThematicLine
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor


def values(**more: object) -> dict[str, object]:
    return {
        "name": "Agua y clima",
        "description": "Todo lo del agua.",
        "words": "río\nlluvia\n\nrío",
    } | more


def test_a_new_line_can_be_used_at_once(admin: Visitor, session: Session) -> None:
    session.add(Tagged(subject_type="call", subject_id=1, fingerprint="x", at=NOW))
    session.commit()
    page = admin.send("/lineas/nueva", values(ods=["6", "13"]))
    assert "Agua y clima" in page.links()
    line = session.get_one(ThematicLine, "agua-y-clima")
    assert (line.words, line.ods, line.position) == (["río", "lluvia"], {"6": 1.0, "13": 1.0}, 5)
    session.expire_all()
    assert session.scalars(select(Tagged)).all() == []  # everything is tagged anew
    assert "Agua y clima" in admin.get("/convocatorias").text


def test_two_lines_do_not_share_a_name(admin: Visitor) -> None:
    page = admin.send("/lineas/nueva", values(name="ECOCIUDAD e innovación digital"), status=422)
    assert "Ya hay una línea con ese nombre." in page.text


def test_renaming_keeps_code_weights_and_history(admin: Visitor, session: Session) -> None:
    line = session.get_one(ThematicLine, "ecociudad")
    line.ods = {"11": 0.4}
    session.commit()
    admin.send("/lineas/ecociudad", values(name="Ciudad verde", ods=["11", "6"]))
    session.refresh(line)
    assert (line.name, line.ods) == ("Ciudad verde", {"6": 1.0, "11": 0.4})
    page = admin.get("/lineas/ecociudad")
    assert "Ada Prueba cambió la línea temática" in page.text
    assert "(«Ecociudad e innovación digital» → «Ciudad verde»)" in page.text
    assert "Ciudad verde" in admin.get("/convocatorias/1").text


def test_retiring_and_bringing_back(admin: Visitor) -> None:
    path = "/lineas/ecociudad/retirar"
    page = admin.send(path, {"retired": "yes"}, on="/lineas/ecociudad")
    assert "Retiradas" in page.text
    page = admin.send(path, {"retired": "no"}, on="/lineas")
    assert "Retiradas" not in page.text


def test_merging_carries_what_people_said(admin: Visitor, session: Session) -> None:
    admin.send(
        "/convocatorias/etiquetas/call/3",
        {"scheme": "line", "code": "desarrollo-social", "answer": "yes"},
        on="/convocatorias/3",
    )
    admin.send(
        "/lineas/desarrollo-social/unir", {"into": "gobernanza-paz"}, on="/lineas/desarrollo-social"
    )
    tag = session.scalars(select(Tag).where(Tag.subject_id == 3, Tag.scheme == "line")).one()
    assert (tag.code, tag.origin) == ("gobernanza-paz", "person")
    assert "niñez" in session.get_one(ThematicLine, "gobernanza-paz").words
    assert "Se unió a «Gobernanza y construcción de paz»." in admin.get("/lineas").text
    admin.send("/lineas/ecociudad/unir", {"into": "ecociudad"}, on="/lineas/ecociudad", status=422)


def test_audit_shows_who_did_what(admin: Visitor) -> None:
    admin.send("/lineas/ecociudad/retirar", {"retired": "yes"}, on="/lineas/ecociudad")
    page = admin.get("/auditoria?action=line.retired&from=2026-11-20&to=2026-11-20")
    cells = [cell.text_content() for cell in page.tree.xpath("//tbody/tr/*")]
    assert cells[:3] == [
        "20 de noviembre de 2026, 12:00",
        "Ada Prueba",
        "retiró la línea temática: Ecociudad e innovación digital",
    ]
    assert "Nada con esos filtros." in admin.get("/auditoria?to=2026-11-19").text


def test_my_emails_are_mine_and_harmless(officer: Visitor, session: Session) -> None:
    for person_id in (1, 2):
        session.add(
            Digest(
                person_id=person_id,
                mail=OutgoingMail(
                    kind="digest",
                    recipient="luz@ciudad.example",
                    recipient_name="Luz Prueba",
                    message_id=f"<{person_id}@x>",
                    subject=f"Novedades {person_id}",
                    text="Hola & adiós",
                    html="<h1>Hola</h1><script>alert(1)</script>",
                    state="sent",
                    created_at=NOW,
                    sent_at=NOW,
                ),
                created_at=NOW,
            )
        )
    session.commit()
    page = officer.get("/correos")
    assert "Novedades 1" in page.links()
    assert "Novedades 2" not in page.text
    officer.get("/correos/2", status=404)
    assert "Hola & adiós" in officer.get("/correos/1").text
    response = officer.client.get("/correos/1/como-llego")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "script-src" not in response.headers["Content-Security-Policy"]
