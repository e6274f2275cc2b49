# Formuläret där en berättelse skrivs, och lovet som frågas av skribenten.

form-title = Berätta
form-preview = Förhandsgranska
form-save = Spara
form-close = Avbryt
form-advice = Skriv som du skulle berätta för en kollega. Skriv inte kundens namn.
form-story = Vad hände?
form-story-placeholder = I går kväll kom en kund…
form-about = Vem handlar den om?
form-about-customer = En kund
form-about-own = Mitt eget arbete
form-about-other_team = Ett annat team
form-more = Fler uppgifter
form-feeling = Hur kändes det för kunden? En gissning räcker
form-feeling-placeholder = Välj högst tre
form-energy = Vad gjorde det här med din egen energi?
form-energy-hint = Visas bara när minst 5 har svarat
form-energy-energised = Gav energi
form-energy-neutral = Ingen påverkan
form-energy-drained = Tog energi
form-share = Vem får höra det här?
form-share-named = Teamet, med mitt namn
form-share-unnamed = Teamet, utan mitt namn
form-share-counted = Bara veckobrevets siffror
form-flags = Dessutom
form-flags-waits = Kunden väntar på svar
form-flags-idea = Här finns en idé
form-flags-risk = Här finns en risk
form-readers = { $reader ->
    [named] Så här ser teamet { $team } din berättelse. Ditt namn får synas:
    [counted] Teamet { $team } ser din berättelse bara i veckobrevets siffror. Så här sparas den:
   *[other] Så här ser teamet { $team } din berättelse, utan ditt namn:
 }
form-save-hint = Ingenting är sparat ännu. Du kan ändra texten nedan.
form-too-short = Skriv minst { $least } tecken.
form-too-long = Skriv högst { $most } tecken.
form-choose = Välj ett.
form-not-opened = Formuläret öppnades inte. Försök igen, eller skriv här vad som hände.
form-not-here = Här berättar man inte så.

ask = Någon hittade en berättelse i ditt meddelande. Får jag spara den?
ask-silence = Jag har inte sparat ditt meddelande. Om du inte svarar inom sju dagar sparar jag det inte.
ask-yes = Spara som berättelse
ask-no = Spara inte
ask-refused = Då sparar jag det inte och frågar inte om det igen.
ask-over = Den här frågan går inte längre att besvara.
ask-sent = Bara skribenten bestämmer om jag sparar meddelandet. Jag frågar en gång.
kept-already = Det här meddelandet är redan sparat som en berättelse.
kept-part = Jag lade till meddelandet i samma berättelse.
kept-not = Det här meddelandet kan inte bli en berättelse.
kept-gone = Meddelandet finns inte längre, så jag sparade ingenting.
kept-ours = Det meddelandet är mitt, så det blir ingen berättelse. Berätta din egen: skriv till mig här.
kept-unread = Jag kan inte läsa meddelandet. Öppna dess meny och välj { shortcut-keep }, eller skriv till mig här.
