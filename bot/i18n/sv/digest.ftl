# Veckobrevet. Siffrorna räknas; veckor och år kommer som text så att de inte grupperas.

digest-header = 📖 Veckans berättelser · { $weeks ->
    [one] vecka
   *[other] veckorna
 } { $period }
digest-header-quiet = 📖 { $weeks ->
    [one] Vecka
   *[other] Veckorna
 } { $period } · inga nya berättelser

digest-counts = { $dates } · { $stories ->
    [0] inga nya berättelser
    [one] 1 berättelse
   *[other] { $stories } berättelser
 }
digest-counts-roles = { $dates } · { $stories ->
    [one] 1 berättelse
   *[other] { $stories } berättelser
 }: { $customers ->
    [0] { digest-from-employees }
   *[other] { digest-from-customers }{ $employees ->
        [0] { "" }
       *[other] , { digest-from-employees }
    }
 }
digest-from-customers = { $customers ->
    [one] 1 från en kund
   *[other] { $customers } från kunder
 }
digest-from-employees = { $employees ->
    [one] 1 från en medarbetare
   *[other] { $employees } från medarbetare
 }
digest-counts-tellers = { $counts } · { $tellers ->
    [one] 1 berättare
   *[other] { $tellers } berättare
 }
digest-reading-time = lästid { $minutes } min

digest-late = Veckobrevet kommer sent den här gången.
digest-merged = Det förra veckobrevet uteblev, så det här gäller veckorna { $period }.
digest-late-stories = { $stories ->
    [one] 1 berättelse är från en tidigare vecka: den kom först efter veckobrevet.
   *[other] { $stories } berättelser är från tidigare veckor: de kom först efter veckobrevet.
 }

digest-quiet = En lugn vecka. Det betyder inte att allt är bra eller dåligt.

digest-story-heading = { $stories ->
    [one] Veckans berättelse
   *[other] Båda berättelserna
 }
digest-few = { $stories ->
    [one] En berättelse räcker inte för slutsatser, men den är värd att läsas.
   *[other] Två berättelser är för få för slutsatser, men båda är värda att läsas.
 }
digest-role-customer = kund
digest-role-employee = medarbetare
digest-week = vecka { $week }

digest-spoken = { $language ->
    [fi] på finska
    [sv] på svenska
    [en] på engelska
   *[other] på ett annat språk
 }

digest-reason-empathy = Vald för att den visar ett gott bemötande: { $theme }.
digest-reason-feeling = Vald för att berättaren säger hur det kändes: { $theme }.
digest-reason-must_win = Vald för att den gäller vårt viktiga mål ”{ $theme }”.
digest-reason-event = Vald för att den visar vad som hände och var.
digest-reason-voice = Vald för att den är en ny röst.
digest-reason-owner = Vald av teamets ansvariga.
digest-reason-mix = Vald för att veckans berättelser ska vara av många slag under åtta veckor.
digest-reason-length = Vald för att den är lätt att läsa från början till slut.
digest-reason-oldest = Vald för att den är äldst av lika starka berättelser.

digest-delighted-heading = Vad gladde
digest-hurt-heading = Vad sårade
digest-no-stories = inga berättelser
digest-item = { $theme }: { $stories ->
    [one] 1 berättelse
   *[other] { $stories } berättelser
 } ({ $numbers })
digest-item-quote = ”{ $quote }” 1 berättelse ({ $numbers })
digest-item-quote-foreign = ”{ $quote }” { $spoken }, 1 berättelse ({ $numbers })
digest-item-week-story = Veckans berättelse: 1 berättelse ({ $numbers })
digest-numbers-more = { $numbers } och { $more ->
    [one] 1 annan
   *[other] { $more } andra
 }
digest-late-number = { $number } v. { $week }

digest-waiting-heading = Väntar på svar
digest-waiting = { $waiting ->
    [one] 1 berättare väntar
   *[other] { $waiting } berättare väntar
 } på svar ({ $numbers }).
digest-waiting-unlisted = { $waiting ->
    [one] 1 berättare väntar
   *[other] { $waiting } berättare väntar
 } på svar.
digest-oldest-in-time = Längsta väntan: { $days ->
    [one] 1 arbetsdag
   *[other] { $days } arbetsdagar
 }, inom vårt löfte ({ $promise }).
