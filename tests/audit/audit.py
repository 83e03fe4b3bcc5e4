"""``make audit``: code, dependencies, licences, parts, and the headers of the running service.

Ends with 1 where something is found that ``explained.toml`` does not explain; what could not be
looked at is said, and is no success: it ends with 3.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx

from tests.matcher.cli.running import puente
from tests.matcher.cli.serving import serving

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".venv" / "audit" / "bin"
OUT = ROOT / "dist"
EXPLAINED = tomllib.loads((Path(__file__).parent / "explained.toml").read_text())
FREE = re.compile(r"MIT|BSD|Apache|ISC|PSF|Python Software|Unlicense|0BSD|CNRI|Zlib|CC0")
PASSWORD = "tres loros comen arroz"
WANTED = {
    "content-security-policy": r"default-src 'none'.*frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": r"camera=\(\)",
    "strict-transport-security": r"max-age=31536000",
    "cache-control": ".",
}

LOOKED_AT = {
    "/": 200,
    "/convocatorias": 200,
    "/no-existe": 404,
    "/healthz": 200,
    "/static/base.css": 200,
}


def tool(name: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(TOOLS / name), *map(str, words)], capture_output=True, text=True, cwd=ROOT, check=False
    )


def code() -> Iterable[str]:
    """What bandit finds that is not explained, and explanations nothing asks for."""
    done = tool("bandit", "-q", "-f", "json", "-r", "scrapers", "matcher", "proposals", "wsgi.py")
    found = json.loads(done.stdout)["results"]
    print(f"bandit: {len(found)} avisos")
    used = set()
    for one in found:
        file = one["filename"].removeprefix("./")
        places = EXPLAINED["bandit"].get(one["test_id"], {"where": ()})["where"]
        known = {(one["test_id"], place) for place in places if file.startswith(place)}
        used |= known
        if not known:
            yield f"{file}:{one['line_number']} {one['test_id']} {one['issue_text']}"
    told = {(name, place) for name, one in EXPLAINED["bandit"].items() for place in one["where"]}
    for name, place in sorted(told - used):
        yield f"explained.toml explica {name} en {place}, que ya no aparece"


def vulnerabilities() -> tuple[list[str], list[str]]:
    """Known weaknesses of what is installed, and what could not be asked."""
    words = "-r requirements.txt --no-deps --disable-pip --progress-spinner off -f json".split()
    done = tool("pip-audit", *words)
    if not done.stdout.startswith("{"):
        return [], [f"pip-audit no llegó a su base de datos: {done.stderr.splitlines()[-1][:200]}"]
    packages = json.loads(done.stdout)["dependencies"]
    asked = [one for one in packages if "skip_reason" not in one]
    print(f"pip-audit: {len(asked)} de {len(packages)} dependencias consultadas")
    found = [
        f"{one['name']} {one['version']}: {weak['id']}"
        for one in asked
        for weak in one["vulns"]
        if weak["id"] not in EXPLAINED["vulnerabilities"]
    ]
    left = len(packages) - len(asked)
    missed = f"pip-audit: {left} dependencias sin consultar (su base no se alcanza desde aquí)"
    return found, [missed] if left else []


def parts() -> Iterable[str]:
    """Write the bill of materials and the licences; those that need a reason and have none."""
    OUT.mkdir(exist_ok=True)
    bill = OUT / "puente.cdx.json"
    python = ROOT / ".venv" / "bin" / "python"
    words = ("--pyproject", "pyproject.toml", "--output-reproducible", "--of", "JSON", "-o", bill)
    done = tool("cyclonedx-py", "environment", *words, python)
    if done.returncode:
        yield f"cyclonedx-py: {done.stderr.splitlines()[-1]}"
        return
    listed = json.loads(bill.read_text())
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    listed["components"] = [c for c in listed["components"] if _plain(c["name"]) in locked]
    kept = {c["bom-ref"] for c in listed["components"]} | {"root-component"}
    listed["dependencies"] = [
        one | {"dependsOn": [ref for ref in one.get("dependsOn", ()) if ref in kept]}
        for one in listed["dependencies"]
        if one["ref"] in kept
    ]
    bill.write_text(json.dumps(listed, indent=1, ensure_ascii=False))
    rows = {_plain(c["name"]): (c["version"], _licence(c)) for c in listed["components"]}
    lines = [f"{name} {version}: {told}" for name, (version, told) in sorted(rows.items())]
    (OUT / "licencias.txt").write_text("\n".join([*lines, ""]))
    print(f"CycloneDX: {len(rows)} partes en {bill.relative_to(ROOT)} y sus licencias al lado")
    for name in set(EXPLAINED["licences"]) - set(rows):
        yield f"explained.toml explica la licencia de {name}, que ya no está"
    for name, (_, told) in rows.items():
        if not FREE.search(told) and name not in EXPLAINED["licences"]:
            yield f"licencia de {name}: {told or 'no la dice'}"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(part: Mapping[str, Any]) -> str:
    told = [
        one.get("expression") or one["license"].get("id") or one["license"].get("name", "")
        for one in part.get("licenses", ())
    ]
    return "; ".join(told) or EXPLAINED["licences"].get(_plain(part["name"]), "")


def service() -> Iterable[str]:
    """Headers and cookies of the service as it runs behind HTTPS."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "var"
        given = {
            "PUENTE_ENV_FILE": "",
            "PUENTE_HTTPS": "sí",
            "PUENTE_PROXIES": "1",
            "PUENTE_SECRET_KEY": os.urandom(32).hex(),
        }
        who = ("user", "add", "luz@ciudad.example", "--name", "Luz", "--role", "administracion")
        made = puente(*who, "--password", PASSWORD, folder=folder, patience=600, **given)
        assert made.returncode == 0, made.stderr
        with serving(folder=folder, log=Path(name) / "log", **given) as base:
            yield from _look(base)


