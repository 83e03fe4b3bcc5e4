"""The words of notices that report: of results, agreements, visits, ends and publications."""

from scrapers.extract.notices.signal import NoticeSignal
from scrapers.extract.text.rules import Example
from scrapers.extract.text.wording import table

REPORTS: tuple[NoticeSignal, ...] = (
    NoticeSignal(
        name="results-told",
        gives="results",
        title=9,
        text=3,
        words=table(
            r"""
            ganador[ae]s\b(?= del| de la| y |:|$) |
            (?:lista|listado|relacion) de (?:preseleccionad|ganador|admitid|beneficiari)\w+ |
            laureates?\b | les \w+ laureate?s | preseleccionad[oa]s\b(?= a[l ]) |
            resultados? (?:definitiv|provisional|preliminar|final|de la|del|do )\w* |
            resultats? d[ue] | publicad[oa]s? (?:los |la )?(?:resultad|resolu)\w+ |
            (?:ciudades|proyectos|propuestas|alcaldias|entidades|obras?|startups|
                organizaciones) (?:\w+ )?(?:ganador|seleccionad|beneficiad|elegid|escogid|
                premiad|escolhid|vencedor)\w+(?! recibir) |
            (?:conozca|conheca|estas son|estos son|meet|descubra|
                decouvrez) (?:a |as |os |las |los |the |les |a los |a la
                s )?(?:\d{1,6} )?(?:\w+ )?(?:ganador\w+|seleccionad\w+|proyectos|winners|cohort|
                startups|laureats|associations|beneficiari\w+|\d{4} cohort) |
            (?:listado|relacion|lista|llista|list|banco) (?:provisional|definitiv\w+|
                preliminar)? ?(?:d[eo]s? |of |d')(?:\w+ ){0,3}(?:admitid|seleccionad|selected|
                beneficiari|excluid|contemplad|classificad|admesos|aprovad) |
            (?:lista|llista|relacion|banco) definitiv\w+ |
            (?:admitid[oa]s|admesos) [yi] (?:excluid|exclos) |
            resoluci[oo]n? (?:definitiva|provisional) | resolucio (?:definitiva|provisional) |
            propuesta de resolucion | (?:por la que )?se (?:conced|otorg|desestim|adjudic)en? |
            conceder las | se declar\w+ desiert\w+ | declar\w+ desiert\w+ |
            homologa (?:o )?resultado | (?:se )?adjudic(?:a|o|acion|ado)\b |
            formalizacion del contrato | contract award | awarded bidder |
            winners?\b(?! will| receive) (?:of|announced|were) | awards? (?:\$|£|€|usd|eur)? ?\d |
            (?:have been |were )?awarded (?:funding|\$|to) | share (?:\$|£|€)\d | grantees\b |
            acta de evaluacion | resolucion? de (?:la |les )?(?:convocatoria|concesion|las becas) |
            resolucio de la convocatoria | s'atorguen | finalistas? del? | da luz verde a |
            (?:selected|chosen|picked) for (?:the|a) | (?:have|has) (?:won|chosen) |
            announcing the \d{4} | torna publico o resultado | orden de elegibilidad |
            (?:notificacion de la|se notifica la) resolucion |
            (?:han sido|fueron) (?:estimad|desestimad|aprobad)\w+ | felicitaciones | enhorabuena |
            a tranche | figurent parmi |
            (?:vea|see|veja|voir) (?:the |las |los |as |les )?(?:winning|ganador|vencedor)\w* |
            first place | primer lugar | dio a conocer | se quedaron con |
            entre l[oa]s (?:elegid|seleccionad|ganador)\w+ | puntajes | reconocimientos a |
            se entregaron |
            (?:aprueba|acuerda|acordo|dispone) la (?:concesion|concessio) de |
            acordo conceder | saiu a lista | veja quem | decrochent | rendu son verdict |
            selection outcome | have been notified | notre[s]? nouveaux laureats |
            laureats?\b(?! recevront) | palmares | fallo del | guanyadors?\b(?! rebran) |
            (?:obtienen|recibiran|recibieron|obtuvieron) (?:financiacion|recursos|la beca) |
            (?:becados|becadas) a\b | (?:selected|chosen) (?:from|out of) | projects? selected |
            reserve list |
            (?:nomina|relacion|relacao|lista) (?:de|dos|das|de los) (?:beneficiari|contemplad)\w+ |
            mencion de honor | (?:wins?|won|receives|gana|recebe|recibe|rep) (?:\w+ ){0,4}(?:prize|
                award|premio|premi|galardon)\b |
            (?:prix|premio|premi) (?:\w+ ){0,5}(?:remis|entregado|entregue|lliurat) |
            (?:ceremonia|ceremony|ceremonie|cerimonia|gala|cerimonia) (?:\w+ ){0,3}(?:de premi\w+|
                reunio|reuniu|ocorreu|a reuni|de anoche|in) |
            (?:recevront|rebran|recibiran|receberao) (?:el |le |o )?(?:soutien|suport|apoyo del|
                apoio d) |
            (?:aquests|estos|estes|these|voici) (?:son|are|sao|les) (?:els |los |os |
                the )?(?:\d{1,4}|twelve|doce|doze|douze|dotze) (?:projec|project|projet|
                proyect)\w+ |
            (?:eligio|eligieron|escogio|selecciono|seleccionaron|selecionou|escolheu|escolheram)
                \s(?:a |as |os |los |las )?(?:\d{1,4}|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|
                diez|doce|doze|dez) (?:\w+ )?(?:iniciativas|proyectos|propuestas|projetos|ciudades|
                cidades|municipios|entidades|organizaciones|candidaturas) |
            (?:va triar|a choisi|chose|picked) (?:les |the )?(?:\d{1,4}|ten|five|six|seven|twelve|
                douze|dix) (?:\w+ )?(?:projectes|projets|projects|cities|startups|dossiers) |
            (?:names|announces|unveils) (?:the |its )?\d{1,4} (?:\w+ )?(?:cities|projects|winners|
                fellows|organi[sz]ations|grantees|municipalities|startups) |
            the (?:selected|chosen|winning) (?:\w+ )?(?:cities|projects|teams|
                organi[sz]ations) (?:were|will receive) |
            (?:lista|llista|liste) (?:final|definitiva|definitive) d |
            (?:municipios|ciudades|proyectos|organizaciones|entidades|cidades|projetos)
                \s(?:\w+ ){0,4}reciben (?:recursos|fondos|apoyo|financiacion) |
            (?:le|el|o|the) (?:jury|jurado|jurat) (?:\w+ ){0,2}(?:selected|eligio|s'est|
                a retenu|ha triat|escolheu|acordo|chose) |
            (?:ont ete|a ete|ont) retenus? | se partageront |
            (?:municipios|ciudades|entidades|proyectos|cidades|projetos) (?:adjudicad|
            adjudicatari)\w+ |
            (?:vence|ganha|gana|guanya|wins|remporte) (?:el |o |le |the )?(?:premio|prix|premi|
            prize|award)\b |
            (?:have|has) been chosen to | menc(?:oes|iones) honros\w+ |
            trofeu? (?:foi|fue) entreg\w+ |
            (?:cities|projects|organi[sz]ations|towns|municipalities) receive\b |
            puntajes? obtenid\w+ | projeto escolhido |
            (?:reviewers?|evaluadores|comite externo|jurado|jury|comissao) (?:are now|is now|lee|
            leera|
                ha comenzado a|ya) (?:reading|reviewing|evalua\w*|los|las|le)
            """
        ),
        examples=(
            Example("Estas son las ciudades ganadoras", "results"),
            Example("Las ciudades recibirán apoyo: plazo de inscripción", "call"),
        ),
    ),
    NoticeSignal(
        name="counted-applications",
        gives="results",
        title=6,
        text=2.5,
        words=table(
            r"""
            (?:de (?:las|los)|entre|evaluar|recibi\w+|con|parmi|entre les|entre las|out of|
                from (?:more than )?|foram) (?:mas de )?[\d.,]{2,7} (?:\w+ )?(?:solicitudes|
                propuestas|candidaturas|postulaciones|aspirantes|applicants|applications|
                dossiers|obres|inscrit\w+|proyectos presentados) |
            (?:se )?habian? postulado | foram (?:selecionadas|\d{1,6} inscrit) |
            (?:cierra|cerro|cerraron|cierran) (?:\w+ )?con (?:exito|[\d.]{1,9}) |
            record de (?:inscrit|solicit|propuest)\w+ | [\d.]{1,9} aspirantes |
            (?:el )?plazo termino |
            se (?:han )?(?:atorgat|atorgaron|presentaron [\d.]{1,9}) | s'han atorgat | ya se conocen
            """
        ),
        examples=(
            Example("De las 84 solicitudes, 31 siguen", "results"),
            Example("Envíe una de las solicitudes antes del plazo de inscripción", "call"),
        ),
    ),
    NoticeSignal(
        name="agreement-signed",
        gives="agreement",
        title=9,
        text=3,
        words=table(
            r"""
            (?:firma(?:n|ron|do|da)?|firmo|suscrib\w+|sella\w*|protocoliz\w+|rubric\w+|
                assin(?:a|am|aram|ou|ado)|sign(?:s|ed)?|signe\w*|signen|signar|inks?|inked|
                parafee|paraphee) (?:\w+ ){0,4}(?:convenio\w*|acuerdo\w*|memorando|contrato|
                agreement|convention|acord|conveni|mou|charte|acta|termo|alianza|memorandum|
                parceria) |
            (?:convenio|acuerdo|contrato|alianza|conveni|convention|documento|
                acta) (?:\w+ ){0,6}(?:fue firmad|firmad[oa]|signat|assinado|se sello|
                que se sello)\w* |
            memorando de entendimiento | memorandum\b | \bmou\b |
            signature d'une? (?:convention|accord) | hermanamiento entre | jumelage ?: |
            cidades-irmas |
            (?:estrechan|aunan|renuevan|renovam|renouvellent) (?:\w+ ){0,2}(?:lazos|
                esfuerzos|parceria|engagement|alianza) |
            acord(?:aron|ado) (?:intercambiar|cooperar|trabajar) | conveni (?:amb|de) |
            nuevo acuerdo | (?:formali[sz]e|renforcent leur|seal) (?:\w+ ){0,2}(?:partnership|
                cooperation|alliance) | trabajaran junt[oa]s | parceria entre | acord marc |
            feuille de route a ete adoptee | acordaron un plan de trabajo
            """
        ),
        examples=(
            Example("La agencia y la alcaldía firman un convenio", "agreement"),
            Example("Las alcaldías podrán presentar proyectos y firmarán un contrato", "call"),
        ),
    ),
    NoticeSignal(
        name="seen-and-said",
        gives="news",
        title=6,
        text=1.4,
        words=table(
            r"""
            inaugur\w+ |
            (?:visit[ao]|visitaron|visita(?:ra)?|recorri\w+|vistori\w+|tours?|
                visite) (?:\w+ ){0,5}(?:obras?|proyectos?|projectes?|projecte|bibliotecas|
                cooperativ\w+|chantier|canteiro|el |the |au|la |tres|women) |
            visit highlights | avances d | se reunieron | bank's latest | told reporters |
            recebe (?:prefeitos|delegacao) |
            entrega (?:\w+ )?(?:aulas|obras|viviendas|equipos|vehiculos) | mandatari[oa] |
            en visite | en una entrevista | entrevista (?:con|a|amb) | entretien avec |
            trois questions |
            (?:asistieron|hi han assistit|contou com a presenca|conto con la presencia) |
            (?:asumio|assumiu|designa|nombra|names?|nomme) (?:\w+ ){0,3}(?:cargo|gerente|
                director\w*|chief|presidente\w*|new) |
            tomara posesion | she succeeds | he succeeds |
            nuev[oa] (?:director|gerent|president|secretari)\w+ |
            (?:avance|avanca|avanza|avancement) (?:\w+ ){0,4}(?:obras?|travaux|construccion) |
            obra (?:\w+ )?(?:chega|entregada) |
            aprueba (?:un prestamo|un credito|\d{1,6} millones|usd|\w+ millones de ayuda) |
            (?:aprueba|approves?) (?:usd|\$|eur|€|us\$)? ?\d{1,6} (?:millones|million)? ?(?:for|
                para|de)? |
            (?:aprobo|approved) (?:un |a )(?:credito|prestamo|loan) |
            (?:board|directorio) (?:of directors )?(?:\w+ )?(?:approved|aprobo) | se reunio |
            se reunieron | sostuvo reuniones | delegacion de | delegacao de | crecio un |
            subio un | (?:segun|according to) (?:los datos|el informe|data) | ya es una realidad |
            mejor(?:a|o) la vida | columna ?: | three years ago |
            (?:aprueba|aprobo|approves?) (?:una? )?(?:linea|credito|prestamo|loan|emprestimo) |
            (?:donad[oa]s? por|valorad[oa]s? en|fueron recibidos|llegan \d{1,6}) | perfil\.$ |
            (?:construid|construit|construida) (?:con|com|grace) | e entregue |
            grace au financement | funded by | mandato | presidencia pro | mantenimiento |
            horario de atencion | (?:estara|permanecera) cerrad[oa] | no estara disponible |
            rendicion de cuentas | newsletter | in this issue |
            the (?:report|ambassador|minister) | le ministre | el conseller | la presidenta |
            embajador(?:a)?\b | ministr[oa]\b | ambassador
            """
        ),
        examples=(
            Example("La ministra inauguró el acueducto", "news"),
            Example("La ministra abrió la convocatoria: plazo de inscripción", "call"),
        ),
    ),
    NoticeSignal(
        name="words-quoted",
        gives="news",
        title=2,
        text=1.4,
        words=table(
            r"""
            (?:dijo|senalo|aseguro|afirmo|agradecio|explico|destaco|expuso|informo|
                reconocio|subrayo|disse|afirmou|said|says|told|declare|estime|salue|ha destacat|
                ha dit|cuenta|opina)\b
            """
        ),
        examples=(
            Example("«Es un día feliz», dijo la alcaldesa", "news"),
            Example("Un día feliz", None),
        ),
    ),
    NoticeSignal(
        name="told-as-past",
        gives="news",
        title=1.5,
        text=0.9,
        words=table(
            r"""
            \w{3,}(?:aron|ieron|aram|eram|iram)\b |
            (?:fue|fueron|foi|foram|was|were|has been|have been|had been|took|went|held)\b |
            (?:a|ont) ete\b | (?:ont|s'est|se sont) \w{3,}(?:e|es|u|us|is)\b |
            (?:il|elle|on|qui|ministre|maire|ville|comite|jury|agence|projet) a \w{3,}(?:e|
                u|i|is|it)\b |
            (?:va|van|ha|han) \w{3,}(?:ar|er|ir|at|it|ut)\b |
            (?:ayer|yesterday|hier|ontem|ahir|last (?:night|week|weekend|month))\b |
            (?:reunio|entrego|acogio|celebro|beneficio|agradecio|presento|recibio|costo|
                crecio|arranco|llego|convinieron|encabezo)\b
            """
        ),
        examples=(
            Example("Los vecinos celebraron la llegada del agua", "news"),
            Example("Llega el agua", None),
        ),
    ),
    NoticeSignal(
        name="ended",
        gives="ended",
        title=8,
        text=2,
        words=table(
            r"""
            (?:concluye|termina|finaliza|culmina|encerra|cierra|tanca|chega ao fim|
                comes to a close|has ended|ended in|s'acheve) (?:\w+ ){0,3}(?:proyecto|
                projet\w*|project\w*|programa|programme|exito|atividades|after|tras|con) |
            (?:proyecto|projeto|project|programme|programa|
                projecte) (?:\w+ ){0,3}(?:concluyo|termino|cerro con|ended|has ended|
                chega ao fim|encerra|comes to a close|s'acheve|finalizo) |
            balance (?:de|del) | lecciones aprendidas | adios a | farewell |
            clos(?:es|ed|ing) (?:its|the) doors | se despide | mision cumplida | winds? down |
            (?:saying )?goodbye to | cloture du projet | fin de mission | chega ao fim |
            le projet s'acheve | tras (?:\w+ )?(?:anos|decada) de trabajo | apres (?:\w+ )ans,? |
            despres de (?:\w+ )anys | evaluacion final del proyecto | resultados alcancados |
            principales hallazgos | evento de encerramento | over its lifetime |
            thank you to everyone
            """
        ),
        examples=(
            Example("Concluye el proyecto Riberas", "ended"),
            Example("Concluye el plazo para presentar solicitudes: último aviso", "call"),
        ),
    ),
    NoticeSignal(
        name="asks-for-opinions",
        gives="news",
        title=7,
        text=3,
        words=table(
            r"""
            (?:consulta|audiencia|enquete|consultation|exposicion|informacion)
                \s(?:publica?\b|publique) | public (?:consultation|hearing) | rendicion de cuentas |
            (?:someter?n?|somete|submete)\w* a (?:comentarios|consulta|discussao) |
            (?:observaciones|alegaciones|reclamaciones|contribut[oi]s|comentarios|aportes|
                observations)\s(?:al?|sobre|hasta|ao|sur|podem|pueden|ante|podran)\b |
            encuesta | survey | cuestionario | questionnaire | sondage | inquerito | enquesta |
            asamblea (?:general|ordinaria|extraordinaria) | assembleia geral | general assembly |
            orden del dia | ordem do dia | ordre du jour
            """
        ),
        examples=(
            Example("Consulta pública del plan de barrios", "news"),
            Example("Plan de barrios", None),
        ),
    ),
    NoticeSignal(
        name="shut-or-stopped",
        gives="ended",
        title=8,
        text=2,
        words=table(
            r"""
            ya no se (?:reciben|admiten|aceptan) |
            tras el cierre de (?:la|el) (?:convocatoria|plazo) |
            (?:cerramos|cerrad[oa]|cerro|tancad[ao]|tancat|fechad[oa]|
            encerrad[oa]) (?:ya )?(?:la|el|a|o|les|els)\s
                (?:convocatoria|edital|chamada|inscri\w+|plazo|termini|fondo)\b |
            (?:call|round|window) (?:has )?closed\b | thank you for your applications |
            (?:convocatoria|edital|call|appel|ronda) (?:\w+ ){0,3}(?:amb|con|com|with|
            avec) [\d.,]{2,7}\s
                (?:sol|propuest|propost|applic|candidat|dossier|request)\w* |
            gran participacion | no se admiten mas | no longer (?:accept|open) |
            (?:programa|convocatoria|fondo|programme|fund|call|guichet|appel)\s(?:\w+ ){0,2}
                (?:finalizad|suspendid|cerrad|closed|ferme|cancelad|desiert|encerrad|annule|resuelt|
                resolt) |
            (?:suspendid|cancelad|cerrad|desiert|resuelt|resolt)[oa]s?\s(?:el|la|los|las)\s(?:plazo|
                convocatoria|licitacion|concurs) |
            (?:^|\n)closed ?: | cloture anticipee | credits? (?:etant )?epuis\w+ |
            (?:pagina|page) (?:se conserva|is kept|est conservee) | dejado sin efecto |
            declara(?:da|n)? desiert[oa]
            """
        ),
        examples=(
            Example("Convocatoria suspendida por un error", "ended"),
            Example("Convocatoria abierta hoy", "call"),
        ),
    ),
    NoticeSignal(
        name="announced-for-later",
        gives="to-come",
        title=7,
        text=2.5,
        words=table(
            r"""
            (?:pronto|proximamente|en breve|em breve|brevemente|bientot|prochainement|aviat)\s
                (?:se )?(?:abri|lanz|lanc|publi|habilit|dar|ouvr|sera|obrir|llan)\w* |
            coming soon | stay tuned | (?:we |it )?(?:expects?|plans?|intends?|hopes?) to (?:launch|
                open|publish|release) | will (?:launch|open|be launched|be published)\s
                (?:later|soon|next year|in the coming|in early|in late) |
            (?:abrira|lanzara|lancara|abrirem|lanzaremos|abriremos|lancaremos)n?o?
                \s(?:\w+ ){0,2}(?:convocatoria|edital|chamada|fondo|linea|programa) |
            (?:convocatoria|edital|chamada|appel|call|fondo|fundo|fund) (?:que )?(?:se abrira|
                sera (?:lancad|abert|lanzad|publicad|lance|ouvert|publie)\w*)\b[^.;\d]{0,40}
                (?:trimestre|semestre|ano|proxim|meses|automne|printemps|annee) |
            (?:prepare|preparan?|ultima|alista)\s(?:un|una|uma|la|el|le|l'|su|nuev\w+)\s(?:\w+ )?
                (?:fonds|fondo|fundo|convocatoria|appel|edital|linea|programa) |
            creation prochaine | (?:se daran? a conocer|seran? divulgad\w+|serao divulgad\w+|
                seront (?:communique|precise)\w+)\b[^.;\d]{0,30}(?:oportunamente|en su momento|
                mas adelante|proximos?|posteriormente|breve|prochainement|ulterieurement) |
            (?:have|has) not (?:yet )?been (?:decided|set|announced) |
            (?:aun|todavia|ainda) (?:no|nao) (?:se ha|esta|hay|ha |foi)\w*\b[^.;\d]{0,30}(?:abiert|
                abert|definid|fecha|publicad|fijad)
            """
        ),
        examples=(
            Example("Pronto abriremos el fondo de barrios", "to-come"),
            Example("Ya abrimos el fondo de barrios", None),
        ),
    ),
    NoticeSignal(
        name="to-be-read",
        gives="publication",
        title=5,
        text=1.5,
        words=table(
            r"""
            informe (?:anual|final|de gestion) | annual (?:report|review) | relatorio (?:anual|d) |
            rapport (?:annuel|d'activite) | policy brief |
            (?:new|nuevo|nova?|nouvelle) (?:report|informe|guia|estudio|etude|estudo) |
            nueva guia | guia para la gestion |
            (?:download|descarg\w+|baixe|telecharg\w+|lea|read) (?:\w+ ){0,3}(?:pdf|informe|
                report|guia|resumen|aqui|gratuita|online|full) |
            a telecharger | la publicacion\b |
            (?:carte interactive|infograf\w+|infographic|data story|mapa de actores|tablero de) |
            version (?:navegable|para imprimir) |
            (?:esta|es|disponivel|est) (?:disponible )?(?:para leitura|en acces libre|
                en descarga) |
            estudo mapeia | (?:l'etude|o levantamento|the report|the brief|this brief) |
            (?:presentamos|publicamos) un (?:estudio|informe) | estudio realizado |
            impact report | this report presents | (?:boletin|butlleti|bulletin) d[eu]?\b |
            download the summary |
            se puede descargar | key takeaways | things we learned | l'informe\b | executive summary
            """
        ),
        examples=(
            Example("Informe anual de la entidad", "publication"),
            Example("Informe final: plazo de presentación de candidaturas al premio", "call"),
        ),
    ),
)
