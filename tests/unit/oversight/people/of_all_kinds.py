"""People with names of all kinds, the ways in which agents write them, and others who are none of them."""
# ruff: noqa: E501, RUF001 - one person a line; letters that look like others are what this is about
# fmt: off

from tests.unit.oversight.builders import a_person

PEOPLE = {
    "sam": a_person("U0SAM", name="Sam Okafor", email="sam@sandbox.example", names=("sam", "Sam Okafor")),
    "lea": a_person("U0LEA", name="Lea Brandt", email="lea@sandbox.example", names=("lea", "Lea Brandt")),
    "mina": a_person("U0MINA", name="Mina Kovač", email="mina@sandbox.example", names=("mina", "Mina Kovač", "Mina Kovac")),
    "oneil": a_person("U04K7QZ9P", name="Siobhán O’Neill", email="siobhan.oneill2@corp.example", names=("siobhan.oneill2", "Siobhán O’Neill", "Siobhan O'Neill")),
    "jl": a_person("U05JLP", name="Jean-Luc Lefèvre", email="jl.lefevre@corp.example", names=("jl.lefevre", "Jean-Luc Lefèvre")),
    "madonna": a_person("U06MAD", name="Madonna", email="madonna@corp.example", names=("madonna",)),
    "tanaka": a_person("U07TAN", name="田中 太郎", email="t.tanaka@corp.example", names=("t.tanaka", "田中太郎", "田中 太郎")),
    "ahmed": a_person("U08AHM", name="أحمد الخطيب", email="ahmed.k@corp.example", names=("ahmed.k", "أحمد الخطيب")),
    "ivan": a_person("U09IVA", name="Иван Петров", email="ivan.petrov@corp.example", names=("ipetrov", "Иван Петров")),
    "will": a_person("U10WIL", name="Will Young", email="will@corp.example", names=("will", "Will Young")),
    "may": a_person("U11MAY", name="May To", email="may.to@corp.example", names=("may", "May To")),
    "dev99": a_person("U12DEV", name="dev.99", email="dev.99@corp.example", names=("dev.99", "Devi Rao")),
    "gm": a_person("U13GMA", name="J. R. Smith", email="j.r.smith@gmail.com", names=("jrsmith", "J. R. Smith")),
    "nguyen": a_person("U14NGU", name="Nguyễn Văn An", email="an.nguyen@corp.example", names=("annguyen", "Nguyễn Văn An")),
    "juan": a_person("U15JUA", name="Juan Carlos de la Peña", email="jcdelapena@corp.example", names=("jcdelapena", "Juan Carlos de la Peña")),
    "hans": a_person("U16HAN", name="Hans Müller", email="hans.mueller@corp.example", names=("hmueller", "Hans Müller")),
    "kim": a_person("U17KIM", name="김민준", email="minjun.kim@corp.example", names=("minjun", "김민준")),
    "strauss": a_person("U18STR", name="Eva Strauß", email="eva.strauss@corp.example", names=("estrauss", "Eva Strauß")),
}
MEANT = {
    "sam": (
        "1. sam 2. lea", "1) sam", "1. Sam", "- sam", "* sam", "• sam", "sam/lea", "sam&lea", "sam + lea", "sam+lea",
        "cc: sam", "requested by Sam O.", "Sam O", "S. Okafor", "mailto:sam@sandbox.example",
        "Sam <sam@sandbox.example>", '"Okafor, Sam" <sam@sandbox.example>',
        "<mailto:sam@sandbox.example|sam@sandbox.example>", "sam+ops@SANDBOX.EXAMPLE", "SAM@SANDBOX.EXAMPLE",
        "slack://user?team=T0SANDBOX&id=U0SAM", "https://app.slack.com/client/T0SANDBOX/U0SAM",
        "https://sandbox.slack.com/team/U0SAM", "https://sandbox.slack.com/user/@sam",
        "https://sandbox.slack.com/messages/@sam", "https://sandbox.slack.com/archives/D012?user=U0SAM",
        "https://app.slack.com/team/U0SAM?x#y", "[@sam](https://x)", "[@sam](slack://user?id=U0SAM)", "![](sam)",
        '{"requester": {"id": "U0SAM"}}', '{"name": "Sam","last":"Okafor"}',
        "user:\n  id: U0SAM\n  name: Sam Okafor", "- id: U0SAM", "🦊sam🦊", "\u200fsam\u200f", "\u202bsam\u202c",
        "s\u0301am", "sam\nlea", "sam\tlea", "lea\tsam", "Sam\nOkafor", "sam@", "@ sam", "@@sam", "＠sam",
        "sam@sandbox", "sam(at)sandbox.example", "sam [at] sandbox [dot] example", "sam at sandbox dot example",
        "sam -- support", "sam—support", "sam – lea", "sam → lea", "sam=>lea", "sam>lea", "lea<sam>", "sam;lea",
        "sam、lea", "sam，lea", "sam·lea", "sam•lea", "sam, on behalf of the customer", "sam asked",
        "Sam asked me to refund", "Sam wants this", "please refund, says Sam", "per sam", "via sam", "by way of sam",
        "ticket 4711 (sam)", "ticket 4711 by sam", "sam #4711", "#sam", "sam/", "/sam", "\\sam", "~sam", "-sam-",
        "_sam_", "**sam**", "__sam__", "<b>sam</b>", "<!subteam^S1|@support> sam", "sam's", "Sam’s", "sam`s",
        "user=sam", "username=sam", "login:sam", "sub|U0SAM", "auth0|U0SAM", "u0sam@T0SANDBOX", "U0SAM:T0SANDBOX",
        "U0SAM-T0SANDBOX", "U0SAM_T0SANDBOX", "agent:sam", "human/sam", "Mr Sam Okafor", "Mr. Okafor",
        "Dr. Sam Okafor", "Sam Okafor Jr.", "Okafor", "Sam OKAFOR", "OKAFOR, SAM", "Okafor, Sam (Support)",
        "Sam (he/him)", "Sam Okafor, Support", "Sam, Support", "sam and Lea", "Sam or Lea", "Sam und Lea",
        "Sam et Lea", "Sam y Lea", "sam,lea,devi", "sam via Slack", "Slack user sam", "slack handle sam",
        "@sam:matrix.org", "sam@slack", "CN=Sam Okafor,OU=Support", "uid=sam,ou=people", "SANDBOX\\sam",
        "sandbox/sam", "sam\u2028lea", "sam\x00", "sam\x0blea", "sam%0Alea", "sam%2Clea",
        "=?utf-8?q?Sam?= <sam@sandbox.example>", "U0SAM&#x200b;", "&commat;sam", "sam Okafor",
        "Sam Okafor aka sammy", "Sam O'kafor", "Sam Okafor’s request", "sam:lea", "sam.", "sam!", "¡sam!", "«sam»",
        "„sam“", "\u2039sam\u203a", "「sam」", "【sam】", "(sam)", "[sam]", "{sam}", "$sam", "sam$", "sam?", "sam*",
        "^sam", "sam%", "sam|", "sam~", "sam\\", 'sam"', "sam'", "\u2066sam\u2069", "sam okafor <U0SAM>",
        "Sam Okafor | U0SAM", "sam okafor/support", "sam\r\n", "sam, lea & devi", "sam ,lea", "sam . lea", "sam...",
        "sam… lea", "sam…lea", "sam--lea", "sam__lea", "sam..lea", "Sam, as well as Lea", "Hi, this is Sam",
        "I am Sam", "me (sam)", "@sam @here", "@here @sam", "<!here> <@U0SAM>", "from: sam to: lea",
        "From: Sam Okafor\nTo: bot", "sam", "sam (2)", "S.A.M.", "S A M", "s-a-m", "s_a_m", "sam#1234", "sam:U0SAM",
    ),
    "lea": (
        "lea", "@lea", "Brandt", "Brandt, Lea", "Léa", "Léa Brandt", "lea.brandt", "LEA BRANDT", "leabrandt",
        "lea-brandt@x (lea)", "<@U0LEA>", "2. lea", "sam/lea", "sam&lea",
    ),
    "mina": (
        "Mina Kovač", "Mina Kovac", "mina kovač", "Kovač, Mina", "KOVAČ Mina", "Mina Kovac\u030c", "M. Kovač",
        "Kovač", "kovac", "mina.kovac", "Mina K.",
    ),
    "oneil": (
        "Siobhán O’Neill", "Siobhan O'Neill", "Siobhan ONeill", "siobhan o neill", "O'Neill, Siobhán", "O’NEILL",
        "siobhan.oneill2", "@siobhan.oneill2", "siobhan.oneill2@corp.example", "Siobhán O‘Neill", "Siobhán O`Neill",
        "Siobhán O´Neill", "Siobhán Oʼneill", "Siobhán", "siobhan", "Siobhan O&#39;Neill", "Siobhán O\\'Neill",
        "Siobhán Ó Neill", "U04K7QZ9P", "u04k7qz9p",
    ),
    "jl": (
        "Jean-Luc Lefèvre", "Jean Luc Lefevre", "Jean\u2011Luc Lefèvre", "Jean–Luc Lefèvre", "jean-luc", "Jean-Luc",
        "Lefèvre", "LEFÈVRE Jean-Luc", "Lefèvre, Jean-Luc", "jl.lefevre", "jl.lefevre+x@corp.example",
        "jeanluc lefevre", "Jean\u2212Luc Lefèvre", "Jean Luc", "Jean-Luc L.",
    ),
    "madonna": (
        "Madonna", "@madonna", "MADONNA", "madonna!", "madonna@corp.example", "Ｍadonna", "madonna, pls",
        "asked by madonna",
    ),
    "tanaka": (
        "田中太郎", "田中 太郎", "田中\u3000太郎", "太郎 田中", "田中", "t.tanaka", "@t.tanaka", "田中太郎さん", "田中太郎様", "田中、太郎",
        "「田中太郎」", "太郎", "依頼者：田中太郎",
    ),
    "ahmed": (
        "أحمد الخطيب", "احمد الخطيب", "ahmed.k", "أَحْمَد الخطيب", "@أحمد الخطيب",
        "\u200f\u0623\u062d\u0645\u062f \u0627\u0644\u062e\u0637\u064a\u0628\u200f", "أحمد", "من أحمد الخطيب",
        "أحـمد الخطيب",
    ),
    "ivan": (
        "Иван Петров", "иван петров", "ИВАН ПЕТРОВ", "Петров Иван", "Петров, Иван", "Иван", "ipetrov",
        "от Иван Петров", "Иван П.", "И. Петров", "ivan.petrov@corp.example",
    ),
    "will": (
        "Will", "will", "@will", "Will Young", "will young", "Young, Will", "by will", "Will Y.",
    ),
    "may": (
        "May To", "may", "@may", "May", "May to", "to may", "To, May", "MAY TO", "may.to@corp.example",
    ),
    "dev99": (
        "dev.99", "@dev.99", "Devi Rao", "devi", "Devi", "Rao", "dev.99@CORP.example", "dev99", "by dev.99, thanks",
    ),
    "gm": (
        "J. R. Smith", "J.R. Smith", "JR Smith", "j.r.smith@gmail.com", "jrsmith@gmail.com", "j.r.smith+x@gmail.com",
        "jrsmith", "J R Smith", "Smith, J. R.",
    ),
    "nguyen": (
        "Nguyễn Văn An", "Nguyen Van An", "An Nguyen", "An Nguyễn", "NGUYỄN Văn An", "annguyen", "an.nguyen",
        "Nguyễn", "An",
    ),
    "juan": (
        "Juan Carlos de la Peña", "Juan Carlos", "de la Peña", "Juan de la Peña", "juan", "Peña",
        "Pena, Juan Carlos de la", "de la Peña, Juan Carlos", "JUAN CARLOS DE LA PEÑA", "jcdelapena", "Juan Peña",
    ),
    "hans": (
        "Hans Müller", "Hans Mueller", "hans.mueller", "Hans Muller", "Müller, Hans", "H. Müller", "hmueller",
    ),
    "kim": (
        "김민준", "김 민준", "minjun", "김민준님", "@김민준", "김민준 씨",
    ),
    "strauss": (
        "Eva Strauß", "Eva Strauss", "EVA STRAUSS", "EVA STRAUẞ", "Strauß, Eva", "eva", "estrauss",
    ),
}
OTHERS = (
    "Sams Club", "Sam Adams", "Samuel Adams", "Uncle Sam", "SAM template", "AWS SAM", "aws-sam", "sam-cli",
    "sam.example.com", "https://sam.example.com/", "sam@other.example", "SAM.gov", "surface-to-air missile",
    "Lea Michele", "Lea Valley Ltd", "Brandt GmbH", "Okafor & Sons Ltd", "Sam Smith", "Sam Okeke", "Samir", "Samara",
    "Okafor Foundation", "Ada Okafor", "Mina Loy", "Mina Harker", "Kovač d.o.o.", "Madonna Louise Ciccone",
    "Madonna Lily Nurseries", "Will Smith", "will call back", "will be refunded", "Good Will Inc", "may be refunded",
    "may not be", "Maybe", "May 5, 2026", "5 May 2026", "To whom it may concern", "Young Ones Ltd",
    "Young & Rubicam", "Ivan Drago", "Иван Сидоров", "Петрова Анна", "Петровка 38", "田中花子", "田中商店", "太郎商店", "김민서",
    "김치", "민준서", "أحمد علي", "الخطيب محمد", "Hans Zimmer", "Müller Milch", "Eva Perón", "Evan", "Strauss Group",
    "Levi Strauss", "An apple a day", "An order", "an order from the shop", "Juan Valdez", "Juan Carlos I",
    "Peña Nieto", "Jean-Luc Picard", "Jean-Luc Godard", "Lefèvre & Fils", "Siobhan Sharpe", "O'Neill Wetsuits",
    "O'Neill's Pub", "Neill Armstrong", "John Smith", "Smith & Wesson", "dev", "dev.98", "dev team", "devops",
    "dev.999", "customer 4711", "order #4711", "ACME Corp", "support@corp.example", "billing", "@support", "@here",
    "<!here>", "<!channel>", "<!subteam^S0SUPPORT|@support>", "T0SANDBOX", "C0123", "samba", "sample", "same",
    "the customer", "Zoë", "Nguyen Thi Hoa", "nguyen thi an", "Van An Logistics", "Sam Ltd", "Sam GmbH", "Sam Inc.",
)