def _look(base: str) -> Iterable[str]:
    front = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    entry = httpx.get(f"{base}/entrar", headers=front, timeout=60)
    token = re.search(r'name="?csrf_token"?[^>]*value="([^"]+)"', entry.text)
    assert token
    kept = {
        "Cookie": entry.headers["set-cookie"].partition(";")[0],
        "Referer": f"{base.replace('http:', 'https:')}/entrar",
    }
    typed = {
        "email": "luz@ciudad.example",
        "password": PASSWORD,
        "csrf_token": token[1],
        "remember": "y",
    }
    signed = httpx.post(f"{base}/entrar", data=typed, headers=front | kept, timeout=60)
    if signed.status_code != 302:
        yield f"no se pudo entrar: {signed.status_code}"
    session = {"Cookie": signed.headers.get("set-cookie", "").partition(";")[0]}
    answers = [entry, signed] + [
        httpx.get(f"{base}{path}", headers=front | session, timeout=60) for path in LOOKED_AT
    ]
    for answer, status in zip(answers[2:], LOOKED_AT.values(), strict=True):
        if answer.status_code != status:
            yield f"{answer.url}: {answer.status_code} en lugar de {status}"
    cookies = 0
    for answer in answers:
        for header, pattern in WANTED.items():
            if not re.search(pattern, answer.headers.get(header, "")):
                yield f"{answer.url}: {header} es «{answer.headers.get(header, '')}»"
        if "unsafe" in answer.headers.get("content-security-policy", ""):
            yield f"{answer.url}: la política de contenido permite «unsafe»"
        if re.search(r"\d", answer.headers.get("server", "")):
            yield f"{answer.url}: dice la versión del servidor: {answer.headers['server']}"
        for line in answer.headers.get_list("set-cookie"):
            for name, cookie in SimpleCookie(line).items():
                cookies += 1
                if not (cookie["httponly"] and cookie["secure"] and cookie["samesite"]):
                    yield f"{answer.url}: la galleta {name} no está cerrada: {line}"
    print(f"servicio: {len(answers)} respuestas, {cookies} galletas miradas")


def main() -> None:
    weak, missed = vulnerabilities()
    found = [*code(), *weak, *parts(), *service()]
    for sentence in found:
        print(f"HALLAZGO  {sentence}")
    for sentence in missed:
        print(f"SIN MIRAR {sentence}")
    print(f"{len(found)} hallazgos sin explicar, {len(missed)} partes sin mirar")
    sys.exit(1 if found else 3 if missed else 0)


if __name__ == "__main__":
    main()
