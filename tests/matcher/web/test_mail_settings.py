"""By which server mail leaves, and what it says to a test message."""

from dataclasses import replace

from flask import Flask

from tests.matcher.mail.moody import Moody, free_port
from tests.matcher.web.support import Visitor


def test_the_settings_are_shown_without_the_password_and_tried(admin: Visitor, app: Flask) -> None:
    path = "/ajustes-de-correo"
    page = admin.get(path)
    assert "PUENTE_SMTP_HOST" in page.text
    assert "PUENTE_IMAP_HOST" in page.text
    admin.send(path, {}, on="/mis-datos")
    server, services = Moody(port=free_port()), app.extensions["puente"]
    given = replace(
        services.settings,
        smtp_host="127.0.0.1",
        smtp_port=server.port,
        smtp_security="none",
        mail_from="Puente <avisos@ciudad.example>",
        imap_host="buzon.ciudad.example",
        imap_user="puente",
        imap_password="secreto-de-prueba",
    )
    app.extensions["puente"] = replace(services, settings=given)
    page = admin.get(path)
    assert "sin cifrar" in page.text
    assert "buzon.ciudad.example, 993" in page.text
    assert "secreto-de-prueba" not in page.response.text
    assert "apagado" in admin.send(path, {}, status=502).text
    assert "Todavía no ha salido ninguno" in admin.get(path).text
    with server.listening():
        assert "El servidor recibió el mensaje" in admin.send(path, {}).text
    assert len(server.taken) == 1
    assert "lo pidió Ada Prueba" in admin.get(path).text
