# Ledningens månadssida. År och veckor kommer som text så att de inte grupperas.

digest-month-header = 📖 Månadens berättelser · { $period }
digest-month-name = { $month ->
    [1] januari
    [2] februari
    [3] mars
    [4] april
    [5] maj
    [6] juni
    [7] juli
    [8] augusti
    [9] september
    [10] oktober
    [11] november
   *[12] december
 }
digest-month-stories = { $stories ->
    [0] Inga nya berättelser
    [one] 1 berättelse
   *[other] { $stories } berättelser
 }
digest-month-stories-roles = { $stories ->
    [one] 1 berättelse
   *[other] { $stories } berättelser
 }: { $customers } från kunder, { $employees } från medarbetare
digest-month-waiting = { $waiting ->
    [one] 1 berättare väntar
   *[other] { $waiting } berättare väntar
 } på svar, { $kept } inom vårt löfte ({ $promise ->
    [one] 1 arbetsdag
   *[other] { $promise } arbetsdagar
 })
digest-month-useful = Veckobreven var till nytta: { $useful } av { $answered } svar
digest-month-late = Sidan skickas sent den här gången.
digest-month-merged = Den förra sidan uteblev, så här är två månader.
digest-month-quiet = En tyst månad. Det betyder inte att allt är bra eller dåligt.
digest-month-few = Av så få berättelser kan man inte dra några slutsatser.
digest-month-aloud-heading = En berättelse att läsa högt
digest-month-must-win-heading = Must-win-teman
digest-month-must-win = { $theme }: berättare för { $for }, emot { $against } · { $direction }
digest-month-direction = { $word ->
    [clear_rise] det talas mer om det
    [clear_fall] det talas mindre om det
    [possible_rise] det talas kanske mer om det
    [possible_fall] det talas kanske mindre om det
    [new] ett nytt ämne
    [steady] oförändrat
   *[unknown] riktningen syns inte än
 }
digest-month-service-heading = Tack och klander per tjänst
digest-month-service = { $service }: berättare som tackar { $thanks }, som klandrar { $blame }
digest-month-risk-heading = Risker
digest-month-risk = { $risk }: { $stories ->
    [one] 1 berättelse
   *[other] { $stories } berättelser
 }, den äldsta { $days ->
    [one] 1 arbetsdag
   *[other] { $days } arbetsdagar
 } gammal
digest-month-run-heading = Berättelser per vecka
digest-month-run = { $who }, veckorna { $first }–{ $last }: { $counts }; median { $median }
digest-month-who = { $who ->
    [all] Alla
    [customers] Kunder
   *[employees] Medarbetare
 }
digest-month-point = ,
digest-month-unknown-heading = Vad vi inte vet
digest-month-missing-languages = För få berättade { $names }.
digest-month-hidden = { $services ->
    [one] Siffrorna för 1 tjänst är för små för att visas.
   *[other] Siffrorna för { $services } tjänster är för små för att visas.
 }
digest-month-table-service = Tjänst
digest-month-table-thanks = Tackar
digest-month-table-blame = Klandrar
operator-held-month = Jag skickade inte ledningens månadssida (team { $team }, månad { $month }), eftersom den inte klarade kontrollerna. När orsaken är åtgärdad, kör: kuule month --team { $id } --month { $month } --post
