"""Words about applying (folded; five languages)."""

from scrapers.extract.text.wording import table

APPLY = table(
    r"""
    (?:pueden?|podran?|podem|poden) (?:pedir|demanar) | (?:may|can) (?:ask for|request) |
    (?:peuvent|pourront) demander | nominaci | prolongation |
    solicit | postul | propuest | candidat | inscri | convocatoria | presenta(?:r|cion|n|cio) |
    aplicar\b | aplicacion(?:es)?\b | envi[aeo] | recib | recepcion | regist | formulario |
    manifestacion(?:es)? de interes | particip | concurs | bases\b |
    appl(?:y|ications?|icants?|ying)\b | submi | proposals?\b | entries\b | nominat |
    concept notes? | expressions? of interest | call (?:for|is|will|closes)\b | grant | inscric |
    edital\b | chamada | submet | proposta | dossiers?\b | depos(?:er?|ez|es|ees?)\b | depot |
    appel\b | candidature | soumettre | soumission | soumis | sol[.·l]?·?licit | presentar |
    convocatories | inscripci | projectes?\b | proyectos?\b | ayudas\b | becas?\b | aspirantes |
    interesad | premios?\b | concorrer | propositions? | envoy | adresser | transmett | remett |
    postuler | apresent | send\b | sent\b |
    statements? of interest | receiv | letters? of (?:intent|interest|inquiry) |
    cartas? de (?:intencion|interes) | d'intention |
    notas? de intencion | enter\b | nominate | lliur | trame[tn] | radic | diligenci | cargar |
    vincul | envio |
    candidatar | inscrev | receb | complete (?:the|this|your|an?)\b | completar | fill(?:ing)? |
    form\b | survey | interested |
    peticion | demandes?\b | pedidos?\b | admit | admet | admis |
    tell us | let us know | sign up | manifest | interess | demanar |
    materials\b | enlla | entreg | remit | sugest | suger | ideas\b | ofertas\b
    """
)
"""Words about applying."""

APPLICATION = table(
    r"""
    convocatorias?\b | solicitud | postul | propuestas?\b | candidat |
    inscripci |
    inscric | manifestacion(?:es)? de interes | applications?\b | apply\b | proposals?\b |
    nominations?\b | entries\b | concept notes? | expressions? of interest |
    call (?:for|is|will|closes)\b | edital\b | chamada | propostas?\b | dossiers?\b | appel\b |
    sol[.·l]?·?licitud | convocatories |
    (?:registro|recepcion|presentacion) de (?:proyectos|ideas|iniciativas|obras)
    """
)
"""Of :data:`APPLY`, what names the application itself."""
