# Vad en medlem av ett team läser i Telegram.

button-read-all = Läs alla
button-useful = 👍 Till nytta
button-not-useful = Inte den här gången
button-read-on = Läs vidare
button-read-number = Läs { $number }
button-claim-number = Jag tar { $number }
button-release-number = Lämna { $number }
button-search-again = Sök igen
button-page-before = Föregående
button-page-after = Nästa

team-stories = Veckobrevets berättelser: { $stories }. Öppna en med dess nummer.
team-stories-none = Veckobrevet har inga berättelser kvar att läsa.
team-search-ask = Vilka ord finns i berättelsen? Svara på det här meddelandet: jag söker bland berättelserna i { $team }.
team-queue-seen = När du tar hand om ett svar får teamets grupp veta det.
team-queue-own = Du sköter den.
team-queue-taken = Någon annan sköter den.
team-colleague = En kollega
team-not-member = De här berättelserna är för medlemmarna i teamets grupp. Om du hör till teamet, gå först med i gruppen. Din egen berättelse kan du berätta för mig när som helst.
team-not-now = Telegram säger mig inte just nu om du är med i teamets grupp. Försök igen om en stund.
team-rate-gone = Det går inte längre att svara om det här veckobrevet.
team-vote-why = Varför var { $number } viktigast för dig? Svara på det här meddelandet.
team-muted = Jag frågar dig inte efter berättelser. Gruppen tystar du i Telegrams egna inställningar.
