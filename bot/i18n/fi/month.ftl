# Johdon kuukausisivu. Vuodet ja viikot tulevat tekstinä, ettei niitä ryhmitellä.

digest-month-header = 📖 Kuukauden tarinat · { $period }
digest-month-name = { $month ->
    [1] tammikuu
    [2] helmikuu
    [3] maaliskuu
    [4] huhtikuu
    [5] toukokuu
    [6] kesäkuu
    [7] heinäkuu
    [8] elokuu
    [9] syyskuu
    [10] lokakuu
    [11] marraskuu
   *[12] joulukuu
 }
digest-month-stories = { $stories ->
    [0] Ei uusia tarinoita
    [one] 1 tarina
   *[other] { $stories } tarinaa
 }
digest-month-stories-roles = { $stories ->
    [one] 1 tarina
   *[other] { $stories } tarinaa
 }: asiakkailta { $customers }, työntekijöiltä { $employees }
digest-month-waiting = { $waiting ->
    [one] 1 kertoja odottaa
   *[other] { $waiting } kertojaa odottaa
 } vastausta, lupauksen ({ $promise ->
    [one] 1 työpäivä
   *[other] { $promise } työpäivää
 }) rajoissa { $kept }
digest-month-useful = Viikkokoosteista oli hyötyä: { $useful }/{ $answered } vastausta
digest-month-late = Sivu lähtee tällä kertaa myöhässä.
digest-month-merged = Edellinen sivu jäi väliin, joten tässä on kaksi kuukautta.
digest-month-quiet = Hiljainen kuukausi. Se ei kerro, että kaikki olisi hyvin tai huonosti.
digest-month-few = Näin harvasta tarinasta ei voi päätellä mitään.
digest-month-aloud-heading = Tarina ääneen luettavaksi
digest-month-must-win-heading = Must-win-teemat
digest-month-must-win = { $theme }: kertojia puolesta { $for }, vastaan { $against } · { $direction }
digest-month-direction = { $word ->
    [clear_rise] siitä puhutaan enemmän
    [clear_fall] siitä puhutaan vähemmän
    [possible_rise] siitä puhutaan ehkä enemmän
    [possible_fall] siitä puhutaan ehkä vähemmän
    [new] uusi aihe
    [steady] ennallaan
   *[unknown] suunta ei vielä näy
 }
digest-month-service-heading = Kiitos ja moite palveluittain
digest-month-service = { $service }: kiittäjiä { $thanks }, moittijoita { $blame }
digest-month-risk-heading = Riskit
digest-month-risk = { $risk }: { $stories ->
    [one] 1 tarina
   *[other] { $stories } tarinaa
 }, vanhimman ikä { $days ->
    [one] 1 työpäivä
   *[other] { $days } työpäivää
 }
digest-month-run-heading = Tarinoita viikossa
digest-month-run = { $who }, viikot { $first }–{ $last }: { $counts }; mediaani { $median }
digest-month-who = { $who ->
    [all] Kaikki
    [customers] Asiakkaat
   *[employees] Työntekijät
 }
digest-month-point = ,
digest-month-unknown-heading = Mitä emme tiedä
digest-month-missing-languages = Liian harva kertoi { $names }.
digest-month-hidden = { $services ->
    [one] 1 palvelun luvut ovat liian pieniä näytettäviksi.
   *[other] { $services } palvelun luvut ovat liian pieniä näytettäviksi.
 }
digest-month-table-service = Palvelu
digest-month-table-thanks = Kiittäjiä
digest-month-table-blame = Moittijoita
operator-held-month = En lähettänyt johdon kuukausisivua (tiimi { $team }, kuukausi { $month }), koska se ei läpäissyt tarkistuksia. Kun syy on korjattu, aja: kuule month --team { $id } --month { $month } --post
