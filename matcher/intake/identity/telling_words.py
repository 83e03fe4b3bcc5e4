"""Words that make another call of the same name, as data: whom for, what degree, which theme.

Each line is a value and the stems it goes by in five languages, folded; a star ends a stem.
"""

Table = tuple[tuple[str, str], ...]

POPULATIONS: Table = (
    ("women", "mujer* women woman femme* mulher* dones dona femenin* female* girls ninas"),
    ("youth", "joven* jovenes juvenil* juventud* youth young jeune* jeunesse jovem* joves"),
    ("children", "nino* ninez infancia infantil* child* enfant* crianca* infants nens"),
    ("elderly", "mayores ancian* elderly seniors older idos* aines gent"),
    ("indigenous", "indigen* autochton* native*"),
    ("afro", "afro* raizal* palenquer* quilombol*"),
    ("disability", "discapacidad discapacitad* disabilit* disabled handicap* deficienc*"),
    ("migrants", "migrante* migrant* refugiad* refugee* refugie* retornad*"),
    ("victims", "victima* victim* excombatient*"),
    ("lgbt", "lgbt*"),
    ("rural", "rural* campesin* farmer* agricultor* paysan*"),
    ("students", "estudiant* student* etudiant* alumn* eleve*"),
    ("teachers", "docente* profesor* maestros maestras teacher* enseignant* professor*"),
    ("researchers", "investigador* researcher* chercheur* pesquisador*"),
    ("journalists", "periodist* journalist* jornalist*"),
    ("artists", "artist* creador*"),
    ("firms", "empresa* pyme* mipyme* sme smes company companies entreprise* empreses business*"),
    ("startups", "startup* emprendedor* entrepreneur* empreendedor*"),
    ("ngos", "ong ongs ongd ongds ngo ngos osc oscs esal asociaciones associations associacoes"),
    ("universities", "universidad* universit* universidade*"),
    (
        "cities",
        "municipio* ayuntamiento* alcaldia* city cities ciudad* municipal* commune* prefeitura* "
        "municipis urban* urbain*",
    ),
    ("families", "famil*"),
    ("prisoners", "recluso* preso* prisoner* detenid*"),
    ("fishers", "pescador* fisher* pecheur*"),
)
APPLICANTS: Table = (
    ("ong", r"(?:tercer|third|tiers|terceiro)[ -](?:sector|setor|secteur)|non-profits?"),
    ("ong", r"sociedade? civil|civil society|societe civile|societat civil|sin animo de lucro"),
    (
        "municipios",
        r"(?:gobiernos|governos|governs|gouvernements|entes|ens|entidades|entitats) "
        r"loca(?:les|is|ls|ux)|local (?:governments?|authorities)",
    ),
    ("municipios", r"collectivites(?: territoriales| locales)?"),
)
"""Those who may apply, in several words: a word that says the same, and a pattern."""
DEGREES: Table = (
    ("undergraduate", "pregrado undergraduate bachelor* licenciatura licence grado graduacao"),
    ("postgraduate", "posgrado* postgrado* postgraduate graduate pos-graduacao"),
    ("masters", "maestria* master masters mestrado* magister mastere"),
    ("doctorate", "doctorado* doctoral* phd doutorado* doctorat* doctorand* predoctoral*"),
    ("postdoc", "postdoc* posdoc* postdoutorado* pos-doc*"),
    ("specialist", "especializacion* specialisation* specialization*"),
    ("technical", "tecnico tecnica tecnologo technical technique fp vocational"),
    ("school", "bachillerato secundaria primaria secondary primary preescolar"),
)
THEMES: Table = (
    ("water", "agua* water eau hidric* aigua saneamiento sanitation"),
    ("energy", "energi* energet*"),
    ("culture", "cultur*"),
    ("health", "salud sanitari* health sante saude salut"),
    ("education", "educa* educati*"),
    ("gender", "genero gender genre genere"),
    ("climate", "clima climatic* climate climat climatiq*"),
    ("housing", "vivienda* housing logement* habitac* habitatge*"),
    ("transport", "transport* movilidad mobility mobilit* mobilidade"),
    ("sport", "deport* sport* esport*"),
    ("tourism", "turism* touris*"),
    ("waste", "residuo* waste dechet* residu*"),
    ("food", "aliment* food"),
    ("peace", "paz peace paix pau"),
    ("digital", "digital* numeri*"),
    ("music", "music* musiq*"),
    ("film", "cine cinema* film* audiovisual*"),
    ("theatre", "teatr* theat*"),
    ("dance", "danza* dance danse danca"),
    ("literature", "literat* literar* litterat*"),
    ("heritage", "patrimoni* heritage patrimoine"),
    ("forests", "bosque* forest* foret* floresta*"),
    ("sea", "mar marin* maritim* ocean* mer sea"),
    ("employment", "empleo* employment emploi* emprego* ocupacio"),
    ("research", "investigacion* research recherche* pesquisa* recerca"),
    ("innovation", "innova* inova*"),
)
TOPICS = frozenset(kind for kind, _ in THEMES) - {"research", "innovation", "education"}
"""What a call is about; the others are also what is done about it."""
MONTHS: Table = (
    ("01", "enero january janvier janeiro gener"),
    ("02", "febrero february fevrier fevereiro febrer"),
    ("03", "marzo march mars marco marc"),
    ("04", "abril april avril"),
    ("05", "mayo may mai maio maig"),
    ("06", "junio june juin junho juny"),
    ("07", "julio july juillet julho juliol"),
    ("08", "agosto august aout agost"),
    ("09", "septiembre setiembre september septembre setembro setembre"),
    ("10", "octubre october octobre outubro"),
    ("11", "noviembre november novembre novembro"),
    ("12", "diciembre december decembre dezembro desembre"),
)
ORDINALS: Table = (
    ("1", "primer primera primero first premier premiere primeiro primeira"),
    ("2", "segunda segundo second deuxieme seconde segon segona"),
    ("3", "tercer tercera tercero third troisieme terceiro terceira"),
    ("4", "cuarta cuarto fourth quatrieme quarta quarto quart"),
    ("5", "quinta quinto fifth cinquieme cinquena"),
    ("6", "sexta sexto sixth sixieme sisena"),
    ("7", "septima septimo setima seventh septieme setena"),
    ("8", "octava octavo oitava eighth huitieme vuitena"),
    ("9", "novena noveno nona ninth neuvieme"),
    ("10", "decima decimo tenth dixieme desena"),
    ("11", "undecima undecimo decimoprimera eleventh onzieme"),
    ("12", "duodecima duodecimo decimosegunda decimosegundo twelfth douzieme"),
    ("13", "decimotercera decimotercero decimotercer thirteenth treizieme"),
    ("14", "decimocuarta decimocuarto fourteenth quatorzieme"),
    ("15", "decimoquinta decimoquinto fifteenth quinzieme"),
    ("16", "decimosexta decimosexto sixteenth seizieme"),
    ("17", "decimoseptima decimoseptimo seventeenth"),
    ("18", "decimoctava decimoctavo eighteenth"),
    ("19", "decimonovena decimonoveno nineteenth"),
    ("20", "vigesima vigesimo twentieth vingtieme"),
)
TENS: Table = (
    ("10", "decimo decima"),
    ("20", "twenty vigesimo vigesima vingt vigesime"),
    ("30", "thirty trigesimo trigesima trente"),
    ("40", "forty cuadragesimo cuadragesima quadragesimo quadragesima quarante"),
    ("50", "fifty quincuagesimo quincuagesima quinquagesimo quinquagesima cinquante"),
)
"""What an ordinal of two words begins with: vigésima primera, twenty-first."""
NUMBERS: Table = (
    ("1", "un uno una one une um uma"),
    ("2", "dos two deux dois duas dues"),
    ("3", "tres three trois"),
    ("4", "cuatro four quatre quatro"),
    ("5", "cinco five cinq cinc"),
    ("6", "seis six sis"),
    ("7", "siete seven sept sete"),
    ("8", "ocho eight huit oito vuit"),
    ("9", "nueve nine neuf nove"),
    ("10", "diez ten dix dez deu"),
    ("11", "once eleven onze"),
    ("12", "doce twelve douze doze dotze"),
    ("13", "trece thirteen treize treze tretze"),
    ("14", "catorce fourteen quatorze catorze"),
    ("15", "quince fifteen quinze"),
    ("16", "dieciseis sixteen seize dezesseis setze"),
    ("17", "diecisiete seventeen dezessete disset"),
    ("18", "dieciocho eighteen dezoito divuit"),
    ("19", "diecinueve nineteen dezenove"),
    ("20", "veinte twenty vingt vinte vint"),
    ("21", "veintiun veintiuno veintiuna"),
    ("22", "veintidos"),
    ("23", "veintitres"),
    ("24", "veinticuatro"),
    ("25", "veinticinco"),
    ("26", "veintiseis"),
    ("27", "veintisiete"),
    ("28", "veintiocho"),
    ("29", "veintinueve"),
    ("30", "treinta thirty trente trinta trenta"),
    ("40", "cuarenta forty quarante quarenta quaranta"),
    ("50", "cincuenta fifty cinquante cinquenta cinquanta"),
    ("60", "sesenta sixty soixante sessenta seixanta"),
    ("70", "setenta seventy setanta"),
    ("80", "ochenta eighty oitenta vuitanta"),
    ("90", "noventa ninety noranta"),
    ("100", "cien hundred cent cem"),
    ("200", "doscientos doscientas duzentos"),
    ("300", "trescientos trescientas trezentos"),
    ("400", "cuatrocientos cuatrocientas quatrocentos"),
    ("500", "quinientos quinientas quinhentos"),
    ("600", "seiscientos seiscientas seiscentos"),
    ("700", "setecientos setecientas setecentos"),
    ("800", "ochocientos ochocientas oitocentos"),
    ("900", "novecientos novecientas novecentos"),
)
"""How many, spelt out."""
LOT_LABELS = frozenset(
    "lote lotes lot lots linea lineas modalidad modalidades categoria categorias category "
    "componente component tramo bloque grupo group eje axe axis track window ventana ventanilla "
    "strand stream volet eixo linha modalidade fase phase opcion option anexo convocatoria call "
    "corte".split()
)
"""What a number may follow that names one of several: línea 2, convocatoria 945."""
LETTERED = (LOT_LABELS - {"convocatoria", "call", "corte"}) | frozenset(
    "programa program programme subprograma".split()
)
"""What a letter may follow: lote B, but not «convocatoria A proyectos»."""
STRANDS = LETTERED - frozenset("fase phase anexo programa program programme subprograma".split())
"""What a name may follow that is that of one of several: «linha Oceano», «Eje Memoria»."""
ADJECTIVES: tuple[tuple[str, str], ...] = (
    ("CO", "colombian*"),
    ("ES", "espanol* spanish espagnol*"),
    ("MX", "mexican*"),
    ("PE", "peruan* peruvian*"),
    ("EC", "ecuatorian* ecuadorian*"),
    ("AR", "argentin*"),
    ("CL", "chilen* chilean*"),
    ("BR", "brasilen* brasileir* brazilian*"),
    ("BO", "bolivian*"),
    ("FR", "frances* french francais*"),
    ("US", "estadounidens* eeuu usa"),
    ("PT", "portugues*"),
    ("JP", "japones* japanese"),
    ("DE", "aleman* german"),
    ("AU", "australian*"),
    ("CA", "canadian* canadiens* canadiense*"),
    ("GB", "british britanic*"),
    ("NL", "neerlandes* dutch"),
    ("CH", "suizo suiza swiss suisse"),
    ("IT", "italian*"),
    ("KR", "surcorean* korean* corean* corea korea coree coreia"),
    ("NO", "noruego noruega norwegian"),
    ("SE", "sueco sueca swedish"),
)
PLACES: Table = (
    (
        "CO",
        "antioquia arauca atlantico bolivar boyaca caldas caqueta casanare cauca cesar "
        "choco cordoba cundinamarca guainia guaviare huila guajira magdalena narino putumayo "
        "quindio risaralda santander sucre tolima vaupes vichada bogota medellin cali barranquilla "
        "cartagena cucuta bucaramanga pereira manizales armenia ibague neiva pasto popayan "
        "monteria sincelejo valledupar riohacha quibdo tunja villavicencio florencia yopal leticia "
        "mocoa inirida mitu soacha bello itagui envigado palmira buenaventura tumaco tulua soledad "
        "dosquebradas",
    ),
    (
        "ES",
        "andalucia aragon asturias baleares canarias cantabria extremadura galicia madrid murcia "
        "navarra euskadi rioja cataluna valencia sevilla malaga granada cadiz almeria huelva jaen "
        "zaragoza huesca teruel burgos leon palencia salamanca segovia soria valladolid zamora "
        "avila albacete toledo mancha guadalajara badajoz caceres barcelona girona lleida "
        "tarragona alicante castellon bilbao bizkaia gipuzkoa alava donostia pamplona vigo coruna "
        "lugo ourense pontevedra oviedo gijon tenerife ceuta melilla getafe leganes alcala "
        "alcorcon",
    ),
    (
        "bogota",
        "usaquen chapinero usme tunjuelito bosa fontibon engativa suba teusaquillo sumapaz",
    ),
    ("PE", "lima cusco arequipa"),
    ("EC", "quito guayaquil"),
    ("VE", "caracas maracaibo"),
    ("AR", "rosario mendoza"),
    ("UY", "montevideo"),
    ("PY", "asuncion"),
    ("BO", "cochabamba"),
    ("CU", "habana"),
    ("NI", "managua"),
    ("HN", "tegucigalpa"),
    ("MX", "monterrey jalisco oaxaca puebla chiapas"),
    ("BR", "recife salvador bahia ceara parana"),
    ("FR", "paris lyon marseille"),
    ("PT", "lisboa porto"),
    ("BE", "bruselas"),
    ("GB", "londres"),
    ("DE", "berlin"),
    ("IT", "roma"),
    ("US", "washington"),
    ("", "cuenca santiago valparaiso paz guatemala"),
)
"""Where, by the country or city it lies in; nothing where several have one of that name."""
WIDE = frozenset(
    "amazonia orinoquia pacifico caribe andina mediterraneo sahel balcanes chaco caatinga cerrado "
    "pantanal".split()
)
"""Places in which others lie, or that lie across countries."""
SPELT: Table = (
    ("bruselas", "brussels bruxelles"),
    ("londres", "london"),
    ("habana", "havana"),
    ("cataluna", "catalunya"),
    ("caribe", "caribbean caraibes caraibe caraibas carib caribena caribeno"),
    ("amazonia", "amazonas amazon amazonie amazonica amazonico amazonicas amazonicos"),
    ("orinoquia", "orinoco"),
)
"""The same places as others call them."""
ALSO_CALLED: tuple[tuple[str, str], ...] = (
    ("east timor", "TL"),
    ("timor oriental", "TL"),
    ("ivory coast", "CI"),
    ("holanda", "NL"),
    ("holland", "NL"),
)
"""Names of countries that CLDR has not → code of ISO 3166."""
SCALES = frozenset("millones millon milhoes milhao million millions milioni mila".split())
"""What follows a number that is a sum."""
REGIONS: tuple[tuple[str, str], ...] = (
    (
        "latam",
        "latinoamerica latinoamerican* iberoamerica iberoamerican* latina america americas "
        "amerique",
    ),
    ("africa", "africa african* afrique"),
    ("asia", "asia asian* asie asiatic*"),
    ("europe", "europa europe europeo europea europeos european*"),
)
_KINDS: Table = (
    ("city", "ayuntamiento ajuntament alcaldia municipio municipalidad prefeitura mairie city"),
    ("province", "diputacion diputacio provincia gobernacion departamento province"),
    ("ministry", "ministerio ministry ministere department departament conselleria consejeria"),
    ("government", "gobierno government gouvernement governo junta xunta generalitat comunidad"),
    ("secretariat", "secretaria secretariat secretariado"),
    ("university", "universidad universitat universidade university universite"),
    ("foundation", "fundacion fundacio fundacao foundation fondation"),
    ("bank", "banco bank banque banca"),
    ("embassy", "embajada embassy ambassade"),
    ("agency", "agencia agency agence agenzia"),
    ("chamber", "camara chamber cambra"),
    ("institute", "instituto institut institute"),
    ("federation", "federacion federation federacio"),
    ("company", "empresa company sa sl sas"),
)
HOUSE_KINDS = {word: kind for kind, words in _KINDS for word in words.split()}
"""Word → the kind of house whose name has it."""