digest-oldest-overdue = Längsta väntan: { $days ->
    [one] 1 arbetsdag
   *[other] { $days } arbetsdagar
 }, över vårt löfte ({ $promise }).

digest-archive-heading = Ur arkivet
digest-easy-start-heading = Lätt start
digest-easy-start = { $variant ->
    [0] När överraskade en kund dig senast på ett trevligt sätt?
    [1] Vilken liten sak gick bra den här veckan?
   *[other] Vem hjälpte dig senast, och hur?
 }

digest-question-heading = Fråga till teamet
digest-question-delighted = { $variant ->
    [0] Vad gjorde det här till en bra upplevelse, och hur gör vi om det ({ $number })?
    [1] Vad fick berättaren utan att vänta sig det ({ $number })?
   *[other] Vem annan borde få uppleva samma sak ({ $number })?
 }
digest-question-hurt = { $variant ->
    [0] Vad hoppades berättaren på av oss, och vad gör vi nästa gång ({ $number })?
    [1] Vad skulle vi säga till berättaren nu, ansikte mot ansikte ({ $number })?
   *[other] I vilket skede kunde vi ha vänt det här till något bra ({ $number })?
 }
digest-question-other = { $variant ->
    [0] Vad lönar det sig att pröva först ({ $number })?
    [1] Vad hade vi inte lagt märke till före den här berättelsen ({ $number })?
   *[other] Vad säger den här berättelsen om vår vardag ({ $number })?
 }

digest-caution = Berättelserna visar vad människor ville dela. De är inget urval av alla kunder. Namn som känts igen har tagits bort.

digest-sentence-heading = Veckan i en mening
digest-sentence = { $side ->
    [both] { digest-delighted-by }; { digest-hurt-by }: { digest-moods } berättelser.
    [delighted] { digest-delighted-by }: { digest-moods } berättelser.
    [hurt] { digest-hurt-by-alone }: { digest-moods } berättelser.
   *[none] Berättelser om många saker: { digest-moods } berättelser.
 }
digest-delighted-by = Det som gladde var { $delighted }
digest-hurt-by = det som sårade var { $hurt }
digest-hurt-by-alone = Det som sårade var { $hurt }
digest-moods = { $positive } positiva, { $negative } negativa, { $mixed } blandade och { $neutral } neutrala
digest-and = { $first } och { $second }

digest-rising-heading = { $direction ->
    [up] Ökar
    [down] Minskar
   *[both] Ökar och minskar
 }
digest-rising-clear_rise = ↑ { digest-trend } Tydlig förändring.
digest-rising-clear_fall = ↓ { digest-trend } Tydlig förändring.
digest-rising-possible_rise = ? { digest-trend } Möjlig ökning, vi följer den.
digest-rising-possible_fall = ? { digest-trend } Möjlig minskning, vi följer den.
digest-rising-new = + { digest-trend } Nytt ämne.
digest-trend = { $theme }: { $now }/{ $of } berättare, tidigare { $before }/{ $earlier } ({ $weeks } veckor).
digest-steady = Inga tydliga förändringar.
digest-steady-few = För få berättare för att se förändringar.
digest-mix = Andra berättar än tidigare: kunder är { $now }/{ $of } berättare, tidigare { $before }/{ $earlier }.

digest-picture = Punktdiagram över berättelserna: { $stories ->
    [one] 1 berättelse
   *[other] { $stories } berättelser
 }, före köpet { $before }, under tjänsten { $during }, efteråt { $after }. Positiva { $positive }, blandade { $mixed }, neutrala { $neutral }, negativa { $negative }. { $waiting ->
    [0] Ingen väntar på svar.
    [one] 1 berättare väntar på svar.
   *[other] { $waiting } berättare väntar på svar.
 }

digest-changed = de här orden visas inte längre
digest-withdrawn = raderad på berättarens begäran
digest-delayed = Veckobrevet är försenat.

digest-moved = Det förra veckobrevets viktigaste berättelse var { $number }, { $votes ->
    [one] { $votes } röst
   *[other] { $votes } röster
}.
digest-moved-why = Det förra veckobrevets viktigaste berättelse var { $number }, { $votes ->
    [one] { $votes } röst
   *[other] { $votes } röster
}. Varför: ”{ $why }”
