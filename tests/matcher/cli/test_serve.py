"""The web serves the database the other commands write to, wherever they are typed."""

import re
import signal
import socket
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from matcher.cli.serve import at_home
from matcher.settings import Settings
from tests.matcher.cli.running import PUENTE, environment

NOWHERE = Settings().base_url
PASSWORD = "tres loros comen arroz"


def test_a_relative_data_folder_is_the_same_one_for_the_web(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = environment(Path("datos"), PUENTE_ENV_FILE="")
    subprocess.run(
        [
            PUENTE,
            "user",
            "add",
            "luz@ciudad.example",
            "--name",
            "Luz Prueba",
            "--password",
            PASSWORD,
        ],
        cwd=tmp_path,
        env=given,
        check=True,
        timeout=120,
    )
    web = subprocess.Popen([PUENTE, "serve", "--port", str(port)], cwd=tmp_path, env=given)
    try:
        base = f"http://127.0.0.1:{port}"
        with httpx.Client(timeout=60) as client:
            for _ in range(300):
                try:
                    page = client.get(f"{base}/entrar")
                    break
                except httpx.ConnectError:
                    time.sleep(0.2)
            token = re.search(r'name="?csrf_token"?[^>]*value="([^"]+)"', page.text)
            assert token
            form = {"email": "luz@ciudad.example", "password": PASSWORD, "csrf_token": token[1]}
            assert client.post(f"{base}/entrar", data=form).status_code == 302
            assert f"{base}/api/v1" in client.get(f"{base}/api/v1").text
            assert client.get(f"{base}/entrar?q={'x' * 7000}").status_code == 302
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(30)


@pytest.mark.parametrize(
    ("given", "host", "port", "address"),
    [
        (NOWHERE, "127.0.0.1", 8733, "http://127.0.0.1:8733"),
        (NOWHERE, "0.0.0.0", 80, "http://127.0.0.1:80"),
        (NOWHERE, "::1", 8000, "http://[::1]:8000"),
        ("https://puente.example", "127.0.0.1", 8733, "https://puente.example"),
    ],
)
def test_links_lead_to_where_it_listens_unless_told_otherwise(
    given: str, host: str, port: int, address: str
) -> None:
    assert at_home(Settings(base_url=given), host=host, port=port).base_url == address
