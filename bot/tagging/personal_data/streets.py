"""Names of Finnish and Swedish streets: where one begins that ends at a given place.

Source: the endings are those that the Institute for the Languages of Finland (kotus.fi) lists for
names of streets, in both languages.
"""

import re

_CAPITAL = r"[A-ZÅÄÖÉÜÆØ]"
_LOCAL = "(?:n|ll[aä]|lle|lt[aä]|ss[aä]|st[aä])"

_STREET = re.compile(
    r"[^\W\d_][\w'’´-]{0,50}?(?:"
    rf"kat(?:u|ua|uun)|kadu{_LOCAL}|kuja(?:a|an|{_LOCAL})?|tie(?:tä|hen|{_LOCAL})?"
    rf"|polku(?:a|un)?|polu{_LOCAL}|väylä(?:ä|än|{_LOCAL})?|raitti(?:a|in)?|raiti{_LOCAL}"
    rf"|puistikko(?:a|on)?|puistiko{_LOCAL}|bulevardi(?:a|in|{_LOCAL})?"
    rf"|esplanadi(?:a|in|{_LOCAL})?|aukio(?:ta|on|{_LOCAL})?|penger|penker(?:een|e{_LOCAL})"
    r"|gatan?|vägen|gränd(?:en)?|torget|stigen|allén?|esplanaden|backen"
    r")"
)
"""Words that name a street whether or not somebody wrote a capital."""

_NAMED_STREET = re.compile(
    rf"{_CAPITAL}[\w'’´-]{{1,50}}?(?:"
    rf"tori(?:a|in|{_LOCAL})?|ran(?:ta|taa|taan|na{_LOCAL})|kaar(?:i|ta|een|e{_LOCAL})"
    rf"|rin(?:ne|teen|tee{_LOCAL})|mutka(?:a|an|{_LOCAL})?|kier(?:to|toa|toon|ro{_LOCAL})"
    rf"|taival|taipalee{_LOCAL}|tanhua(?:n|{_LOCAL})?|laita|laida{_LOCAL}|kulma|porras|puisto|valli"
    r"|väg|torg|stig|backe|plan(?:en)?|kajen|strand(?:en)?|leden|gården|kroken|svängen|bågen"
    r"|parken|platsen|bron|udden|höjden|liden|gången|dalen|ringen|stråket|brinken|slingan"
    r")"
)
"""Words that name a street only as a name: endings that many other words have."""

_LONE_STREET = re.compile(rf"(?:Bulevardi|Esplanadi)(?:{_LOCAL}|a|in)?|Esplanaden|Bulevarden")
_NO_STREET = re.compile(
    r"(?:valta|kanta|seutu|yhdys|moottori|rauta|kehä|maan|pää|työ|lento|riks|europa|stam|motor|järn|huvud|läns"
    r"|au?n|neck|cu|bow|swee|roo|ka|dot|lot|hat|bet|chris|scot)(?:tie|väg)\w*"
    r"|.*(?:t|k|h|u|men|pas|oni)tori\w*"
    r"|(?:uima|sateen|leikki|huvi|kansallis|näkö|sivu|hylly|parkerings|arbets|lek|marknads|buss)\w*"
    r"(?:ranta|ranna|kaari|puisto|kulma|plan|platsen)\w*"
)
"""Roads without houses, traffic, and other words that end alike."""

_ADJECTIVE = re.compile(
    r"(?<![\w'’-])(?:iso|pieni|vanha|uusi|läntinen|itäinen|pohjoinen|eteläinen|ylinen|alinen|keskinen"
    r"|norra|södra|östra|västra|stora|lilla|gamla|nya|övre|nedre|inre|yttre|sankt|s:t)[ \u00a0]$",
    re.IGNORECASE,
)
_SOMEBODYS = re.compile(
    rf"(?<![\w'’-])(?:{_CAPITAL}[\w'’-]{{1,25}}[ \u00a0])?"
    rf"{_CAPITAL}[\w'’-]{{1,25}}(?P<of>[ns])[ \u00a0]$"
)
_SOMEBODYS_STREET = {
    "n": re.compile(
        rf"kat(?:u|ua|uun)|kadu{_LOCAL}|tie(?:tä|{_LOCAL})?|aukio{_LOCAL}?|kuja{_LOCAL}?"
        rf"|polku|polu{_LOCAL}|puisto|ranta|raitti|tori"
    ),
    "s": re.compile(r"gata|väg|gränd|plats|torg|allé|stig|backe|plan|park"),
}
_LINE = re.compile(r"linja(?:n|ll[aä]|lle|lta)?")
_ORDINAL = re.compile(r"(?<!\w)(?:Ensimmäinen|Toinen|Kolmas|Neljäs|Viides)[ \u00a0]$")

_WORD = re.compile(r"[^\W\d_][\w'’´-]*$")
_SEEN = 64
"""No street in Finland or Sweden has a longer name."""


def street_before(text: str, end: int) -> int | None:
    """Return where the name of a street begins that ends at that place."""
    seen = text[max(0, end - _SEEN) : end]
    match = _WORD.search(seen.rsplit(None, 1)[-1])
    if match is None:
        return None
    word = match.group()
    start = end - len(word)
    if word == seen and start > 0:
        return None
    before = text[max(0, start - _SEEN) : start]
    if _names_street(word):
        adjective = _ADJECTIVE.search(before)
        return start - len(adjective.group()) if adjective else start
    for letter, street in _SOMEBODYS_STREET.items():
        owner = _SOMEBODYS.search(before) if street.fullmatch(word) else None
        if owner and owner["of"] == letter:
            return start - len(owner.group())
    ordinal = _ORDINAL.search(before) if _LINE.fullmatch(word) else None
    return start - len(ordinal.group()) if ordinal else None


def _names_street(word: str) -> bool:
    small = word.lower()
    if _STREET.fullmatch(small) or (word[0].isupper() and _NAMED_STREET.fullmatch(word)):
        return _NO_STREET.fullmatch(small) is None
    return _LONE_STREET.fullmatch(word) is not None
