# Det som står i veckobrevets tråd: must-win-teman, idéer, risker, öppna, alla berättelser, siffror.

digest-must_win-heading = Must-win-teman
digest-must_win = { $theme }: berättare för { $for }, emot { $against }, med idéer { $ideas }
digest-ideas-heading = Idéer
digest-idea = ”{ $quote }” ({ $numbers }){ $horizon ->
    [none] { "" }
   *[other] , { $horizon }
 } · status: ny
digest-idea-foreign = ”{ $quote }” { $spoken } ({ $numbers }){ $horizon ->
    [none] { "" }
   *[other] , { $horizon }
 } · status: ny
digest-more-ideas = { $stories ->
    [one] 1 berättelse till har idéer.
   *[other] { $stories } berättelser till har idéer.
 }
digest-risks-heading = Risker
digest-risk = { $risk }: { $stories ->
    [one] 1 berättelse
   *[other] { $stories } berättelser
 }
digest-risk-due = { digest-risk }, svar senast { $due }
digest-risk-private = { $risk }: vidare till den ansvariga
digest-risk-other = Annat allvarligt ärende
digest-open-heading = Kunder som väntar
digest-open = { $number } · { $theme } · { digest-waits }
digest-open-plain = { $number } · { digest-waits }
digest-waits = { $days ->
    [one] 1 arbetsdag
   *[other] { $days } arbetsdagar
 }
digest-guide = Ett bra svar: Berätta vem du är och varför just du svarar. Tacka och upprepa det som hände med berättarens ord. Beklaga det som hände, om det gick fel. Berätta vad du gör och till när. Ge en direkt kontakt.
digest-stories-heading = Alla berättelser
digest-story = ”{ $quote }” ({ $numbers })
digest-story-foreign = ”{ $quote }” { $spoken } ({ $numbers })
digest-more-stories = { $stories ->
    [one] Dessutom 1 annan berättelse.
   *[other] Dessutom { $stories } andra berättelser.
 }

digest-numbers-heading = Siffror
digest-number = { $name }: { $value }
digest-figure-stories = Berättelser
digest-figure-stories_customers = Berättelser från kunder
digest-figure-stories_employees = Berättelser från medarbetare
digest-figure-tellers = Berättare
digest-figure-mood_positive = Positiva berättelser
digest-figure-mood_negative = Negativa berättelser
digest-figure-mood_mixed = Blandade berättelser
digest-figure-mood_neutral = Neutrala berättelser
digest-figure-phase_before = Före köpet
digest-figure-phase_during = Under tjänsten, eller skedet inte berättat
digest-figure-phase_after = Efteråt
digest-figure-waiting = Berättare som väntar på svar
digest-figure-waiting_oldest = Längsta väntan i arbetsdagar
digest-figure-late = Berättelser från tidigare veckor
digest-figure-energy_gave = Medarbetare som fick energi av arbetet
digest-figure-energy_took = Medarbetare som arbetet tog energi av
digest-figure-tellers_customers = Kunder bland berättarna
digest-figure-tellers_customers_before = Kunder bland berättarna under veckorna före
digest-figure-tellers_before = Berättare under veckorna före
digest-figure-weeks_before = Veckor före i jämförelsen
digest-figure-risk = { $name }, berättelser med denna risk
digest-figure-theme = { $name }, berättare
digest-figure-theme-before = { $name }, berättare under veckorna före
digest-missing-phases = Inga berättelser om: { $names }
digest-missing-groups = För få berättare från: { $names }
digest-phase-before = före köpet
digest-phase-during = under tjänsten
digest-phase-after = efteråt
digest-hidden = { $figures ->
    [one] 1 siffra är för liten för att visas.
   *[other] { $figures } siffror är för små för att visas.
 }
digest-method = Så görs veckobrevet: vi räknar berättare, inte meddelanden. En förändring är tydlig eller möjlig först när slumpen inte förklarar den. Människors ord är direkta citat.
