# Kooste. Numerot lasketaan; viikot ja vuodet tulevat tekstinä, ettei niitä ryhmitellä.

digest-header = 📖 Viikon tarinat · { $weeks ->
    [one] viikko
   *[other] viikot
 } { $period }
digest-header-quiet = 📖 { $weeks ->
    [one] Viikko
   *[other] Viikot
 } { $period } · ei uusia tarinoita

digest-counts = { $dates } · { $stories ->
    [0] ei uusia tarinoita
    [one] 1 tarina
   *[other] { $stories } tarinaa
 }
digest-counts-roles = { $dates } · { $stories ->
    [one] 1 tarina
   *[other] { $stories } tarinaa
 }: { $customers ->
    [0] { digest-from-employees }
   *[other] { digest-from-customers }{ $employees ->
        [0] { "" }
       *[other] , { digest-from-employees }
    }
 }
digest-from-customers = { $customers ->
    [one] 1 asiakkaalta
   *[other] { $customers } asiakkailta
 }
digest-from-employees = { $employees ->
    [one] 1 työntekijältä
   *[other] { $employees } työntekijöiltä
 }
digest-counts-tellers = { $counts } · { $tellers ->
    [one] 1 kertoja
   *[other] { $tellers } kertojaa
 }
digest-reading-time = lukuaika { $minutes } min

digest-late = Kooste lähtee tällä kertaa myöhässä.
digest-merged = Edellinen kooste jäi väliin, joten tässä ovat viikot { $period }.
digest-late-stories = { $stories ->
    [one] 1 tarina on aiemmalta viikolta: se tuli vasta koosteen jälkeen.
   *[other] { $stories } tarinaa on aiemmilta viikoilta: ne tulivat vasta koosteen jälkeen.
 }

digest-quiet = Hiljainen viikko. Se ei kerro, että kaikki olisi hyvin tai huonosti.

digest-story-heading = { $stories ->
    [one] Viikon tarina
   *[other] Molemmat tarinat
 }
digest-few = { $stories ->
    [one] Yksi tarina ei riitä päätelmiin, mutta se kannattaa lukea.
   *[other] Kaksi tarinaa on liian vähän päätelmiin, mutta molemmat kannattaa lukea.
 }
digest-role-customer = asiakas
digest-role-employee = työntekijä
digest-week = viikko { $week }

digest-spoken = { $language ->
    [fi] suomeksi
    [sv] ruotsiksi
    [en] englanniksi
   *[other] muulla kielellä
 }

digest-reason-empathy = Valittu, koska siinä näkyy hyvä kohtaaminen: { $theme }.
digest-reason-feeling = Valittu, koska kertoja sanoo, miltä tuntui: { $theme }.
digest-reason-must_win = Valittu, koska se koskee tärkeää tavoitettamme ”{ $theme }”.
digest-reason-event = Valittu, koska siitä näkee, mitä tapahtui ja missä.
digest-reason-voice = Valittu, koska siinä kuuluu uusi ääni.
digest-reason-owner = Valittu, koska tiimin vastuuhenkilö nosti sen esiin.
digest-reason-mix = Valittu, jotta viikon tarinat olisivat kahdeksan viikon aikana monenlaisia.
digest-reason-length = Valittu, koska se on helppo lukea alusta loppuun.
digest-reason-oldest = Valittu, koska se on tasavahvoista tarinoista vanhin.

digest-delighted-heading = Mikä ilahdutti
digest-hurt-heading = Mikä satutti
digest-no-stories = ei tarinoita
digest-item = { $theme }: { $stories ->
    [one] 1 tarina
   *[other] { $stories } tarinaa
 } ({ $numbers })
digest-item-quote = ”{ $quote }” 1 tarina ({ $numbers })
digest-item-quote-foreign = ”{ $quote }” { $spoken }, 1 tarina ({ $numbers })
digest-item-week-story = Viikon tarina: 1 tarina ({ $numbers })
digest-numbers-more = { $numbers } ja { $more ->
    [one] 1 muu
   *[other] { $more } muuta
 }
digest-late-number = { $number } vk { $week }

digest-waiting-heading = Odottavat vastausta
digest-waiting = { $waiting ->
    [one] 1 kertoja odottaa
   *[other] { $waiting } kertojaa odottaa
 } vastausta ({ $numbers }).
digest-waiting-unlisted = { $waiting ->
    [one] 1 kertoja odottaa
   *[other] { $waiting } kertojaa odottaa
 } vastausta.
digest-oldest-in-time = Pisin odotus: { $days ->
    [one] 1 työpäivä
   *[other] { $days } työpäivää
 }, lupauksen ({ $promise }) rajoissa.
