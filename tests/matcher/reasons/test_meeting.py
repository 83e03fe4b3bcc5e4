"""Across languages the two sentences that are quoted say the same, and words are what they mean."""

import pytest

from matcher.ranking.inputs import CallText, ProjectText, Reason
from matcher.reasons.closeness import telling
from matcher.reasons.passages import call_passages
from tests.matcher.reasons.test_sentences import explained


def told(call: str, project: str, *, title: str = "Fund", language: str = "en") -> Reason:
    wanted = CallText(id="c", title=title, text=call, language=language)
    offered = ProjectText(
        id="p", title="Propuesta", text=project, language="es", fields={"Objetivo": project}
    )
    return explained(wanted, offered).reasons[0]


def test_the_quoted_sentences_meet_each_other_and_not_only_the_pair() -> None:
    reason = told(
        "Museums of biodiversity and libraries may ask us. Waste water of tanneries is treated.",
        "Los museos abren. Se tratan aguas residuales de curtiembres. "
        "La biodiversidad se cuenta en bibliotecas.",
    )
    assert reason.code == "other-words"
    quoted = {reason.call_quote, reason.project_quote}
    assert quoted in (
        {
            "Museums of biodiversity and libraries may ask us.",
            "La biodiversidad se cuenta en bibliotecas.",
        },
        {
            "Waste water of tanneries is treated.",
            "Se tratan aguas residuales de curtiembres.",
        },
    )


def test_a_name_is_not_translated() -> None:
    named = told("Forest and water.", "En el barrio El Bosque falta agua.", title="Forest")
    assert not any("Bosque" in words for words in named.terms)
    meant = told("Forest and water.", "En el bosque falta agua.", title="Forest")
    assert any("bosque" in words for words in meant.terms)


@pytest.mark.parametrize(
    ("call", "met"),
    [("Le montant sera versé en juillet.", False), ("Reboiser un versant raviné.", True)],
)
def test_a_word_with_the_stem_of_another_is_not_taken_for_it(call: str, *, met: bool) -> None:
    reason = told(call, "Estabilizar una ladera inestable.", title=call, language="fr")
    assert any("ladera" in words for words in reason.terms) is met


def test_how_to_apply_does_not_say_what_a_call_is_about() -> None:
    text = (
        "Eligible applicants submit the application form before the deadline. "
        "Wetlands that store storm water are restored with native plants."
    )
    passages = call_passages(CallText(id="c", title="Call", text=text), "en")
    assert [one.text.split()[0] for one in telling(passages, "en")] == ["Wetlands"]
