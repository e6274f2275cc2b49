"""Sentences of our own with what they must and must not be tagged as; the traps are among them."""

from zoneinfo import ZoneInfo

import pytest

from bot.core.model.team import Team
from bot.tagging.tagger import CueTagger

TAGGER = CueTagger()
TEAM = Team(
    id="palvelu",
    name="Asiakaspalvelu",
    language="fi",
    timezone=ZoneInfo("Europe/Helsinki"),
    sensitive_groups=frozenset({"access_needs", "senior", "family"}),
)

# (text, tags that stand, tags that must not); + or − behind a tag is the polarity it must have.
SENTENCES = [
    # negation
    ("Paikka ei ollut turvallinen.", "sentiment:negative", "feeling:safe emotion:trust"),
    ("En pettynyt lainkaan.", "sentiment:positive", "feeling:disappointed kind:complaint"),
    ("En ole enää pettynyt.", "sentiment:positive", "risk:churn outcome:leaves"),
    ("Palvelu ei ollut huonoa.", "sentiment:positive", "kind:complaint"),
    ("Personalen var inte dålig.", "touchpoint:person+", "kind:complaint"),
    ("Jag kände mig aldrig trygg där.", "sentiment:negative", "feeling:safe"),
    ("Hon förklarade inte varför.", "sentiment:negative", "empathy:explaining"),
    ("The service was not bad at all.", "sentiment:positive", "sentiment:negative"),
    ("I wasn't disappointed.", "sentiment:positive", "feeling:disappointed"),
    ("I did not feel safe in the car park.", "sentiment:negative", "feeling:safe"),
    ("Minua ei kuunneltu.", "feeling:ignored−", "feeling:heard empathy:listening"),
    ("Kukaan ei ole vastannut viestiini.", "feeling:ignored− touchpoint:chat−", "feeling:heard"),
    ("Ingen svarade på mitt mejl.", "feeling:ignored− touchpoint:email−", ""),
    ("They never listened to me.", "feeling:ignored−", "feeling:heard empathy:listening"),
    ("Vika ei ratkennut.", "outcome:unresolved−", "outcome:resolved feeling:success"),
    ("Problemet löstes inte.", "outcome:unresolved−", "outcome:resolved"),
    ("The issue was never resolved.", "outcome:unresolved−", "outcome:resolved"),
    ("En suosittele kenellekään.", "outcome:warns−", "outcome:recommends"),
    ("Jag rekommenderar inte er butik.", "outcome:warns−", "outcome:recommends"),
    ("Hän ei vain kuunnellut vaan myös auttoi.", "empathy:listening+", "feeling:ignored"),
    ("Hon inte bara lyssnade utan hjälpte också.", "empathy:listening+", "feeling:ignored"),
    ("She not only listened but also helped.", "empathy:listening+", "feeling:ignored"),
    ("En löydä laskusta eräpäivää.", "touchpoint:invoice−", ""),
    ("Jonoa ei ollut ja palvelu oli kiireetöntä.", "sentiment:positive", "feeling:hurried"),
    ("Myyjä oli epäystävällinen.", "empathy:rudeness− touchpoint:person−", "empathy:respect"),
    ("Ovänlig personal.", "empathy:rudeness− touchpoint:person−", "empathy:respect"),
    ("The staff was unfriendly.", "empathy:rudeness− touchpoint:person−", "empathy:respect"),
    # irony and politeness
    ("Kiitos vain tästäkin.", "", "kind:praise sentiment:positive feeling:grateful"),
    ("Kiitos etukäteen!", "", "kind:praise sentiment:positive"),
    ("Thanks for nothing.", "", "kind:praise sentiment:positive"),
    ("Thanks in advance!", "", "kind:praise sentiment:positive"),
    ("Tack på förhand!", "", "kind:praise sentiment:positive"),
    ("Kiitos, neuvoja oli todella ystävällinen.", "kind:praise+ empathy:respect+", ""),
    ("Thank you, the clerk was so helpful.", "kind:praise+ touchpoint:person+", ""),
    ("Tack, personalen var vänlig!", "kind:praise+ touchpoint:person+", ""),
    ("Hyvää päivää, milloin avaatte?", "kind:question", "sentiment:positive"),
    # lasku
    ("Laskun summa oli väärä.", "touchpoint:invoice−", ""),
    ("Myynti on ollut laskussa.", "", "touchpoint:invoice"),
    ("Koneen lasku oli pehmeä.", "", "touchpoint:invoice"),
    ("Maksumuistutus tuli kotiin.", "touchpoint:invoice", ""),
    # short stems
    ("Tilasin kengät verkkokaupasta.", "stage:purchase touchpoint:web", "touchpoint:premises"),
    ("Tilanne paheni koko ajan.", "", "touchpoint:premises stage:purchase"),
    ("Myymälän tila oli siisti.", "touchpoint:premises+ quality:tangibles+", ""),
    ("Kauppias hymyili.", "emotion:joy+", "touchpoint:premises"),
    ("Some people were kind.", "", "touchpoint:word contact:indirect"),
    ("Publiken gav en applåd.", "", "touchpoint:app"),
    ("Appen kraschar när jag loggar in.", "touchpoint:app−", "kind:question"),
    ("Jag bor på ett hotell.", "", "kind:risk"),
    ("Det är nödvändigt att betala räkningen.", "touchpoint:invoice", "risk:urgent_person"),
    # odot*, kuul*
    (
        "Odotin tunnin puhelimessa.",
        "quality:responsiveness− touchpoint:phone−",
        "expectation:below",
    ),
    ("Odotin enemmän teiltä.", "expectation:below−", "quality:responsiveness"),
    ("Odotan innolla ensi viikkoa.", "emotion:anticipation", "outcome:unresolved"),
    (
        "I waited an hour on hold.",
        "quality:responsiveness− touchpoint:phone−",
        "expectation:below",
    ),
    ("I expected more from you.", "expectation:below−", "quality:responsiveness"),
    ("Jag väntade en timme i telefon.", "quality:responsiveness− touchpoint:phone−", ""),
    ("Jag väntade mig mer av er.", "expectation:below−", "quality:responsiveness"),
    ("Kuulin, että suljette aikaisin.", "touchpoint:word", "feeling:heard"),
    ("Tulin vihdoin kuulluksi.", "feeling:heard+ feeling:relieved+", "touchpoint:word"),
    ("I heard that you are closing.", "touchpoint:word", "feeling:heard"),
    ("I finally felt heard.", "feeling:heard+", "touchpoint:word"),
    ("Jag hörde att ni stänger.", "touchpoint:word", "feeling:heard"),
    ("Jag kände mig hörd.", "feeling:heard+", "touchpoint:word"),
    # gradation, compounds, both Swedish words
    ("Pettymys oli suuri.", "feeling:disappointed−", ""),
    ("Petyin teihin.", "feeling:disappointed−", ""),
    ("Yllätyin iloisesti.", "emotion:surprise", ""),
    ("Luotan teihin.", "emotion:trust+", ""),
    ("Luottamus on palannut.", "emotion:trust+", ""),
    ("Puhelinlaskutus on sekava.", "touchpoint:invoice− feeling:uncertain−", ""),
    ("Räkningen var oklar.", "touchpoint:invoice− quality:information−", ""),
    ("Svaret kom per e-post.", "touchpoint:email", ""),
    # spoken Finnish
    ("Mä oon tosi pettyny.", "feeling:disappointed−", ""),
    ("Ei oo vastannu kukaan.", "feeling:ignored−", "feeling:heard"),
    ("Emmä tuu enää.", "risk:churn− outcome:leaves−", ""),
    ("Onks teil aspa auki?", "kind:question stage:support", ""),
    # questions and relative words
    ("Var finns butiken?", "kind:question", ""),
    ("När jag kom hem var jag glad.", "emotion:joy+", "kind:question"),
    ("When I came home I was glad.", "emotion:joy+", "kind:question"),
    ("Milloin lasku tulee?", "kind:question touchpoint:invoice", ""),
    ("Kun kysyin, kuka vastaa, sain nimen.", "", "kind:question"),
    ("Sain apua ovelta asti.", "sentiment:positive", "kind:help_request"),
    ("Tarvitsen apua laskun kanssa.", "kind:help_request", ""),
    ("Please help me with the order.", "kind:help_request stage:purchase", ""),
    ("Why not open earlier?", "kind:idea", ""),
    ("De hjälpte mig utan att jag bad om det.", "empathy:exceeding+", ""),
    # wishes, loud words, words that live on a negator
    ("It would be great if you opened earlier.", "kind:idea", "sentiment:positive kind:praise"),
    ("Det vore bra om appen visade kötiden.", "kind:idea", "sentiment:positive"),
    ("Olisi hyvä, jos avaisitte aiemmin.", "kind:idea", "sentiment:positive"),
    ("Kunden blev jätteglad.", "emotion:joy+", ""),
    ("Rahoja ei näy vieläkään.", "outcome:unresolved−", "outcome:resolved"),
    ("Jag kommer aldrig att handla här igen.", "outcome:leaves− risk:churn−", ""),
    ("Jag har mejlat tre gånger utan att få svar.", "feeling:ignored− touchpoint:email−", ""),
    # false friends of the notation
    ("Valitsin teidät vertailun jälkeen.", "stage:choose", "kind:complaint stage:support"),
    ("Valitin laskusta.", "kind:complaint− touchpoint:invoice−", "stage:choose"),
    ("Sovellus kaatui päivityksessä.", "touchpoint:app−", "risk:safety"),
    ("Lattia oli liukas ja kaaduin.", "risk:safety−", ""),
    ("Ei hätää, kaikki hyvin.", "sentiment:positive", "risk:urgent_person"),
    ("It made me feel at home.", "", "quality:value"),
    ("Lapsellinen vastaus.", "", "group:family"),
    ("Pyörätuolilla ei pääse sisään.", "group:access_needs", ""),
    ("Reklamaatioon vastattiin heti, suosittelen!", "outcome:recommends+", "kind:complaint"),
]


def _tags(text: str) -> dict[str, int]:
    return {f"{tag.facet}:{tag.key}": tag.polarity for tag in TAGGER.read(text, TEAM).tags}


@pytest.mark.parametrize(("text", "present", "absent"), SENTENCES)
def test_a_sentence_gets_its_tags_and_no_trap_snaps(text: str, present: str, absent: str) -> None:
    """Each listed tag stands with its polarity, none of the forbidden ones does."""
    found = _tags(text)

    for tag in present.split():
        name = tag.rstrip("+−")
        assert name in found, sorted(found)
        if tag != name:
            assert found[name] == (1 if tag.endswith("+") else -1)
    assert not found.keys() & set(absent.split())


def test_the_fixture_is_large_enough_and_speaks_three_languages() -> None:
    """Sixty sentences at least, none of them twice."""
    texts = [text for text, _, _ in SENTENCES]

    assert len(set(texts)) == len(texts) >= 60
    assert {TAGGER.read(text, TEAM).language for text in texts} >= {"fi", "en", "sv"}
