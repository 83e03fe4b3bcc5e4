"""Reasons an officer could read aloud: what meets, where it stands, what argues against."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.matches.passages import Met, Passage, best_passage
from matcher.matches.texts import CallText, ProjectText, Reason
from matcher.matches.translation import TranslatedTerm
from matcher.tags.ods import ODS_NAMES

_MOST_TERMS = 4
_LANGUAGE_NAMES = {
    "es": "español", "en": "inglés", "pt": "portugués", "fr": "francés", "ca": "catalán",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known about a pair when it is explained.

    ``terms`` and ``roots`` say what each shared stem and cognate root adds to the score, in the
    language of the call. ``translated`` traces stems back to the project's own words.
    ``project_terms`` are the project's own stems and roots that stand behind them.
    """

    call: CallText
    project: ProjectText
    call_passages: tuple[Passage, ...]
    project_passages: tuple[Passage, ...]
    terms: Mapping[str, float]
    roots: Mapping[str, float]
    project_terms: Mapping[str, float]
    translated: Sequence[TranslatedTerm]
    call_language: str
    project_language: str
    call_ods: tuple[int, ...]
    project_ods: tuple[int, ...]
    line_names: Mapping[str, str]


def reasons(evidence: Evidence) -> tuple[Reason, ...]:
    """Reasons for, the weightiest first, then what argues against."""
    return (*_for(evidence), *_against(evidence))


def _for(evidence: Evidence) -> Iterator[Reason]:
    """What speaks for the pair."""
    call = best_passage(evidence.call_passages, terms=evidence.terms, roots=evidence.roots)
    project = best_passage(
        evidence.project_passages, terms=evidence.project_terms, roots=evidence.roots
    )
    if call is not None and project is not None:
        yield (
            _same_words(call, project)
            if evidence.call_language == evidence.project_language
            else _across(evidence, call, project)
        )
    if shared := [code for code in evidence.call_ods if code in evidence.project_ods]:
        yield Reason(
            kind="ods",
            text=f"Ambos apuntan {_ods(shared)}.",
            terms=tuple(f"ODS {code}" for code in shared),
        )
    if lines := [code for code in evidence.call.lines if code in evidence.project.lines]:
        names = [evidence.line_names.get(code, code) for code in lines]
        yield Reason(
            kind="lines",
            text=f"Comparten {_counted(names, 'la línea', 'las líneas')}.",
            terms=tuple(lines),
        )
    yield from _funder(evidence)


def _same_words(call: Met, project: Met) -> Reason:
    """Both sides say the same in one language."""
    terms = call.phrases[:_MOST_TERMS]
    return Reason(
        kind="terms",
        text=f"La convocatoria y el proyecto ({_field(project)}) hablan de {_listed(terms)}.",
        call_quote=call.quote,
        project_quote=project.quote,
        terms=terms,
    )


def _across(evidence: Evidence, call: Met, project: Met) -> Reason:
    """Both sides say the same in two languages."""
    pairs = tuple(f"{pair.source} ↔ {pair.target}" for pair in evidence.translated[:_MOST_TERMS])
    language = _LANGUAGE_NAMES.get(evidence.call_language, evidence.call_language)
    if pairs:
        text = (
            f"Dicen lo mismo en dos idiomas (la convocatoria está en {language}; "
            f"correspondencia automática): {'; '.join(pairs)}."
        )
    else:
        text = (
            f"La convocatoria, en {language}, habla de {_listed(call.phrases[:_MOST_TERMS])}; "
            f"el proyecto ({_field(project)}), de {_listed(project.phrases[:_MOST_TERMS])} "
            "(traducción automática)."
        )
    return Reason(
        kind="translated", text=text, call_quote=call.quote, project_quote=project.quote,
        terms=pairs or call.phrases[:_MOST_TERMS],
    )  # fmt: skip


def _funder(evidence: Evidence) -> Iterator[Reason]:
    """The funder is one the project names."""
    funder = evidence.call.funder
    if not funder:
        return
    wanted = {name.casefold() for name in evidence.project.funders}
    if funder.casefold() in wanted or funder.casefold() in evidence.project.text.casefold():
        yield Reason(
            kind="funder",
            text=f"El proyecto nombra a quien financia esta convocatoria: {funder}.",
            terms=(funder,),
        )


def _against(evidence: Evidence) -> Iterator[Reason]:
    """What an officer should weigh against the pair."""
    call, project = evidence.call, evidence.project
    ods_known = evidence.call_ods and evidence.project_ods
    if ods_known and not set(evidence.call_ods) & set(evidence.project_ods):
        yield Reason(
            kind="against",
            text=f"La convocatoria apunta {_ods(evidence.call_ods[:2])} y el proyecto, "
            f"{_ods(evidence.project_ods[:2])}.",
        )
    title = Reason(
        kind="against",
        text="Nada del título de la convocatoria aparece en el proyecto.",
        call_quote=call.title,
    )
    if call.title and evidence.call_passages:
        first = evidence.call_passages[0]
        if not any(w.term in evidence.terms or w.root in evidence.roots for w in first.words):
            yield title
    if call.partner_required is not None and call.partner_required.value and not project.partners:
        yield Reason(
            kind="against",
            text="Pide presentarse con un aliado y el proyecto no nombra ninguno.",
            call_quote=call.partner_required.quote,
        )
    if call.cofunding_percent is not None and project.counterpart is None:
        yield Reason(
            kind="against",
            text="Pide contrapartida y el proyecto no dice con cuánta cuenta.",
            call_quote=call.cofunding_percent.quote,
        )


def _field(project: Met) -> str:
    """The name of the project's field, as it is read inside a sentence."""
    return f"campo «{project.passage.label}»"


def _ods(codes: Sequence[int]) -> str:
    """ "al ODS 6 (Agua limpia y saneamiento)"."""
    names = [f"{code} ({ODS_NAMES[code]})" for code in codes]
    return _counted(names, "al ODS", "a los ODS")


def _counted(names: Sequence[str], one: str, many: str) -> str:
    """The names after the article that fits their number."""
    return f"{one if len(names) == 1 else many} {_joined(names)}"


def _listed(names: Sequence[str]) -> str:
    """Names in quotation marks."""
    return _joined([f"«{name}»" for name in names])


def _joined(names: Sequence[str]) -> str:
    """ "a, b y c", with "e" before the sound i."""
    if len(names) < 2:
        return "".join(names)
    last = names[-1]
    sounds_i = last.strip("«\"'").casefold().startswith(("i", "hi", "í")) and not (
        last.strip("«\"'").casefold().startswith(("hie", "hia"))
    )
    return f"{', '.join(names[:-1])} {'e' if sounds_i else 'y'} {last}"
