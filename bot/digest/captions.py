"""The words of the picture."""

from bot.core.model.digest import Phase, Picture, Tone
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from bot.core.ports.pictures import Captions


def captions(picture: Picture, language: Language, texts: Texts) -> Captions:
    """Return the words in that language."""

    def say(key: str) -> str:
        return texts.text(language, key)

    others = texts.text(language, "picture-others", stories=picture.others)
    return Captions(
        phases=tuple(say(f"digest-phase-{phase}") for phase in Phase),
        tones=tuple(say(f"picture-{tone}") for tone in Tone),
        customer=say("digest-role-customer"),
        employee=say("digest-role-employee"),
        story=say("picture-story"),
        waits=say("picture-waits"),
        others=others if picture.others else "",
    )
