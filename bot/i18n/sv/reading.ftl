# What readers of a digest see in private.

read-title = Berättelse
read-gone = Den här berättelsen går inte längre att läsa. Berättaren kan ha tagit bort den.
read-source = Vecka { $week } · berättad på { $language ->
    [fi] finska
    [sv] svenska
    [en] engelska
   *[other] ett annat språk
}
reader-elsewhere = I den här kanalen läses inga berättelser.
reader-outsider = De här berättelserna läses bara av medlemmar i min egen arbetsyta.

queue-title = Väntar på svar
queue-empty = Ingen väntar på svar just nu.
queue-intro = Den som väntat längst står först. Ta den som du själv svarar på.
queue-row = { $number } · har väntat { $days ->
    [one] { $days } arbetsdag
   *[other] { $days } arbetsdagar
} · { $promise ->
    [late] över vårt löfte
   *[other] inom vårt löfte
}
queue-claimer = Sköts av: { $who }
button-read = Läs berättelsen
button-claim = Jag tar den
button-release = Lämna tillbaka
button-search = Sök

claim-made = { $who } tar hand om: { $number }.
claim-released = { $who } lämnade tillbaka: { $number }. Vem tar den?
claim-not-waiting = { $number } väntar inte längre på svar.
claim-own = { $number } är redan din.
claim-taken = Någon annan har redan tagit { $number }.
claim-not-own = { $number } är inte din, så du kan inte lämna tillbaka den.

search-title = Sök i berättelser
search-label = Vilka ord finns i berättelsen?
search-found = { $stories ->
    [0] Inga berättelser med de orden. Pröva början av ett ord.
    [one] { $stories } berättelse
   *[other] { $stories } berättelser, den nyaste först
}

rate-title = Om veckobrevet
rate-label = Hade du nytta av veckobrevet?
rate-yes = Det var till nytta
rate-no = Inte den här gången
rated = Tack. Bara antalet svar visas.

vote-title = Viktigaste berättelsen
vote-label = Vilken av veckans berättelser var viktigast för dig?
vote-why = Varför?
vote-hint = Berättaren får veta varför, och nästa veckobrev säger det, utan ditt namn. Namn som känns igen tas bort.
vote-none = Veckobrevet har inga berättelser att rösta på.
vote-gone = Det går inte längre att rösta på berättelsen. Berättaren kan ha tagit bort den.
voted = Tack, din röst är sparad. En ny röst ersätter den.
button-vote = Rösta

speak-title = Språk
speak-label = På vilket språk ska jag tala med dig?
spoken-to = Från och med nu talar jag så här med dig.

said-title = Tack
muted = Jag frågar dig inte längre efter berättelser. Kanalen tystar du i Slacks egna inställningar. Du kan när som helst komma tillbaka på fliken Hem.

method-title = Så görs veckobrevet
method-stories = Veckobrevet återger veckans berättelser: det som människor ville dela. De är inget urval av alla kunder.
method-tellers = Siffrorna räknar berättare: en berättare räknas en gång per tema och vecka.
method-sides = Det som gladde och det som sårade har lika många platser. Först kommer det allvarligaste, sedan det som flest berättade.
method-changes = En ökning eller minskning nämns först när slumpen inte räcker som förklaring. Små grupper delas inte upp.
method-checks = Vid varje citat står berättelsens nummer. Före utskicket räknas siffrorna om, och citat och namn jämförs med berättelserna.

choice-serious = Allvarliga berättelser kommer alltid först: { $numbers }.
choice-theme = De här gäller ämnen som flera berättade om: { $numbers }.
choice-single = De här hade mest av det som de andra raderna inte berättar: { $numbers }.
choice-votes = Läsarna röstade fram den som den viktigaste: { $numbers }.
choice-gravest = Om ett viktigt mål citeras den allvarligaste vars ord inte redan finns i veckobrevet: { $numbers }.
choice-unlike = Varje förslag finns med en gång, även om många föreslår detsamma: { $numbers }.
choice-longest = De här har väntat längst på svar: { $numbers }.
choice-hard_first = Att prata om: en svår berättelse vars ord finns i veckobrevet: { $numbers }.
choice-no_hard = Att prata om: en berättelse vars ord finns i veckobrevet: { $numbers }.
choice-archive = Från tidigare veckor citeras den bästa, bedömd som veckans berättelse: { $numbers }.

button-queue = Visa kön
button-search-stories = Sök i berättelser
menu-rate = Hade du nytta av det här?
menu-vote = Rösta på den viktigaste berättelsen
menu-mute = Tysta frågorna
menu-speak = Språk
menu-method = Så görs veckobrevet

story-moved = Teamet { $team } röstade fram din berättelse { $number } som den viktigaste. Röster: { $votes }. Tack för att du berättade!
story-moved-why = Teamet { $team } röstade fram din berättelse { $number } som den viktigaste. Röster: { $votes }. Varför: ”{ $why }” Tack för att du berättade!
