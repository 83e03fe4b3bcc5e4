"""Pages of calls as sites lay them out: the closing day stands outside the article.

``KINDS`` holds four ways to mark each kind of box, each told in three of ``TOLD``, so twelve pages
a kind; ``TRAPS`` are boxes whose day is not the call's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a site names the closing and the opening day, and the days as it writes them."""

    closes: str
    day: str
    iso: str
    opens: str
    since: str
    since_iso: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A page, and the days it tells of its call."""

    name: str
    html: str
    deadline: str | None
    opening: str | None


TOLD = (
    Told(
        closes="Fecha de cierre",
        day="28 de mayo de 2027",
        iso="2027-05-28",
        opens="Fecha de apertura",
        since="12 de abril de 2027",
        since_iso="2027-04-12",
    ),
    Told(
        closes="Deadline",
        day="28 May 2027",
        iso="2027-05-28",
        opens="Opening date",
        since="12 April 2027",
        since_iso="2027-04-12",
    ),
    Told(
        closes="Prazo de inscrição",
        day="28/05/2027",
        iso="2027-05-28",
        opens="Abertura",
        since="12/04/2027",
        since_iso="2027-04-12",
    ),
    Told(
        closes="Date limite de dépôt",
        day="28 mai 2027",
        iso="2027-05-28",
        opens="Ouverture",
        since="12 avril 2027",
        since_iso="2027-04-12",
    ),
    Told(
        closes="Termini de presentació",
        day="28 de maig de 2027",
        iso="2027-05-28",
        opens="Obertura",
        since="12 d'abril de 2027",
        since_iso="2027-04-12",
    ),
    Told(
        closes="Plazo para postular",
        day="viernes 28 de mayo de 2027, 17:00 h",
        iso="2027-05-28",
        opens="Inicio de inscripciones",
        since="12/04/2027",
        since_iso="2027-04-12",
    ),
    Told(
        closes="Closes",
        day="Friday, May 28, 2027",
        iso="2027-05-28",
        opens="Opens",
        since="April 12, 2027",
        since_iso="2027-04-12",
    ),
)

KINDS: dict[str, tuple[str, str, str, str]] = {
    "aside": (
        "<aside><h3>{closes}</h3><p>{day}</p><h3>{opens}</h3><p>{since}</p></aside>",
        "<aside class='box-datos'><p><strong>{opens}</strong><br>{since}</p>"
        "<p><strong>{closes}</strong><br>{day}</p></aside>",
        "<aside><ul><li><i class='icon'></i> {opens}: {since}</li><li>{closes}: {day}</li></ul>"
        "</aside>",
        "<aside role='complementary'><div class='widget'><h4 class='widget-title'>{opens}</h4>"
        "<div class='textwidget'>{since}</div></div><div class='widget'>"
        "<h4 class='widget-title'>{closes}</h4><div class='textwidget'>{day}</div></div></aside>",
    ),
    "rail": (
        "<div class='col-md-4 right-rail'><div class='panel'><b>{opens}:</b> {since}<br>"
        "<b>{closes}:</b> {day}</div></div>",
        "<div class='col-lg-3'><span class='lbl'>{opens}</span><span class='val'>{since}</span>"
        "<hr><span class='lbl'>{closes}</span><span class='val'>{day}</span></div>",
        "<div class='rail'><section><h5>{opens}</h5>{since}</section><section><h5>{closes}</h5>"
        "{day}</section></div>",
        "<div id='sidebar-right'><div class='fact'><p class='fact-label'>{opens}</p>"
        "<p class='fact-value'>{since}</p></div><div class='fact'><p class='fact-label'>{closes}"
        "</p><p class='fact-value'>{day}</p></div></div>",
    ),
    "dl": (
        "<dl><dt>{opens}</dt><dd>{since}</dd><dt>{closes}</dt><dd>{day}</dd></dl>",
        "<dl class='row'><div><dt>{opens}:</dt><dd>{since}</dd></div><div><dt>{closes}:</dt>"
        "<dd>{day}</dd></div></dl>",
        "<dl class='govuk-summary-list'><div><dt><p>{opens}</p></dt><dd><p>{since}</p></dd></div>"
        "<div><dt><p>{closes}</p></dt><dd><p>{day}</p></dd></div></dl>",
        "<dl><dt><span>{opens}</span></dt><dd><time>{since}</time></dd><dt><span>{closes}</span>"
        "</dt><dd><strong>{day}</strong></dd></dl>",
    ),
    "table": (
        "<table class='resumen'><tr><th>{opens}</th><td>{since}</td></tr><tr><th>{closes}</th>"
        "<td>{day}</td></tr></table>",
        "<table><thead><tr><th>{opens}</th><th>{closes}</th></tr></thead><tbody><tr>"
        "<td>{since}</td><td>{day}</td></tr></tbody></table>",
        "<table><tr><td><strong>{opens}</strong></td><td><p>{since}</p></td></tr><tr>"
        "<td><strong>{closes}</strong></td><td><p>{day}</p></td></tr></table>",
        "<div class='tabla'><div class='fila'><div>{opens}</div><div>{since}</div></div>"
        "<div class='fila'><div>{closes}</div><div>{day}</div></div></div>",
    ),
    "badge": (
        "<span class='badge'>{closes}: {day}</span>",
        "<div class='tags'><span class='tag'>{opens} {since}</span> "
        "<span class='tag tag--alert'>{closes} {day}</span></div>",
        "<p class='ribbon'><em>{closes}</em> {day}</p>",
        "<div class='chip'><i aria-hidden='true'></i><span>{closes}</span><b>{day}</b></div>",
    ),
    "hero": (
        "<section class='hero'><h2>Barrios que respiran</h2><p>{opens}: {since}</p>"
        "<p>{closes}: {day}</p><a class='btn' href='/postular'>Postular</a></section>",
        "<header class='banner'><div class='inner'><p class='kicker'>{closes}</p>"
        "<p class='big'>{day}</p></div></header>",
        "<div class='jumbotron'><div class='lead'>{closes}</div><div class='h2'>{day}</div></div>",
        "<section class='cover'><div><strong>{day}</strong><small>{closes}</small></div></section>",
    ),
    "cards": (
        "<div class='cards'><div class='card'><h4>{opens}</h4><p>{since}</p></div>"
        "<div class='card'><h4>{closes}</h4><p>{day}</p></div></div>",
        "<div class='grid'><div class='tile'><span>{opens}</span><strong>{since}</strong></div>"
        "<div class='tile'><span>{closes}</span><strong>{day}</strong></div></div>",
        "<ul class='facts'><li><div class='k'>{opens}</div><div class='v'>{since}</div></li>"
        "<li><div class='k'>{closes}</div><div class='v'>{day}</div></li></ul>",
        "<div class='cards'><div class='card'><div class='value'>{since}</div>"
        "<div class='label'>{opens}</div></div><div class='card'><div class='value'>{day}</div>"
        "<div class='label'>{closes}</div></div></div>",
    ),
    "drupal": (
        "<div class='field field--name-field-cierre field--label-above'>"
        "<div class='field__label'>{closes}</div><div class='field__item'>{day}</div></div>",
        "<div class='field field-label-inline'><div class='field-label'>{closes}:&nbsp;</div>"
        "<div class='field-items'><div class='field-item even'><span class='date-display-single'>"
        "{day}</span></div></div></div>",
        "<div class='views-row'><div class='views-field'><span class='views-label'>{opens}: </span>"
        "<span class='field-content'>{since}</span></div><div class='views-field'>"
        "<span class='views-label'>{closes}: </span><span class='field-content'>{day}</span></div>"
        "</div>",
        "<div class='group-info field-group-div'><h3><span>{closes}</span></h3>"
        "<div class='field__items'><div class='field__item'><time datetime='2027-05-28T22:00:00Z'>"
        "{day}</time></div></div></div>",
    ),
    "sharepoint": (
        "<div class='ms-rtestate-field'><table class='ms-formtable'><tr>"
        "<td class='ms-formlabel'><h3 class='ms-standardheader'><nobr>{closes}</nobr></h3></td>"
        "<td class='ms-formbody'>{day}</td></tr></table></div>",
        "<div class='ms-WPBody'><div class='campo'><span class='etiqueta'>{opens}:</span>"
        "<span class='ms-noWrap'>{since}</span></div><div class='campo'><span class='etiqueta'>"
        "{closes}:</span><span class='ms-noWrap'>{day}</span></div></div>",
        "<div class='dfwp-item'><div class='etiq'>{closes}</div><div class='dato'><div>&#8203;"
        "{day}</div></div></div>",
        "<div class='ExternalClass'><div><strong>{closes}</strong></div><div>{day}</div></div>",
    ),
    "elementor": (
        "<ul class='elementor-icon-list-items'><li class='elementor-icon-list-item'>"
        "<span class='elementor-icon-list-icon'></span><span class='elementor-icon-list-text'>"
        "{opens}: {since}</span></li><li class='elementor-icon-list-item'>"
        "<span class='elementor-icon-list-text'>{closes}: {day}</span></li></ul>",
        "<div class='elementor-widget-heading'><div class='elementor-widget-container'>"
        "<h2 class='elementor-heading-title'>{closes}</h2></div></div>"
        "<div class='elementor-widget-text-editor'><div class='elementor-widget-container'>"
        "<p>{day}</p></div></div>",
        "<div class='elementor-icon-box-content'><h3 class='elementor-icon-box-title'><span>"
        "{closes}</span></h3><p class='elementor-icon-box-description'>{day}</p></div>",
        "<div class='elementor-price-list'><span class='elementor-price-list-title'>{closes}</span>"
        "<span class='dots'></span><span class='elementor-price-list-price'>{day}</span></div>",
    ),
    "details": (
        "<details><summary>{closes}</summary><p>{day}</p></details>",
        "<details open><summary><h3>{closes}</h3></summary>{day}</details>",
        "<div class='accordion-item'><h2><button aria-expanded='false'>{closes}</button></h2>"
        "<div class='accordion-collapse collapse'><div class='accordion-body'>{day}</div></div>"
        "</div>",
        "<details><summary>Key dates</summary><ul><li>{opens}: {since}</li><li>{closes}: {day}"
        "</li></ul></details>",
    ),
    "tabs": (
        "<ul class='nav-tabs'><li><a href='#t1'>Bases</a></li><li><a href='#t2'>{closes}</a></li>"
        "</ul><div id='t1'>Texto de las bases.</div><div id='t2'>{day}</div>",
        "<div role='tablist'><button role='tab' aria-controls='p1'>{closes}</button></div>"
        "<div role='tabpanel' id='p1' hidden><p>{day}</p></div>",
        "<div role='tablist'><a role='tab' id='tab-2' href='#'>{closes}</a></div>"
        "<div role='tabpanel' id='x2' aria-labelledby='tab-2' style='display:none'>{day}</div>",
        "<div class='tab'><button data-bs-target='#fechas'>Fechas</button></div>"
        "<div id='fechas' class='tab-pane'><p>{opens}: {since}</p><p>{closes}: {day}</p></div>",
    ),
    "sticky": (
        "<div class='sticky-bar'><span>{closes}: {day}</span><a href='/form'>Postular</a></div>",
        "<div class='fixed-bottom'><div>{closes}</div><div>{day}</div><a href='/f'>Apply</a></div>",
        "<section class='floating-cta'><p><b>{closes}</b> · {day}</p></section>",
        "<div class='sticky' role='region'><span class='k'>{closes}</span> <span class='v'>{day}"
        "</span></div>",
    ),
    "time": (
        "<p class='meta'>{closes}: <time datetime='2027-05-28'>28 may.</time></p>",
        "<div><span>{closes}</span><time datetime='2027-05-28T23:59'></time></div>",
        "<div class='plazo'><div>{closes}</div><time datetime='2027-05-28'>28/05</time></div>",
        "<dl><dt>{closes}</dt><dd><time datetime='2027-05-28T00:00:00-05:00'>28 mai</time></dd>"
        "</dl>",
    ),
}

_PROSE = (
    "El Fondo invita a los gobiernos locales a proponer obras que den sombra y agua a los barrios "
    "más calurosos, con metas que se puedan medir y con quienes viven allí. Cada propuesta "
    "explica qué se hará, con quién y cuánto cuesta; un equipo de tres personas las lee todas."
)
_SHELLS = (
    "<html><head><title>Barrios que respiran | Fondo Sombra</title></head><body><nav><a href='/'>"
    "Inicio</a><a href='/n'>Noticias</a></nav>{box}<main><article><h1>Barrios que respiran</h1>"
    "{prose}</article></main><footer>© 2027 · Última actualización: 3 de marzo de 2027</footer>"
    "</body></html>",
    "<html><head><title>Barrios que respiran</title></head><body><div class='container'>"
    "<div class='row'><div class='col-md-8'><h1>Barrios que respiran</h1>"
    "<p class='posted-on'>Publicado el 2 de marzo de 2027</p>{prose}</div>{box}</div>"
    "<section class='noticias'><h3>Noticias</h3><ul><li><a href='/n/1'>Cierre del foro de Cali"
    "</a> 15 de junio de 2027</li></ul></section></div></body></html>",
    "<html><head><title>Barrios que respiran</title></head><body><div id='page'><article>"
    "<h1>Barrios que respiran</h1>{prose}{box}</article><div><h2>Otras convocatorias</h2>"
    "<div class='card'><a href='/c/2'>Becas de archivo municipal</a><p>Cierre: 9 de julio de 2027"
    "</p></div></div></div><div id='footer'>Fondo Sombra, 2027</div></body></html>",
)

TRAPS = {
    "news": "<aside><h3>Últimas noticias</h3><ul><li><a href='/n/1'>Cierra la muestra de cine</a>"
    "<span>Cierre: 4 de junio de 2027</span></li></ul></aside>",
    "events": "<div class='sidebar'><div class='title'>Agenda</div><p>Inicio: 4 de junio de 2027"
    "</p><p>Fin: 6 de junio de 2027</p></div>",
    "related": "<div class='related'><div class='card'><h4><a href='/c/9'>Premio de fotografía "
    "rural</a></h4><div>Fecha de cierre</div><div>4 de junio de 2027</div></div></div>",
    "related by heading": "<div><h2>También te puede interesar</h2><div><h4>Premio de fotografía "
    "rural</h4><p>Cierra: 4 de junio de 2027</p></div></div>",
    "cards without a heading": "<div class='grid'><div class='c'><a href='/c/9'>Premio de "
    "fotografía rural</a><p>Cierre: 4 de junio de 2027</p></div><div class='c'><a href='/c/8'>"
    "Becas de archivo municipal</a><p>Cierre: 9 de junio de 2027</p></div></div>",
    "next deadlines": "<aside><h4>Próximos cierres</h4><ul><li>Premio de fotografía rural: cierra "
    "4 de junio de 2027</li><li>Cierra: 9 de junio de 2027</li></ul></aside>",
    "table of others": "<table><tr><th>Convocatoria</th><th>Cierre</th></tr><tr><td>"
    "<a href='/c/9'>Premio de fotografía rural</a></td><td>Cierre: 4 de junio de 2027</td></tr>"
    "</table>",
    "list of calls": "<table><tr><th>Convocatoria</th><th>Fecha de cierre</th></tr><tr><td>Becas "
    "de archivo</td><td>4 de junio de 2027</td></tr><tr><td>Premio rural</td><td>9 de junio de 2027"
    "</td></tr></table>",
    "post date": "<div class='entry-meta'><time class='published' datetime='2027-06-04'>4 de junio "
    "de 2027</time></div>",
    "site footer": "<footer><p>Cierre de la sede: 4 de junio de 2027</p><p>Plazo: 4 de junio de "
    "2027</p></footer>",
    "office": "<aside><p>Cierre de la biblioteca por obras: 4 de junio de 2027</p></aside>",
    "works": "<aside><dl><dt>Fin de la ejecución</dt><dd>4 de junio de 2027</dd>"
    "<dt>Publicación de resultados</dt><dd>9 de junio de 2027</dd></dl></aside>",
    "neighbours": "<nav class='post-navigation'><a href='/c/7'>Deadline: 4 June 2027 – Rural "
    "photography award</a></nav>",
    "comments": "<div id='comments'><p>¿Hasta cuándo? Hasta el 4 de junio de 2027</p></div>",
    "whole card is a link": "<div><a href='/c/9'><span>Premio de fotografía rural</span>"
    "<span>Cierre</span><span>4 de junio de 2027</span></a></div>",
    "course": "<aside><h4>Cursos y formación</h4><div><b>Inicio del curso</b><p>4 de junio de 2027"
    "</p></div><div><b>Fin del curso</b><p>9 de junio de 2027</p></div></aside>",
    "english list": "<section><h3>Latest news</h3><article><h4>Museum night</h4><p>Closes 4 June "
    "2027</p></article></section><section><h3>Upcoming events</h3><p>Ends: 9 June 2027</p>"
    "</section>",
}


def page(shell: int, box: str, *, paragraphs: int = 6) -> str:
    """A page with ``box`` where its site puts such boxes."""
    return _SHELLS[shell].format(box=box, prose=f"<p>{_PROSE}</p>" * paragraphs)


def layouts() -> Iterator[Layout]:
    """Twelve pages of each kind."""
    told = cycle(TOLD)
    for kind, boxes in KINDS.items():
        for number, box in enumerate(box for box in boxes for _ in range(3)):
            said = next(told)
            html = box.format(closes=said.closes, day=said.day, opens=said.opens, since=said.since)
            yield Layout(
                name=f"{kind}-{number}",
                html=page(number % 3, html),
                deadline=said.iso,
                opening=said.since_iso if "{opens}" in box else None,
            )


def traps() -> Iterator[Layout]:
    """Each trap in each shell: no day of it is the call's.

    The last shell puts a box inside the article, where a footer is the article's own.
    """
    for name, box in TRAPS.items():
        for shell in range(len(_SHELLS) - (name == "site footer")):
            html = page(shell, box)
            yield Layout(name=f"{name}-{shell}", html=html, deadline=None, opening=None)
