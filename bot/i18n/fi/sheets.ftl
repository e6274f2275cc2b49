# Mitä koosteen ketjussa on: must-win-teemat, ideat, riskit, avoimet, kaikki tarinat, luvut.

digest-must_win-heading = Must-win-teemat
digest-must_win = { $theme }: kertojia puolesta { $for }, vastaan { $against }, ideoita { $ideas }
digest-ideas-heading = Ideat
digest-idea = ”{ $quote }” ({ $numbers }){ $horizon ->
    [none] { "" }
   *[other] , { $horizon }
 } · tila: uusi
digest-idea-foreign = ”{ $quote }” { $spoken } ({ $numbers }){ $horizon ->
    [none] { "" }
   *[other] , { $horizon }
 } · tila: uusi
digest-more-ideas = { $stories ->
    [one] Ideoita on myös 1 muussa tarinassa.
   *[other] Ideoita on myös { $stories } muussa tarinassa.
 }
digest-risks-heading = Riskit
digest-risk = { $risk }: { $stories ->
    [one] 1 tarina
   *[other] { $stories } tarinaa
 }
digest-risk-due = { digest-risk }, vastattava viimeistään { $due }
digest-risk-private = { $risk }: ohjattu vastuuhenkilölle
digest-risk-other = Muu vakava asia
digest-open-heading = Avoimet asiakkaat
digest-open = { $number } · { $theme } · { digest-waits }
digest-open-plain = { $number } · { digest-waits }
digest-waits = { $days ->
    [one] 1 työpäivä
   *[other] { $days } työpäivää
 }
digest-guide = Hyvä vastaus: Kerro kuka olet ja miksi juuri sinä vastaat. Kiitä ja toista tapahtuma kertojan sanoin. Pahoittele tapahtunutta, jos se meni pieleen. Kerro, mitä teet ja mihin mennessä. Anna suora yhteystieto.
digest-stories-heading = Kaikki tarinat
digest-story = ”{ $quote }” ({ $numbers })
digest-story-foreign = ”{ $quote }” { $spoken } ({ $numbers })
digest-more-stories = { $stories ->
    [one] Lisäksi 1 muu tarina.
   *[other] Lisäksi { $stories } muuta tarinaa.
 }

digest-numbers-heading = Luvut
digest-number = { $name }: { $value }
digest-figure-stories = Tarinoita
digest-figure-stories_customers = Tarinoita asiakkailta
digest-figure-stories_employees = Tarinoita työntekijöiltä
digest-figure-tellers = Kertojia
digest-figure-mood_positive = Myönteisiä tarinoita
digest-figure-mood_negative = Kielteisiä tarinoita
digest-figure-mood_mixed = Kaksijakoisia tarinoita
digest-figure-mood_neutral = Neutraaleja tarinoita
digest-figure-phase_before = Ennen ostoa
digest-figure-phase_during = Palvelun aikana, tai vaihetta ei kerrottu
digest-figure-phase_after = Jälkeen
digest-figure-waiting = Kertojia odottaa vastausta
digest-figure-waiting_oldest = Pisin odotus työpäivinä
digest-figure-late = Tarinoita aiemmilta viikoilta
digest-figure-energy_gave = Työntekijöitä, joille työ antoi energiaa
digest-figure-energy_took = Työntekijöitä, joilta työ vei energiaa
digest-figure-tellers_customers = Asiakkaita kertojista
digest-figure-tellers_customers_before = Asiakkaita kertojista edellisillä viikoilla
digest-figure-tellers_before = Kertojia edellisillä viikoilla
digest-figure-weeks_before = Edellisiä viikkoja vertailussa
digest-figure-risk = { $name }, riskitarinoita
digest-figure-theme = { $name }, kertojia
digest-figure-theme-before = { $name }, kertojia edellisillä viikoilla
digest-missing-phases = Ei tarinoita vaiheista: { $names }
digest-missing-groups = Liian vähän kertojia ryhmistä: { $names }
digest-phase-before = ennen ostoa
digest-phase-during = palvelun aikana
digest-phase-after = jälkeen
digest-hidden = { $figures ->
    [one] 1 luku on liian pieni näytettäväksi.
   *[other] { $figures } lukua on liian pieniä näytettäväksi.
 }
digest-method = Näin kooste tehdään: laskemme kertojia, emme viestejä. Muutos on selvä tai mahdollinen vasta, kun sattuma ei sitä selitä. Ihmisten sanat ovat suoria lainauksia.
