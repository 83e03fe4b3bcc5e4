"""Forty newsletters in five languages, in eight layouts, as they reach a mailbox when forwarded.

The items and what each is (``call`` or ``news``) stand in ``newsletters/<language>.txt``; each of
them has a page of its own. Every call stands in two newsletters, in different layouts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent / "newsletters"
LANGUAGES = ("es", "en", "pt", "fr", "ca")
CALLS_EACH, NEWS_EACH = 3, 2
MORE = {
    "es": ("Leer más", "Darse de baja", "Ver en el navegador", "Boletín", "Contacto"),
    "en": ("Read more", "Unsubscribe", "View in browser", "Newsletter", "Contact"),
    "pt": ("Saiba mais", "Cancelar inscrição", "Ver no navegador", "Boletim", "Contacto"),
    "fr": ("Lire la suite", "Se désabonner", "Voir dans le navigateur", "Lettre", "Contact"),
    "ca": ("Llegiu-ne més", "Donar-se de baixa", "Veure al navegador", "Butlletí", "Contacte"),
}
FORWARDED = {
    "es": ("---------- Mensaje reenviado ---------", "De", "Fecha", "Asunto", "Para"),
    "en": ("---------- Forwarded message ---------", "From", "Date", "Subject", "To"),
    "pt": ("---------- Mensagem encaminhada ---------", "De", "Data", "Assunto", "Para"),
    "fr": ("---------- Message transféré ---------", "De", "Date", "Objet", "À"),
    "ca": ("---------- Missatge reenviat ---------", "De", "Data", "Assumpte", "Per a"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a newsletter: what it is, its words there, and those of its page."""

    language: str
    kind: str
    slug: str
    title: str
    blurb: str
    page: str

    @property
    def path(self) -> str:
        """Where its page stands."""
        return f"/{self.language}/{self.slug}"

    def html(self) -> str:
        """Its page, as a site shows it."""
        paragraphs = "".join(
            f"<p>{escape(part)}.</p>" for part in self.page.rstrip(".").split(". ")
        )
        return (
            f'<!DOCTYPE html><html lang="{self.language}"><head><title>{escape(self.title)} | Sitio'
            f'</title></head><body><nav><a href="/">Inicio</a> <a href="/contacto">Contacto</a>'
            f"</nav><main><h1>{escape(self.title)}</h1>{paragraphs}</main>"
            "<footer>© 2026</footer></body></html>"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """One newsletter as written: its items, and the message with them."""

    name: str
    language: str
    entries: Sequence[Entry]
    layout: str

    @property
    def calls(self) -> list[Entry]:
        """The calls it tells of."""
        return [one for one in self.entries if one.kind == "call"]


def entries(language: str) -> list[Entry]:
    """The items of one language."""
    found = []
    for block in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        head, title, blurb, page = block.splitlines()
        kind, slug = head.split()
        found.append(
            Entry(language=language, kind=kind, slug=slug, title=title, blurb=blurb, page=page)
        )
    return found


def newsletters() -> list[Newsletter]:
    """All forty."""
    made = []
    for language in LANGUAGES:
        every = entries(language)
        calls = [one for one in every if one.kind == "call"]
        news = [one for one in every if one.kind == "news"]
        for number, layout in enumerate(LAYOUTS):
            chosen = [calls[(number * CALLS_EACH + i) % len(calls)] for i in range(CALLS_EACH)]
            other = [news[(number * NEWS_EACH + i) % len(news)] for i in range(NEWS_EACH)]
            mixed = [chosen[0], other[0], chosen[1], other[1], chosen[2]]
            made.append(
                Newsletter(
                    name=f"{language}-{layout}", language=language, entries=mixed, layout=layout
                )
            )
    return made


def _nav(language: str, base: str) -> str:
    more = MORE[language]
    return (
        f'<p><a href="{base}/">{more[3]}</a> · <a href="{base}/navegador/7">{more[2]}</a> · '
        '<a href="https://www.facebook.com/red">Facebook</a> <a href="https://x.com/red">X</a> '
        f'<a href="mailto:red@red.example">{more[4]}</a> '
        f'<a href="{base}/unsubscribe?u=99">{more[1]}</a></p>'
    )


def table(one: Newsletter, base: str) -> str:
    """A cell for each, its title without a link, a button below."""
    more = MORE[one.language][0]
    rows = "".join(
        f"<tr><td><h2>{escape(e.title)}</h2><p>{escape(e.blurb)}</p>"
        f'<a class="button" href="{base}{e.path}?utm_source=boletin">{more}</a></td></tr>'
        for e in one.entries
    )
    return f"<table>{rows}</table>"


def bullets(one: Newsletter, base: str) -> str:
    """A list, each title a link, its words after it."""
    rows = "".join(
        f'<li><a href="{base}{e.path}">{escape(e.title)}</a>: {escape(e.blurb)}</li>'
        for e in one.entries
    )
    return f"<ul>{rows}</ul>"


def headings(one: Newsletter, base: str) -> str:
    """A heading that is a link, a paragraph, and the same link again."""
    more = MORE[one.language][0]
    return "".join(
        f'<h3><a href="{base}{e.path}">{escape(e.title)}</a></h3><p>{escape(e.blurb)} '
        f'<a href="{base}{e.path}#mas">{more} »</a></p>'
        for e in one.entries
    )


def tracked(one: Newsletter, base: str) -> str:
    """Nested tables as mailing houses write them, each link another address that counts."""
    more, parts = MORE[one.language][0], []
    for number, e in enumerate(one.entries):
        jump = [f"{base}/t/{one.name}-{number}-{k}{e.path}" for k in "abc"]
        parts.append(
            f'<table><tr><td><a href="{jump[0]}"><img src="{base}/i.png" alt=""></a></td></tr>'
            f'<tr><td><table><tr><td><strong><a href="{jump[1]}">{escape(e.title)}</a></strong>'
            f"<br>{escape(e.blurb)}</td></tr></table></td></tr>"
            f'<tr><td align="center"><a href="{jump[2]}">{more}</a></td></tr></table>'
        )
    return "".join(parts)


def word(one: Newsletter, base: str) -> str:
    """Paragraphs of Word, the title bold, the link on one word in the sentence."""
    here = {"es": "aquí", "en": "here", "pt": "aqui", "fr": "ici", "ca": "aquí"}[one.language]
    return "".join(
        f'<p class="MsoNormal"><b><span>{escape(e.title)}</span></b></p>'
        f'<p class="MsoNormal">{escape(e.blurb)} (<a href="{base}{e.path}">{here}</a>)</p>'
        '<p class="MsoNormal">&nbsp;</p>'
        for e in one.entries
    )


def plain(one: Newsletter, base: str) -> str:
    """Bare words, the address on a line of its own."""
    return "\n\n".join(f"* {e.title}\n{e.blurb}\n{base}{e.path}" for e in one.entries)


Body = Callable[[Newsletter, str], str]


def as_sent(one: Newsletter, body: Body, base: str) -> EmailMessage:
    """The newsletter as its publisher sends it."""
    message = EmailMessage()
    message["From"] = "Red de ciudades <boletin@red.example>"
    message["To"] = "suscriptores@red.example"
    message["Subject"] = f"{MORE[one.language][3]} {one.name}"
    message["Message-ID"] = f"<{one.name}@red.example>"
    message["List-Unsubscribe"] = f"<{base}/unsubscribe?u=99>"
    if body is plain:
        message.set_content(f"{plain(one, base)}\n\n-- \n{base}/unsubscribe?u=99\n")
        return message
    html = f"<html><body>{_nav(one.language, base)}{body(one, base)}"
    message.set_content("x")
    message.set_content(plain(one, base))
    message.add_alternative(
        f"{html}{_nav(one.language, base)}</body></html>", subtype="html", charset="utf-8"
    )
    return message


def attached(inner: EmailMessage, sender: str, number: str) -> EmailMessage:
    """Forwarded as an attachment."""
    outer = _outer(inner, sender, number)
    outer.set_content("FYI")
    outer.add_attachment(inner)
    return outer


def as_file(inner: EmailMessage, sender: str, number: str) -> EmailMessage:
    """Forwarded as a file with the ending of a message."""
    outer = _outer(inner, sender, number)
    outer.set_content("Para Novedades.")
    outer.add_attachment(
        inner.as_bytes(), maintype="application", subtype="octet-stream", filename="boletin.eml"
    )
    return outer


def from_gmail(inner: EmailMessage, sender: str, number: str) -> EmailMessage:
    """Forwarded within a message as Gmail does it."""
    language = str(inner["Subject"]).split()[-1][:2]
    mark, *names = FORWARDED[language]
    values = (inner["From"], "vie, 20 nov 2026", inner["Subject"], inner["To"])
    head = [f"{name}: {value}" for name, value in zip(names, values, strict=True)]
    outer = _outer(inner, sender, number)
    part = inner.get_body(("plain",))
    outer.set_content("\n".join(["", mark, *head, "", "", part.get_content() if part else ""]))
    html = inner.get_body(("html",))
    if html is not None:
        quoted = "<br>".join(escape(line) for line in (mark, *head))
        outer.add_alternative(
            '<div dir="ltr"><br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
            f"{quoted}<br></div>{html.get_content()}</div></div>",
            subtype="html",
        )
    return outer


def from_outlook(inner: EmailMessage, sender: str, number: str) -> EmailMessage:
    """Forwarded within a message as Outlook does it, in HTML alone."""
    language = str(inner["Subject"]).split()[-1][:2]
    _, *names = FORWARDED[language]
    values = (inner["From"], "viernes, 20 de noviembre de 2026", inner["Subject"], inner["To"])
    head = "".join(
        f"<b>{name}:</b> {escape(str(value))}<br>"
        for name, value in zip(names, values, strict=True)
    )
    outer = _outer(inner, sender, number)
    html = inner.get_body(("html",))
    assert html is not None
    outer.set_content(
        '<html><body><p class="MsoNormal">Buenos días, para revisar.</p>'
        f'<div style="border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">{head}</p></div>'
        f"{html.get_content()}</body></html>",
        subtype="html",
    )
    return outer


def _outer(inner: EmailMessage, sender: str, number: str) -> EmailMessage:
    outer = EmailMessage()
    outer["From"] = sender
    outer["To"] = "avisos@ciudad.example"
    outer["Subject"] = f"RV: {inner['Subject']}"
    outer["Message-ID"] = f"<{number}@ciudad.example>"
    outer["Date"] = "Fri, 20 Nov 2026 09:00:00 -0500"
    return outer


Wrapping = Callable[[EmailMessage, str, str], EmailMessage]
LAYOUTS: Mapping[str, tuple[Body, Wrapping]] = {
    "table": (table, from_gmail),
    "bullets": (bullets, from_outlook),
    "headings": (headings, attached),
    "tracked": (tracked, from_gmail),
    "word": (word, from_outlook),
    "plain": (plain, from_gmail),
    "tracked-file": (tracked, as_file),
    "table-outlook": (table, from_outlook),
}


def message_of(
    one: Newsletter,
    base: str,
    sender: str,
    *,
    wrapped: Wrapping | None = None,
    number: str | None = None,
) -> EmailMessage:
    """``one`` as it reaches the mailbox."""
    body, usual = LAYOUTS[one.layout]
    inner = as_sent(one, body, base)
    return (wrapped or usual)(inner, sender, number or one.name)
