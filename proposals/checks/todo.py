"""What to do about each finding, by its code."""

from collections.abc import Mapping

from matcher.words.language import gettext_noop

TODO: Mapping[str, str] = {
    "required": gettext_noop("Respóndala: sin ella la propuesta está incompleta."),
    "unreadable": gettext_noop("Escríbalo de nuevo como indica la nota."),
    "left-over": gettext_noop("Reemplácelo por el texto definitivo o bórrelo."),
    "too-long": gettext_noop("Acórtelo: muchos portales cortan lo que sobra sin avisar."),
    "endorsement-missing": gettext_noop("Pídalo a la dirección en el paso 2."),
    "endorsement-late": gettext_noop("Pida el aval antes del cierre o corrija la fecha."),
    "endorsement-after-start": gettext_noop("Revise las dos fechas: el aval va antes de empezar."),
    "requirement-unmet": gettext_noop("Resuélvalo o no se presente: suele ser el primer filtro."),
    "requirement-open": gettext_noop("Confirme cada uno y anote con qué evidencia."),
    "annex-expired": gettext_noop("Pida uno vigente antes del cierre."),
    "annex-unheld": gettext_noop("Acuerde quién lo consigue y anótelo."),
    "annex-without-file": gettext_noop("Consígalo y anote dónde está."),
    "currency-missing": gettext_noop("Escriba la moneda: COP, USD o EUR."),
    "currency-other": gettext_noop(
        "Pase el presupuesto a la moneda que se pide, con tasa y fecha."
    ),
    "line-incomplete": gettext_noop("Complete la cantidad y el valor: sin ellos no se suma."),
    "line-unpaid": gettext_noop(
        "Elija quién lo paga: de eso depende el régimen y la contrapartida."
    ),
    "line-activity-unknown": gettext_noop("Elija una actividad que exista."),
    "line-without-activity": gettext_noop("Elija la actividad a la que sirve."),
    "activity-without-cost": gettext_noop("Agregue un renglón o diga que no cuesta."),
    "over-limit": gettext_noop("Baje lo solicitado o busque otra fuente para lo que sobra."),
    "under-limit": gettext_noop("Amplíe el proyecto, súmelo a otro o elija otra convocatoria."),
    "limit-without-rate": gettext_noop(
        "Pida a la administración que registre la tasa, con su fecha."
    ),
    "counterpart-short": gettext_noop("Suba la contrapartida o baje lo solicitado."),
    "requested-over": gettext_noop(
        "Pida menos, o pase renglones a la contrapartida o a otro financiador."
    ),
    "indirect-over": gettext_noop("Baje los indirectos o páselos a la contrapartida."),
    "contingency-over": gettext_noop("Baje los imprevistos al máximo permitido."),
    "cost-ineligible": gettext_noop("Páguelo con la contrapartida o quítelo."),
    "overbooked": gettext_noop("Reparta la dedicación: nadie puede pasar de la jornada completa."),
    "promise-without-line": gettext_noop("Agregue el renglón o diga quién la paga."),
    "duration-outside": gettext_noop("Ajuste la duración y las fechas de las actividades."),
    "start-outside": gettext_noop("Mueva el inicio dentro de lo que pide la convocatoria."),
    "end-outside": gettext_noop("Acorte el proyecto o empiécelo antes."),
    "start-before-closing": gettext_noop("Mueva el inicio: antes del cierre no habrá decisión."),
    "activity-order": gettext_noop("Corrija las dos fechas."),
    "activity-early": gettext_noop("Mueva la actividad o el inicio del proyecto."),
    "activity-late": gettext_noop("Acórtela o alargue el proyecto."),
    "activity-undated": gettext_noop("Escriba las dos fechas para que salga en el cronograma."),
    "report-outside": gettext_noop("Mueva el informe dentro del proyecto."),
    "evaluation-outside": gettext_noop("Adelántela: su costo no entraría en el proyecto."),
    "evaluation-early": gettext_noop("Muévala después de la última actividad."),
    "final-report-missing": gettext_noop("Agregue el informe final con su fecha."),
    "indicator-date-outside": gettext_noop("Ponga la meta dentro de los días del proyecto."),
    "base-line-late": gettext_noop("Use un dato de antes de empezar."),
    "indicator-incomplete": gettext_noop("Complételo: quien evalúa lo mira primero."),
    "target-wrong-way": gettext_noop(
        "Revise la meta, o diga en «Mejora cuando» hacia dónde mejora."
    ),
    "target-over-people": gettext_noop("Baje la meta o corrija los beneficiarios directos."),
    "objective-unknown": gettext_noop("Elija un objetivo que exista."),
    "objective-without": gettext_noop("Agréguelo, o quite el objetivo."),
    "row-without-objective": gettext_noop("Elija el objetivo al que sirve."),
    "risk-open": gettext_noop("Escriba qué se hará y quién responde."),
    "opponent-open": gettext_noop("Escriba qué se hará con él. No se imprime para el donante."),
    "partner-missing": gettext_noop("Busque el socio o no se presente; agréguelo en el paso 8."),
    "partner-without-letter": gettext_noop("Pida la carta firmada antes de enviar."),
    "more-people": gettext_noop("Corrija una de las dos cifras."),
    "people-sums": gettext_noop("Revise las cifras hasta que las sumas coincidan."),
    "people-unheld": gettext_noop(
        "Corrija el texto o el campo: la cifra debe ser la misma en todas partes."
    ),
    "figure-without-source": gettext_noop("Escriba de dónde sale, con el año."),
    "money-unheld": gettext_noop("Corrija el texto o el presupuesto."),
    "months-disagree": gettext_noop("Corrija el texto o la duración."),
    "ods-unticked": gettext_noop("Márquelo en el paso 1 o quítelo del texto."),
    "other-donor": gettext_noop("Quítelo si quedó de otra propuesta."),
    "portal-characters": gettext_noop("Cámbielos por letras o por comillas «»."),
    "language-other": gettext_noop("Elija el idioma del documento o prepare la traducción."),
    "city-too-small": gettext_noop(
        "Confirme la cifra; si es cierta, la ciudad no puede presentarse."
    ),
    "weights-not-whole": gettext_noop("Compruebe los pesos en la convocatoria."),
    "criterion-unanswered": gettext_noop("Responda cómo lo cumple el proyecto."),
    "criterion-untouched": gettext_noop("Diga en el borrador cómo se cumple, con hechos."),
    "term-untouched": gettext_noop("Dígalo en el paso al que toca, o explique por qué no aplica."),
    "words-over": gettext_noop(
        "Acorte los textos más largos: el portal puede cortar lo que sobra."
    ),
    "objective-without-result": gettext_noop("Escriba qué habrá cuando se logre."),
    "pages-over": gettext_noop("Acorte los textos más largos o pase detalles a un anexo."),
    "another-proposal": gettext_noop("Decidan cuál se presenta y archiven la otra."),
    "form-unanswered": gettext_noop("Respóndala: el portal no deja enviar sin ella."),
    "form-over": gettext_noop("Acórtela a lo que acepta el donante."),
    "annex-short": gettext_noop("Pida uno que llegue hasta la firma, o prevea renovarlo."),
    "deliverable-late": gettext_noop("Cambie las fechas: primero el producto, después su uso."),
    "milestones-disordered": gettext_noop("Ordénelas de la línea base a la meta."),
    "milestone-outside": gettext_noop("Póngala en un año del proyecto."),
    "objective-without-cause": gettext_noop("Elija la causa del paso 6 que ataca."),
    "cause-without-objective": gettext_noop("Agregue un objetivo o diga por qué no se ataca."),
    "indicator-unknown": gettext_noop("Elija un indicador que exista."),
    "indicator-of-another": gettext_noop(
        "Elija un indicador de ese objetivo o cambie el objetivo."
    ),
    "indicator-without-activity": gettext_noop("Diga en qué actividad se logra."),
    "note-apart": gettext_noop("Acérquelo a la nota o explique el cambio al donante."),
    "source-untyped": gettext_noop("Elija el tipo: de eso dependen la contrapartida y el régimen."),
    "source-unused": gettext_noop("Diga en los renglones cuáles paga, o quítela."),
    "source-sum": gettext_noop("Corrija el monto o los renglones hasta que coincidan."),
    "source-unconfirmed": gettext_noop("Pida la carta o el certificado y anótelo."),
    "source-unsupported": gettext_noop("Anote el certificado o la carta que lo prueba."),
    "printed-over": gettext_noop(
        "Acorte las respuestas más largas y genere el documento otra vez para ver cuánto ocupa."
    ),
    "name-two-ways": gettext_noop("Escríbalo igual en todas partes."),
    "judged-in-english": gettext_noop("Prepare también la versión en inglés."),
}
