# Vad en berättare ser av sina egna berättelser, och vad Kuule frågar dem som vill bli frågade.

receipt-shown = { $share ->
    [organisation] Så här ser teamet och andra i organisationen din berättelse:
    [training] Så här ser teamet, andra i organisationen och i utbildningar din berättelse:
    [public] Så här kan vem som helst se din berättelse:
   *[other] Så här ser teamet din berättelse:
 }
receipt-counted = Dina ord visas inte för andra. Berättelsen räknas bara i veckobrevet.
receipt-tags = Taggar: { $tags }
receipt-tags-none = Jag hittade inga taggar.
receipt-feeling = Hur kändes det?
receipt-expectation = Och jämfört med förväntningarna?
receipt-share = Vem får se berättelsen?
feeling-heard = Hörd
feeling-relieved = Lättad
feeling-delighted = Glad
feeling-frustrated = Frustrerad
feeling-ignored = Förbigången
feeling-disappointed = Besviken
feeling-other = Annat…
expectation-exceeded = Bättre
expectation-met = Som väntat
expectation-below = Sämre
button-chosen = { $label }, vald
button-correct = Rätta
button-correct-label = Rätta taggarna för berättelsen { $number }
button-edit = Ändra
button-edit-label = Ändra berättelsen { $number }

follow-up-question = { $missing ->
    [feeling] Hur kändes det?
    [other-side] Vad var bra, och vad kunde ha gjorts annorlunda?
    [phases] Vad hände före det? Och efteråt?
   *[event] Vad hände?
 }
follow-up = En fråga om berättelsen { $number }: { follow-up-question } Om du vill, svara här: jag lägger det till berättelsen.
follow-up-echo = En fråga om berättelsen { $number }. Du sa ”{ $word }”. { $missing ->
    [event] Vad hände då?
   *[other] { follow-up-question }
 } Om du vill, svara här: jag lägger det till berättelsen.
answer-added = Jag lade ditt meddelande till berättelsen { $number }. Är det en egen berättelse, radera meddelandet och skriv det igen.

tags-title = Rätta taggarna
tags-intro = Välj de rätta. Dina val går före dem som jag hittade.
facet-kind = Vad det är
facet-feeling = Hur det kändes
facet-expectation = Jämfört med förväntningarna
facet-touchpoint = Var det hände
facet-empathy = Hur kunden bemöttes
facet-quality = Vad det gällde
facet-stage = När under kundens resa
words-title = Ändra berättelsen
words-intro = Så här skrev du. Bara du ser det; andra ser det med dolda namn.
words-label = Vad hände?
words-too-long = Den här delen är för lång att ändras här. Ändra i stället ditt eget meddelande.
words-blank = Skriv något, eller radera berättelsen med knappen på kvittot.
form-failed = Jag kunde inte öppna formuläret. Försök igen om en stund.

prompt-surprise = När överraskade en kund dig senast på ett bra sätt? Vad hände?
prompt-listening = Berätta om en stund då en kollega verkligen lyssnade på en kund.
prompt-stuck = Var körde det fast för en kund i veckan? Vad sa kunden?
prompt-no = När måste du säga nej fast du ville hjälpa?
prompt-energy = Vilket möte gav dig energi i veckan?
prompt-teamwork = När hjälpte ett annat team dig så att kunden hade nytta av det?
prompt-before = Vad fick kunden gå igenom innan hen nådde dig?
prompt-dream = Om inget vore omöjligt, vad skulle kunderna få nästa år?
prompt-outside = Vad skulle förvåna dig om du var vår kund?
nudge-why = Du bad mig fråga varannan vecka. Svara här med egna ord eller låt bli: jag frågar inte det här igen.
button-stop-asking = Fråga inte mer
asking-offer = Får jag ibland be dig om en berättelse? Jag frågar på arbetstid, påminner aldrig, och du kan avsluta det när du vill.
asking-started = Jag frågar dig högst varannan vecka. Du kan ändra det på min hemflik.
asking-stopped = Jag frågar dig inte mer. Du kan ändra det på min hemflik.

button-tell = Berätta
home-intro = Hej! Jag är Kuule, en bot. Här är dina egna berättelser och vad som har blivit av dem. Bara du ser den här sidan.
home-stories = Dina berättelser: { $stories ->
    [0] inga ännu
    [one] 1 berättelse
   *[other] { $stories } berättelser
 }
home-none = Berätta vad som hände, bra eller dåligt. Också ett meddelande till mig är en berättelse.
home-page = Sida { $page } av { $pages }
button-newer = Nyare
button-older = Äldre
progress-waiting = Väntar på nästa veckobrev.
progress-counted = Räknades i veckobrevet för vecka { $week }.
progress-shown = Lästes i teamets veckobrev för vecka { $week }.
progress-open = Någon svarar dig.
progress-claimed = Någon förbereder ett svar till dig.
progress-answered = Du har fått svar.
progress-closed = Ärendet är avslutat.
home-language = På vilket språk ska jag tala till dig?
language-platform = Som Slack
language-fi = suomi
language-en = English
language-sv = svenska
home-asking = Får jag be dig om en berättelse ibland?
asking-never = Fråga inte
asking-fortnight = Varannan vecka
asking-rules = Jag frågar högst varannan vecka, på arbetstid. Jag påminner inte, och jag sparar inte om du svarade.
home-kept = Vad jag sparar om dig
kept-stories = { $stories ->
    [0] Jag har inte sparat några berättelser av dig.
    [one] Jag har sparat 1 berättelse av dig, i { kept-messages }.
   *[other] Jag har sparat { $stories } berättelser av dig, i { kept-messages }.
 } Dina egna ord är krypterade; andra ser den dolda texten.
kept-messages = { $parts ->
    [one] 1 meddelande
   *[other] { $parts } meddelanden
 }
kept-tags = { $tags ->
    [0] Du har inte själv satt några taggar.
    [one] Du har själv satt 1 tagg.
   *[other] Du har själv satt { $tags } taggar.
 }
kept-address = Ditt Slack-id är sparat krypterat, så att jag kan svara dig.
kept-asked = { $asked ->
    [0] Under de senaste åtta veckorna har jag inte frågat dig något.
    [one] Under de senaste åtta veckorna har jag frågat dig en gång.
   *[other] Under de senaste åtta veckorna har jag frågat dig { $asked } gånger.
 }
kept-removal = Radera en berättelse med dess knapp. Då försvinner dess ord.
home-digest = Teamets senaste veckobrev
