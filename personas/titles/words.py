"""What English business usage does with words in job titles: abbreviations, other forms, levels, fields.

The source is our own knowledge of how people write their titles, plus the commonest words of a few other languages. No
persona is named here: which title means whom is the database's to say. Everything is written in folded form (small
letters without accents); `reading.py` puts it to use.
"""


def listed(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


# One word → the words it stands for.
ABBREVIATIONS = {
    "sr": "senior",
    "snr": "senior",
    "sen": "senior",
    "jr": "junior",
    "jnr": "junior",
    "assoc": "associate",
    "asst": "assistant",
    "assist": "assistant",
    "prin": "principal",
    "principle": "principal",
    "mgr": "manager",
    "mngr": "manager",
    "manger": "manager",
    "mgmt": "management",
    "mgt": "management",
    "mnt": "management",
    "dir": "director",
    "dep": "deputy",
    "dpty": "deputy",
    "exec": "executive",
    "pres": "president",
    "supv": "supervisor",
    "svp": "senior vp",
    "evp": "executive vp",
    "avp": "associate vp",
    "vpe": "vp engineer",
    "cto": "chief technology officer",
    "cio": "chief information officer",
    "ciso": "chief infosec officer",
    "biso": "business infosec officer",
    "cso": "chief security officer",
    "cfo": "chief financial officer",
    "ceo": "chief executive officer",
    "coo": "chief operation officer",
    "cmo": "chief marketing officer",
    "cro": "chief revenue officer",
    "chro": "chief hr officer",
    "clo": "chief legal officer",
    "cco": "chief compliance officer",
    "cino": "chief innovation officer",
    "caio": "chief ai officer",
    "vciso": "virtual chief infosec officer",
    "eng": "engineer",
    "engr": "engineer",
    "engg": "engineer",
    "ing": "engineer",
    "swe": "software engineer",
    "sde": "software developer engineer",
    "sdet": "software developer engineer test",
    "sre": "site reliability engineer",
    "dba": "database administrator",
    "dbadmin": "database administrator",
    "sysadmin": "system administrator",
    "sysadm": "system administrator",
    "po": "product owner",
    "apm": "associate product manager",
    "gpm": "group product manager",
    "gm": "general manager",
    "ba": "business analyst",
    "bi": "business intelligence",
    "gc": "general counsel",
    "dev": "developer",
    "devs": "developer",
    "app": "application",
    "apps": "application",
    "sw": "software",
    "ops": "operation",
    "op": "operation",
    "infra": "infrastructure",
    "arch": "architect",
    "admin": "administrator",
    "adm": "administrator",
    "mktg": "marketing",
    "mkt": "marketing",
    "mktng": "marketing",
    "acct": "account",
    "acctg": "accounting",
    "fin": "finance",
    "sec": "security",
    "proj": "project",
    "prog": "program",
    "programme": "program",
    "svc": "service",
    "svcs": "service",
    "sys": "system",
    "tech": "technical",
    "telco": "telecom",
    "comms": "communication",
    "corp": "corporate",
    "dept": "department",
    "intl": "international",
    "natl": "national",
    "env": "environment",
    "coord": "coordinator",
    "rep": "representative",
    "spec": "specialist",
    "mfg": "manufacturing",
    "qc": "quality control",
    "purch": "purchasing",
    "reg": "regulatory",
    "db": "database",
    "netops": "network operation",
    "secops": "security operation",
    "appsec": "application security",
    "prodsec": "product security",
    "netsec": "network security",
    "cloudops": "cloud operation",
    "itops": "it operation",
    "sysops": "system operation",
    "devtools": "developer tool",
    "devtool": "developer tool",
    "devrel": "developer relation",
    "devex": "developer experience",
    "devx": "developer experience",
    "dx": "developer experience",
    "devprod": "developer productivity",
    "soc": "security operation center",
    "noc": "network operation center",
    "appdev": "application developer",
    "webdev": "web developer",
    "gamedev": "game developer",
    "uxd": "ux design",
    "ict": "it",
    "md": "managing director",
    "dpo": "data protection officer",
    "docs": "documentation",
    "doc": "documentation",
    "datacenter": "data center",
    "datacentre": "data center",
    "itsm": "it service management",
    "itsec": "it security",
    "infosecurity": "infosec",
    "pentester": "penetration test",
    "pentest": "penetration test",
    "qe": "quality engineer",
    "rte": "release train engineer",
    "genai": "generative ai",
    "vicepresident": "vp",
    "dsi": "chief information officer",
    "rssi": "chief infosec officer",
    # German, French, Spanish, Portuguese, Italian, Dutch
    "leiter": "head",
    "leiterin": "head",
    "leitung": "head",
    "teamleiter": "teamlead",
    "teamleiterin": "teamlead",
    "abteilungsleiter": "department head",
    "abteilungsleiterin": "department head",
    "projektleiter": "project manager",
    "projektleiterin": "project manager",
    "projektmanager": "project manager",
    "managerin": "manager",
    "produktmanager": "product manager",
    "produktmanagerin": "product manager",
    "geschaftsfuhrer": "managing director",
    "geschaftsfuhrerin": "managing director",
    "sicherheit": "security",
    "informationssicherheit": "infosec",
    "entwickler": "developer",
    "entwicklerin": "developer",
    "entwicklung": "developer",
    "softwareentwickler": "software developer",
    "softwareentwicklerin": "software developer",
    "softwareentwicklung": "software developer",
    "anwendungsentwickler": "application developer",
    "anwendungsentwicklerin": "application developer",
    "ingenieur": "engineer",
    "ingenieurin": "engineer",
    "softwareingenieur": "software engineer",
    "systemadministrator": "system administrator",
    "systemadministratorin": "system administrator",
    "administratorin": "administrator",
    "vertrieb": "sales",
    "einkauf": "procurement",
    "werkstudent": "student",
    "werkstudentin": "student",
    "praktikant": "intern",
    "praktikantin": "intern",
    "assistentin": "assistant",
    "assistent": "assistant",
    "directeur": "director",
    "directrice": "director",
    "directora": "director",
    "diretor": "director",
    "diretora": "director",
    "direttore": "director",
    "direttrice": "director",
    "direktor": "director",
    "directeurs": "director",
    "gerente": "manager",
    "responsable": "manager",
    "responsabile": "manager",
    "jefe": "manager",
    "jefa": "manager",
    "ingeniero": "engineer",
    "ingeniera": "engineer",
    "ingegnere": "engineer",
    "engenheiro": "engineer",
    "engenheira": "engineer",
    "ingenieure": "engineer",
    "developpeur": "developer",
    "developpeuse": "developer",
    "desarrollador": "developer",
    "desarrolladora": "developer",
    "desenvolvedor": "developer",
    "desenvolvedora": "developer",
    "sviluppatore": "developer",
    "ontwikkelaar": "developer",
    "logiciel": "software",
    "logicielle": "software",
    "securite": "security",
    "seguridad": "security",
    "seguranca": "security",
    "sicurezza": "security",
    "informatique": "it",
    "informatica": "it",
    "ti": "it",
    "operaciones": "operation",
    "operacoes": "operation",
    "vicepresidente": "vp",
    "fondateur": "founder",
    "fondatrice": "founder",
    "fundador": "founder",
    "fundadora": "founder",
    "grunder": "founder",
    "grunderin": "founder",
    "cofondateur": "cofounder",
    "bereichsleiter": "department head",
    "bereichsleiterin": "department head",
    "gruppenleiter": "teamlead",
    "gruppenleiterin": "teamlead",
    "projektleitung": "project manager",
    "produktmanagement": "product management",
    "projekt": "project",
    "projet": "project",
    "proyecto": "project",
    "projeto": "project",
    "progetto": "project",
    "produkt": "product",
    "produit": "product",
    "producto": "product",
    "produto": "product",
    "prodotto": "product",
    "netzwerk": "network",
    "netzwerkadministrator": "network administrator",
    "datenbankadministrator": "database administrator",
    "reseau": "network",
    "reseaux": "network",
    "redes": "network",
    "systeme": "system",
    "systemes": "system",
    "sistemas": "system",
    "sistemi": "system",
    "donnees": "data",
    "datos": "data",
    "dados": "data",
    "dati": "data",
    "daten": "data",
    "architekt": "architect",
    "architektin": "architect",
    "softwarearchitekt": "software architect",
    "softwarearchitektin": "software architect",
    "architecte": "architect",
    "arquitecto": "architect",
    "arquitecta": "architect",
    "arquiteto": "architect",
    "arquiteta": "architect",
    "architetto": "architect",
    "administrateur": "administrator",
    "administratrice": "administrator",
    "administrador": "administrator",
    "administradora": "administrator",
    "analyste": "analyst",
    "analista": "analyst",
    "berater": "consultant",
    "beraterin": "consultant",
    "consultor": "consultant",
    "consultora": "consultant",
    "consulente": "consultant",
    "disenador": "design",
    "disenadora": "design",
    "coordinador": "coordinator",
    "coordinadora": "coordinator",
    "coordenador": "coordinator",
    "coordenadora": "coordinator",
    "gestor": "manager",
    "gestora": "manager",
    "testmanager": "test manager",
    "qualitatssicherung": "qa",
    "calidad": "quality",
    "qualite": "quality",
    "developpement": "developer",
    "desarrollo": "developer",
    "desenvolvimento": "developer",
    "sviluppo": "developer",
    "redakteur": "editor",
    "redakteurin": "editor",
    "datenschutzbeauftragter": "data protection officer",
    "datenschutzbeauftragte": "data protection officer",
    "informationssicherheitsbeauftragter": "infosec officer",
    "informationssicherheitsbeauftragte": "infosec officer",
    "soporte": "support",
    "ventas": "sales",
    "ventes": "sales",
    "vendite": "sales",
    "achats": "procurement",
    "compras": "procurement",
    "finanzas": "finance",
    "finanzen": "finance",
    "stagiaire": "intern",
    "becario": "intern",
    "estagiario": "intern",
}

# Several words, in this order → what they stand for. The words are written in full: both sides are expanded alike.
PHRASES = {
    "vice president": "vp",
    "v p": "vp",
    "executive vice president": "executive vp",
    "team lead": "teamlead",
    "team leader": "teamlead",
    "tech lead": "technical teamlead",
    "c level": "executive",
    "information technology": "it",
    "information security": "infosec",
    "info sec": "infosec",
    "info security": "infosec",
    "cyber security": "cybersecurity",
    "cyber": "cybersecurity",
    "human resource": "hr",
    "human resources": "hr",
    "user experience": "ux",
    "user interface": "ui",
    "machine learning": "ml",
    "artificial intelligence": "ai",
    "quality assurance": "qa",
    "q a": "qa",
    "u x": "ux",
    "i t": "it",
    "r d": "research developer",
    "research and development": "research developer",
    "dev ops": "devops",
    "dev sec ops": "devsecops",
    "ml ops": "mlops",
    "model ops": "modelops",
    "cloud ops": "cloud operation",
    "fin ops": "finops",
    "app sec": "application security",
    "sec ops": "security operation",
    "dev rel": "developer relation",
    "dev tools": "developer tool",
    "full stack": "fullstack",
    "front end": "frontend",
    "back end": "backend",
    "data base": "database",
    "help desk": "helpdesk",
    "sys admin": "system administrator",
    "db admin": "database administrator",
    "project management office": "pmo",
    "program management office": "pmo",
    "governance risk compliance": "grc",
    "chief technical officer": "chief technology officer",
    "chief technologist": "chief technology officer",
    "chief cybersecurity officer": "chief infosec officer",
    "chief human resource officer": "chief hr officer",
    "chief finance officer": "chief financial officer",
    "director technique": "chief technology officer",
    "director tecnico": "chief technology officer",
    "director des systemes d information": "chief information officer",
    "chef de projet": "project manager",
    "chef de produit": "product manager",
    "cyber defense": "cybersecurity defense",
    "co founder": "cofounder",
    "co ordinator": "coordinator",
    "chief of staff": "chiefofstaff",
    "head of staff": "chiefofstaff",
    "member of technical staff": "memberoftechnicalstaff",
    "software engineer in test": "software engineer test",
    "c sharp": "csharp",
    "vice chair": "vicechair",
    "ruby on rails": "rails",
    "logiciel engineer": "software engineer",
}

# Acronyms that stand for several things: each is tried.
AMBIGUOUS = {
    "cdo": ("chief data officer", "chief digital officer"),
    "cpo": ("chief product officer", "chief people officer", "chief procurement officer", "chief privacy officer"),
    "pm": ("product manager", "project manager", "program manager"),
    "em": ("engineering manager",),
    "tpm": ("technical program manager", "technical product manager"),
    "sdm": ("software development manager", "service delivery manager"),
}

# Other forms of a word → the one that stands for all of them.
FORMS = {
    "engineering": "engineer",
    "development": "developer",
    "developing": "developer",
    "operational": "operation",
    "administration": "administrator",
    "architecture": "architect",
    "architectural": "architect",
    "designer": "design",
    "analysis": "analyst",
    "marketer": "marketing",
    "consulting": "consultant",
    "consultancy": "consultant",
    "science": "scientist",
    "testing": "test",
    "tester": "test",
    "writing": "writer",
    "programming": "programmer",
    "evangelism": "evangelist",
    "advocacy": "advocate",
    "chiefs": "chief",
    "financials": "financial",
    "centre": "center",
    "tooling": "tool",
    "defence": "defense",
}

# Words whose final s is no plural, or whose singular means something else.
NO_PLURALS = listed("""
    securities sales analytics logistics devops devsecops mlops modelops finops news arts goods kubernetes aws
    always sas windows series physics mathematics economics statistics aerospace press ios chassis
""")

STOP_WORDS = listed("""
    of the for and in a an on with de del della des du la le les el los der die das den fur und et y e en d l da
    do dos von im our my
""")

# How high a title stands: the band decides what may be compared, the step within it costs a little.
INDIVIDUAL, LEAD, MANAGER, DIRECTOR, VICE_PRESIDENT, CHIEF = range(6)
BANDS = {
    "teamlead": LEAD,
    "manager": MANAGER,
    "supervisor": MANAGER,
    "head": DIRECTOR,
    "leader": DIRECTOR,
    "director": DIRECTOR,
    "vp": VICE_PRESIDENT,
    "chief": CHIEF,
    "president": CHIEF,
    "founder": CHIEF,
    "cofounder": CHIEF,
}
# Words of a band that also say what somebody is.
TELLING_BANDS = listed("""
    founder cofounder president
""")
STEPS = {
    "entry": -1,
    "graduate": -1,
    "junior": -1,
    "associate": -1,
    "deputy": -1,
    "senior": 1,
    "staff": 2,
    "lead": 2,
    "principal": 3,
    "distinguished": 4,
    "level": 0,
    "grade": 0,
}
# What counts as a step only before a word of a band ("executive director"), or nothing at all elsewhere.
BEFORE_BANDS = {"executive": 1, "managing": 2, "general": 1, "assistant": -1, "group": 0}
NUMERALS = {"i": 0, "ii": 1, "iii": 1, "iv": 2, "v": 2, "1": 0, "2": 1, "3": 1, "4": 2, "5": 2}
# "Product manager" is a trade, not a boss.
TRADES_OF_MANAGERS = listed("""
    product project program account community case brand property office content category territory event
    engagement success media partner channel scheme
""")

# Such a person isn't who the rest of the title names: an assistant to the CFO is no CFO.
OTHERS = listed("""
    former formerly ex retired past previous previously aspiring future student intern internship trainee
    apprentice assistant secretary pa ea seeking looking unemployed wife husband daughter son widow representing
    reporting candidate alumni alumnus alumna chiefofstaff
""")

# Words for what somebody is, without a word of what field it is in.
ROLES = listed("""
    engineer developer programmer analyst design architect scientist consultant administrator specialist officer
    coordinator advisor adviser writer editor representative executive technician operator test owner master
    coach advocate evangelist expert professional contractor member partner researcher strategist associate
    staff worker agent clerk planner controller auditor trainer practitioner leadership management manager
    supervisor head director vp chief president lead leader teamlead founder cofounder counsel recruiter
""")

# Trades of their own: what stands beside them says what they teach, hire for or write about, and not who they are.
# Left out are those that go with a field of business, as accountants and lawyers do: there rules say whom they mean.
OCCUPATIONS = listed("""
    recruiter recruiting recruitment headhunter headhunting sourcer talent staffing hiring teacher lecturer
    professor tutor instructor educator trainer librarian journalist reporter correspondent columnist novelist
    biographer translator interpreter photographer videographer filmmaker cameraman illustrator cartoonist painter
    sculptor musician singer composer pianist guitarist actor actress dancer choreographer comedian nurse midwife
    doctor physician surgeon dentist pharmacist veterinarian paramedic therapist physiotherapist psychotherapist
    psychologist psychiatrist counselor counsellor optician driver chauffeur trucker courier postman pilot steward
    stewardess sailor captain soldier policeman firefighter chef cook baker butcher barista bartender waiter
    waitress cashier barber hairdresser stylist tailor seamstress florist gardener farmer fisherman forester
    beekeeper carpenter joiner plumber electrician welder machinist mechanic bricklayer roofer locksmith cleaner
    janitor caretaker porter nanny babysitter priest pastor rabbi imam chaplain politician diplomat ambassador
    judge historian archaeologist philosopher astronomer geologist meteorologist zoologist botanist realtor
    salesman saleswoman salesperson seller shopkeeper
""")
# Forms that name what is done, not who does it: "data science" beside another role is that role's field.
FIELD_FORMS = listed("""
    engineering development developing administration architecture architectural analysis consulting consultancy
    science testing writing programming evangelism advocacy management
""")

# Where somebody works, how they are employed and what they have passed: it doesn't change what they do.
NEUTRAL = listed("""
    global worldwide regional national international group corporate enterprise emea apac amer americas latam
    anz dach europe european eu us usa uk north south east west northern southern eastern western central
    america asia pacific germany france spain italy india remote hybrid onsite contract freelance freelancer
    permanent interim acting fractional virtual temporary temp certified experienced department team division
    unit section pmp cissp cism cisa crisc ccna ccnp ccie itil togaf phd msc bsc mba cpa
""")
TECHNOLOGIES = listed("""
    java python php ruby rails golang go rust scala kotlin swift javascript typescript react angular vue node
    nodejs dotnet net csharp cpp c js ts django spring laravel elixir perl linux windows unix oracle sql mysql
    postgresql postgres mongodb aws azure gcp kubernetes docker terraform cobol mainframe sharepoint wordpress
    drupal
""")

# Words that people of one field use for one another.
NEAR = {
    "programmer": "developer",
    "engineer": "developer",
    "cybersecurity": "security",
    "infosec": "security",
    "purchasing": "procurement",
    "supervisor": "manager",
    "cofounder": "founder",
    "financial": "finance",
    "adviser": "advisor",
}

# Fields of business: a title in one of them isn't in another.
FIELDS = listed("""
    sales marketing finance financial accounting tax legal law hr people talent recruiting payroll procurement
    purchasing retail store warehouse logistics supply chain manufacturing plant production construction civil
    mechanical electrical chemical structural industrial process hardware medical clinical nursing health
    healthcare pharmacy dental biology lab research education teaching school banking investment securities
    trading insurance claims loan credit wealth equity estate residential property facilities facility kitchen
    restaurant food hotel hospitality event fashion interior landscape graphic film music art sport fitness
    beauty travel transport fleet aviation marine automotive oil gas energy mining agriculture police military
    customer service support partner channel commercial revenue growth advertising media pr communication public
    policy government environmental safety physical guard loss prevention urban
""")

# The level words of rules: name → what a reason calls it.
CLASSES = {
    "chief": "a chief's title",
    "vp": "a vice president's title",
    "director": "a director's title",
    "manager": "a manager's title",
    "lead": "a lead's title",
    "senior": "a senior's title",
    "junior": "a junior's title",
    "individual": "no leadership word",
    "executive": "an executive word",
    "leader": "a leadership word",
}