digest-oldest-overdue = Pisin odotus: { $days ->
    [one] 1 työpäivä
   *[other] { $days } työpäivää
 }, yli lupauksen ({ $promise }).

digest-archive-heading = Arkistosta
digest-easy-start-heading = Helppo alku
digest-easy-start = { $variant ->
    [0] Milloin viimeksi asiakas yllätti sinut iloisesti?
    [1] Mikä pieni asia sujui tällä viikolla hyvin?
   *[other] Kuka auttoi sinua viimeksi, ja miten?
 }

digest-question-heading = Kysymys tiimille
digest-question-delighted = { $variant ->
    [0] Mikä teki tästä hyvän kokemuksen, ja miten teemme sen uudestaan ({ $number })?
    [1] Mitä kertoja sai, mitä ei osannut odottaa ({ $number })?
   *[other] Kenen muun pitäisi saada kokea sama ({ $number })?
 }
digest-question-hurt = { $variant ->
    [0] Mitä kertoja toivoi meiltä, ja mitä teemme ensi kerralla ({ $number })?
    [1] Mitä sanoisimme kertojalle nyt, jos hän seisoisi edessämme ({ $number })?
   *[other] Missä kohdassa olisimme voineet kääntää tämän hyväksi ({ $number })?
 }
digest-question-other = { $variant ->
    [0] Mitä tästä kannattaa kokeilla ensin ({ $number })?
    [1] Mitä emme olleet huomanneet ennen tätä tarinaa ({ $number })?
   *[other] Mitä tämä tarina kertoo arjestamme ({ $number })?
 }

digest-caution = Tarinat kertovat, mitä ihmiset halusivat jakaa. Ne eivät ole otos kaikista asiakkaista. Tunnistetut nimet on poistettu.

digest-sentence-heading = Viikko yhdellä lauseella
digest-sentence = { $side ->
    [both] { digest-delighted-by }, { digest-hurt-by }: { digest-moods } tarinaa.
    [delighted] { digest-delighted-by }: { digest-moods } tarinaa.
    [hurt] { digest-hurt-by-alone }: { digest-moods } tarinaa.
   *[none] Tarinoita on monesta asiasta: { digest-moods } tarinaa.
 }
digest-delighted-by = Ilahdutti { $delighted }
digest-hurt-by = satutti { $hurt }
digest-hurt-by-alone = Satutti { $hurt }
digest-moods = { $positive } myönteistä, { $negative } kielteistä, { $mixed } kaksijakoista ja { $neutral } neutraalia
digest-and = { $first } ja { $second }

digest-rising-heading = { $direction ->
    [up] Nousussa
    [down] Laskussa
   *[both] Nousussa ja laskussa
 }
digest-rising-clear_rise = ↑ { digest-trend } Selvä muutos.
digest-rising-clear_fall = ↓ { digest-trend } Selvä muutos.
digest-rising-possible_rise = ? { digest-trend } Mahdollinen nousu, seurataan.
digest-rising-possible_fall = ? { digest-trend } Mahdollinen lasku, seurataan.
digest-rising-new = + { digest-trend } Uusi aihe.
digest-trend = { $theme }: { $now }/{ $of } kertojaa, aiemmin { $before }/{ $earlier } ({ $weeks } viikkoa).
digest-steady = Ei selviä muutoksia.
digest-steady-few = Liian vähän kertojia muutosten näkemiseen.
digest-mix = Kertojien joukko muuttui: asiakkaita { $now }/{ $of } kertojaa, aiemmin { $before }/{ $earlier }.

digest-picture = Pistekuvio tarinoista: { $stories ->
    [one] 1 tarina
   *[other] { $stories } tarinaa
 }, ennen ostoa { $before }, palvelun aikana { $during }, jälkeen { $after }. Myönteisiä { $positive }, kaksijakoisia { $mixed }, neutraaleja { $neutral }, kielteisiä { $negative }. { $waiting ->
    [0] Kukaan ei odota vastausta.
    [one] 1 kertoja odottaa vastausta.
   *[other] { $waiting } kertojaa odottaa vastausta.
 }

digest-changed = näitä sanoja ei enää näytetä
digest-withdrawn = poistettu kertojan pyynnöstä
digest-delayed = Kooste myöhästyy.

digest-moved = Edellisen koosteen merkittävin tarina oli { $number }, { $votes ->
    [one] { $votes } ääni
   *[other] { $votes } ääntä
}.
digest-moved-why = Edellisen koosteen merkittävin tarina oli { $number }, { $votes ->
    [one] { $votes } ääni
   *[other] { $votes } ääntä
}. Miksi: ”{ $why }”
