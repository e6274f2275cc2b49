"""Finnish and Swedish addresses: a street with a house number, then flat and postal code.

Sources: Posti's addressing guide ("Kauppakatu 12 B 34, 00100 Helsinki"); PostNord and Lantmäteriet
("lgh 1203", "111 34 Stockholm"); Royal Mail's form of a postcode ("SW1A 1AA").
"""

import re
from collections.abc import Iterator

from bot.core.model.tag import PersonalData
from bot.tagging.personal_data.streets import street_before

SPACE = r"[ \u00a0\u202f]"
_CAPITAL = r"[A-ZÅÄÖÉÜÆØ]"

_HOUSE = re.compile(
    rf"\d(?:(?<=[^\W\d_]{SPACE}.)|(?<=[^\W\d_]{SPACE}{SPACE}.))(?!(?<=1)9\d\d|(?<=2)0\d\d)\d{{0,3}}(?!\d)"
    rf"(?:{SPACE}?[-–/]{SPACE}?\d{{1,3}}(?!\d))?(?![.,:]\d|-\d)"
)
_FLAT = re.compile(
    rf"(?:{SPACE}?(?:[A-HJ-ZÅÄÖ](?:{SPACE}?\d{{1,4}}[a-z]?)?|I{SPACE}?\d{{1,3}}"
    rf"|[a-h](?:{SPACE}?\d{{1,4}})?)(?![^\W_]|['’]|-\w))?"
    rf"(?:,?{SPACE}(?:as(?:unto)?\.?|lgh\.?|lägenhet|bst\.?|bostad|huoneisto|flat|apt\.?|apartment"
    rf"|unit){SPACE}?(?:[A-Z]{SPACE}?)?\d{{1,4}}[A-Z]?(?![^\W_])"
    rf"|,?{SPACE}(?:rappu|porras|trappa|trapp|uppgång){SPACE}[A-Z](?![^\W_])"
    rf"(?:{SPACE}\d{{1,3}}(?!\w))?)?"
)
_TOWNS = (
    "helsinki|espoo|vantaa|tampere|turku|oulu|lahti|kuopio|jyväskylä|pori|vaasa|joensuu|kotka|kouvola"
    "|lappeenranta|rovaniemi|seinäjoki|mikkeli|hämeenlinna|porvoo|salo|rauma|kokkola|lohja|järvenpää"
    "|kerava|hyvinkää|kajaani|helsingfors|esbo|vanda|åbo|vasa|borgå|ekenäs|jakobstad|karleby"
    "|mariehamn|stockholm|göteborg|malmö|uppsala|umeå"
)
_TOWN = rf"(?:{_CAPITAL}[^\W\d_]+(?:-{_CAPITAL}[^\W\d_]+)?|(?:{_TOWNS})(?!\w))"
_POSTAL = re.compile(
    rf",?\s{{1,2}}(?:(?:FIN?|AX|SE?)-{SPACE}?)?(?:\d{{5}}|\d{{3}}{SPACE}\d\d)(?!\d)"
    rf"(?:,?{SPACE}{_TOWN}|(?=[.,;:!?)\]\"”]|\s*$))"
    rf"|,?\s(?:{_CAPITAL}[\w'’-]{{1,30}}(?:{SPACE}{_CAPITAL}[\w'’-]{{1,30}})?,?{SPACE})?"
    rf"[A-Z]{{1,2}}\d[A-Z\d]?{SPACE}?\d[A-Z]{{2}}(?![^\W_])"
)
_COUNTED = re.compile(
    rf"{SPACE}?(?:minu\w*|min|tun(?:ti|tia|nin|nissa)|h|sekun\w*|kert\w+|ker(?:ran|roilla)|kpl|autoa?"
    r"|ihmis\w*|henkilöä?|vuo(?:tta|den|si)|päivä\w*|viikko\w*|viiko\w*|kuukau\w*|metri\w*"
    r"|kilometri\w*|k?m|cm|kg|eur\w*|prosent\w*|asteen?|asunnon|asuntoa|talo[an]?|kauppa\w*|liikettä"
    r"|asiakas\w*|asiakkaa?\w*|timm\w*|dag(?:ar)?|veck\w+|månad\w*|år|gång\w*|person\w*|bilar|kronor"
    r"|kr|procent|hus|butiker|kund\w*|minutes?|hours?|days?|weeks?|times|people|cars|shops|stores|x"
    r")(?![\w-])|\s?[€%°]",
    re.IGNORECASE,
)
_CASE_FORM = re.compile(
    r".*(?:ll[aä]|lle|lt[aä]|ss[aä]|st[aä]|dun|tuun|tua|tien|tietä|tiehen|jan|jaan|lun|ion|län|tin)",
    re.IGNORECASE,
)
_PARTITIVE = re.compile(
    rf"{SPACE}(?!\w*(?:(?:ss|st|ll|lt|n)[aä]|vaikka|kunta|joka|mutta|jotta|vasta|kohta|[aeäö]ttä|kä)(?!\w))"
    r"[a-zåäö]{3,40}[aä](?![\w-])"
)
"""After a number Finnish counts in the partitive: "Kauppakadulla 12 autoa" is no address."""


def addresses(text: str) -> Iterator[PersonalData]:
    """Yield streets with a house number and, directly after it, flat and postal code."""
    end = 0
    for house in _HOUSE.finditer(text):
        street_end = house.start() - (2 if text[house.start() - 2].isspace() else 1)
        start = street_before(text, street_end)
        if start is None or start < end:
            continue
        flat_end = after_flat(text, house.end())
        if flat_end > house.end() or not _counts(text, text[start:street_end], flat_end):
            end = after_postal_code(text, flat_end)
            yield PersonalData("address", start, end)


def after_flat(text: str, end: int) -> int:
    """Return where staircase and flat end that are written directly there, if any are."""
    flat = _FLAT.match(text, end)
    return flat.end() if flat else end


def after_postal_code(text: str, end: int) -> int:
    """Return where postal code and town end that are written directly there, if any are."""
    postal = _POSTAL.match(text, end)
    return postal.end() if postal else end


def _counts(text: str, street: str, end: int) -> bool:
    """Tell whether the number counts what follows, so that the street has none."""
    if _COUNTED.match(text, end):
        return True
    return bool(_CASE_FORM.fullmatch(street) and _PARTITIVE.match(text, end))
