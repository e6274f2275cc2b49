"""The page's own words in Finnish, English and Swedish, and its dates."""

from datetime import datetime

from bot.practice.people import Language

LANGUAGES: tuple[Language, ...] = ("fi", "en", "sv")

WORDS: dict[str, tuple[str, str, str]] = {
    "title": ("Kuulen harjoittelutila", "Kuule practice", "Kuules övningsrum"),
    "lead": (
        "Kerro tarina työntekijänä tai asiakkaana. Kuule vastaa kuitilla ja kokoaa viikon.",
        "Tell a story as an employee or a customer. Kuule sends a receipt and sums up the week.",
        "Berätta som anställd eller kund. Kuule kvitterar och sammanfattar veckan.",
    ),
    "practice_only": (
        "Kaikki pysyy tällä koneella ja katoaa lopuksi.",
        "Everything stays on this computer and is gone at the end.",
        "Allt stannar på den här datorn och försvinner till slut.",
    ),
    "language": ("Kieli", "Language", "Språk"),
    "panes": ("Siirry osioon", "Go to a section", "Gå till ett avsnitt"),
    "now": ("Nyt on", "It is now", "Nu är det"),
    "leap": (
        "Siirry seuraavaan maanantaihin klo 9",
        "Go to next Monday at 9:00",
        "Gå till nästa måndag kl. 9",
    ),
    "leaping": ("Kello siirtyy…", "Moving the clock…", "Klockan flyttas…"),
    "leapt": (
        "Kello siirtyi. Nyt on {now}.",
        "The clock moved. It is now {now}.",
        "Klockan flyttades. Nu är det {now}.",
    ),
    "employee": ("Työntekijä Slackissa", "Employee in Slack", "Anställd i Slack"),
    "customer": ("Asiakas Telegramissa", "Customer in Telegram", "Kund i Telegram"),
    "digest": ("Tiimin kooste", "The team's digest", "Teamets veckobrev"),
    "employee_short": ("Työntekijä", "Employee", "Anställd"),
    "customer_short": ("Asiakas", "Customer", "Kund"),
    "digest_short": ("Kooste", "Digest", "Veckobrev"),
    "play_as": ("Esiinnyt roolissa", "You play", "Du spelar"),
    "story_channel": ("Kanava #tarinat", "Channel #tarinat", "Kanalen #tarinat"),
    "dm": ("Kahden kesken Kuulen kanssa", "In private with Kuule", "Privat med Kuule"),
    "chat": ("Keskustelu Kuulen kanssa", "Chat with Kuule", "Chatt med Kuule"),
    "digest_channel": ("Kanava #viikkokooste", "Channel #viikkokooste", "Kanalen #viikkokooste"),
    "where": ("Minne", "Where", "Vart"),
    "to_channel": ("Kanavalle #tarinat", "To the channel #tarinat", "Till kanalen #tarinat"),
    "to_dm": ("Kuulelle kahden kesken", "To Kuule in private", "Till Kuule privat"),
    "message": ("Viesti", "Message", "Meddelande"),
    "employee_hint": (
        "Enter lähettää, Vaihto+Enter vaihtaa riviä. Kokeile myös /tarina tai @Kuule.",
        "Enter sends, Shift+Enter breaks the line. Try /tarina or @Kuule too.",
        "Enter skickar, Skift+Enter byter rad. Prova också /tarina eller @Kuule.",
    ),
    "customer_hint": (
        "Enter lähettää, Vaihto+Enter vaihtaa riviä. Aloita vaikka sanomalla /start.",
        "Enter sends, Shift+Enter breaks the line. You could begin with /start.",
        "Enter skickar, Skift+Enter byter rad. Börja till exempel med /start.",
    ),
    "employee_placeholder": (
        "Tänään asiakas yllätti minut…",
        "Today a customer surprised me…",
        "I dag överraskade en kund mig…",
    ),
    "customer_placeholder": (
        "Kävin teillä tänään ja…",
        "I visited you today and…",
        "Jag var hos er i dag och…",
    ),
    "send": ("Lähetä", "Send", "Skicka"),
    "sent": ("Lähetetty.", "Sent.", "Skickat."),
    "pressed": ("Painoit: {what}", "You pressed: {what}", "Du tryckte: {what}"),
    "failed": (
        "Ei onnistunut: {why}",
        "That did not work: {why}",
        "Det gick inte: {why}",
    ),
    "reply": ("Vastaa ketjuun", "Reply in thread", "Svara i tråden"),
    "replying": (
        "Vastaat ketjuun: {what}",
        "Replying in the thread: {what}",
        "Du svarar i tråden: {what}",
    ),
    "cancel": ("Peru", "Cancel", "Avbryt"),
    "more": ("Lisää toimintoja", "More actions", "Fler åtgärder"),
    "react": ("Reagoi: {what}", "React: {what}", "Reagera: {what}"),
    "emoji_book": ("📖 kirja", "📖 book", "📖 bok"),
    "emoji_no_bell": ("🔕 ei kelloa", "🔕 no bell", "🔕 ingen klocka"),
    "reacted": (
        "Reaktio {what}, {count} kpl",
        "Reaction {what}, {count}",
        "Reaktion {what}, {count} st",
    ),
    "edit": ("Muokkaa viestiä", "Edit message", "Redigera meddelandet"),
    "editing": (
        "Muokkaat viestiä: {what}",
        "Editing the message: {what}",
        "Du redigerar: {what}",
    ),
    "delete": ("Poista viesti", "Delete message", "Ta bort meddelandet"),
    "delete_sure": (
        "Poistetaanko tämä viesti?",
        "Delete this message?",
        "Ta bort detta meddelande?",
    ),
    "delete_yes": ("Poista", "Delete", "Ta bort"),
    "done": ("Tehty: {what}", "Done: {what}", "Klart: {what}"),
    "attach": ("Liitä tiedosto", "Attach a file", "Bifoga en fil"),
    "attach_customer": (
        "Liitä kuva tai tiedosto",
        "Attach a picture or a file",
        "Bifoga en bild eller en fil",
    ),
    "send_voice": ("Lähetä ääniviestinä", "Send as a voice message", "Skicka som röstmeddelande"),
    "voice": ("Ääniviesti", "Voice message", "Röstmeddelande"),
    "photo": ("Valokuva", "Photo", "Foto"),
    "too_large": (
        "Tiedosto on liian suuri. Enintään 10 Mt.",
        "The file is too large. 10 MB at most.",
        "Filen är för stor. Högst 10 MB.",
    ),
    "attached": ("Tiedosto: {what}", "File: {what}", "Fil: {what}"),
    "shortcuts": ("Pikatoiminnot", "Shortcuts", "Genvägar"),
    "app": ("Kuule-sovellus", "The Kuule app", "Appen Kuule"),
    "messages_tab": ("Viestit", "Messages", "Meddelanden"),
    "home_tab": ("Koti", "Home", "Hem"),
    "home_empty": (
        "Kuule ei ole vielä pannut tänne mitään.",
        "Kuule has put nothing here yet.",
        "Kuule har inte lagt något här än.",
    ),
    "optional": ("valinnainen", "optional", "valfritt"),
    "choose": ("Valitse…", "Choose…", "Välj…"),
    "close": ("Sulje", "Close", "Stäng"),
    "in_thread": ("Vastaus ketjussa", "Reply in a thread", "Svar i en tråd"),
    "only_you": ("Vain sinä näet tämän", "Only you can see this", "Bara du ser detta"),
    "edited": ("muokattu", "edited", "redigerat"),
    "bot": ("Botti", "Bot", "Bot"),
    "you": ("Sinä", "You", "Du"),
    "picture": ("Kuva: {what}", "Picture: {what}", "Bild: {what}"),
    "not_text": ("(ei tekstiä)", "(not text)", "(inte text)"),
    "employee_empty": (
        "Kanava on vielä hiljainen. Kirjoita ensimmäinen tarina.",
        "The channel is quiet. Write the first story.",
        "Kanalen är ännu tyst. Skriv den första berättelsen.",
    ),
    "dm_empty": (
        "Tänne tulevat kopiot kuiteistasi.",
        "A copy of your receipts comes here.",
        "Hit kommer en kopia av dina kvitton.",
    ),
    "chat_empty": (
        "Keskustelu alkaa ensimmäisestä viestistäsi.",
        "The chat begins with your first message.",
        "Chatten börjar med ditt första meddelande.",
    ),
    "group": ("Tiimin ryhmä", "The team's group", "Teamets grupp"),
    "group_empty": (
        "Kooste tulee myös tänne, kuvana ja tekstinä.",
        "The digest comes here, too: a picture and a text.",
        "Veckobrevet kommer också hit: en bild och en text.",
    ),
    "digest_empty": (
        "Kooste ilmestyy tänne maanantaiaamuna. Kerro ensin tarina ja siirrä sitten kelloa.",
        "The digest appears here on Monday morning. Tell a story first, then move the clock.",
        "Veckobrevet kommer hit på måndag morgon. Berätta först något och flytta sedan klockan.",
    ),
    "deaf": (
        "Kuule ei ole vielä linjoilla: {what}.",
        "Kuule is not on the line yet: {what}.",
        "Kuule är inte på linjen än: {what}.",
    ),
    "listening": ("Kuule on linjoilla.", "Kuule is on the line.", "Kuule är på linjen."),
    "lost_page": (
        "Yhteys harjoittelutilaan katkesi. Yritetään uudestaan.",
        "The practice workspace does not answer. Trying again.",
        "Övningsrummet svarar inte. Försöker igen.",
    ),
}  # fmt: skip

WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LANGUAGE_NAMES: dict[Language, str] = {"fi": "Suomi", "en": "English", "sv": "Svenska"}


def words(language: Language) -> dict[str, str]:
    """Return every word of the page in one language."""
    place = LANGUAGES.index(language)
    return {key: texts[place] for key, texts in WORDS.items()}


def date_and_time(local: datetime, language: Language, *, with_year: bool = False) -> str:
    """Return a local time as people of that language write it."""
    weekday = WEEKDAYS[language][local.weekday()]
    if language == "en":
        year = f" {local.year}" if with_year else ""
        return f"{weekday} {local.day} {MONTHS[local.month - 1]}{year}, {local:%H:%M}"
    year = str(local.year) if with_year else ""
    if language == "sv":
        dot = "." if with_year else ""
        return f"{weekday} {local.day}.{local.month}{dot}{year} kl. {local.hour}.{local:%M}"
    return f"{weekday} {local.day}.{local.month}.{year} klo {local.hour}.{local:%M}"


def choose_language(wanted: str | None, accepted: str) -> Language:
    """Return the language asked for, else the first of Accept-Language that the page speaks."""
    for candidate in [wanted or "", *accepted.split(",")]:
        code = candidate.partition(";")[0].strip().partition("-")[0].lower()
        for language in LANGUAGES:
            if code == language:
                return language
    return "fi"
