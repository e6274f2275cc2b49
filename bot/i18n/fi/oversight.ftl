# Mitä tiimin vastuuhenkilö näkee ennen kuin kooste lähtee.

oversight-proposed = Tältä näyttää tiimin { $team } kooste viikolta { $week }. Se lähtee { $leaves }. Voit pysäyttää sen tai vaihtaa viikon tarinan { $until } asti.
oversight-held = Tiimin { $team } kooste viikolta { $week } odottaa sinua. { $held ->
    [none] Jos et vapauta sitä, se lähtee vuorokauden kuluttua.
   *[other] Jos et vapauta sitä, se lähtee { $held }.
 }
oversight-why = Miksi { $number } olisi parempi viikon tarina? Syy kirjataan lokiin ilman nimeäsi.
oversight-over = Tiimin { $team } kooste viikolta { $week } on lukittu tai jo lähtenyt. Sitä ei voi enää muuttaa.
oversight-unchanged = Viikon tarina jäi ennalleen, koska kooste on sillä välin muuttunut. Katso sitä uudelleen.
oversight-refused = Vain tiimin vastuuhenkilö voi tehdä näin.
button-oversight-hold = Pysäytä
button-oversight-release = Vapauta
button-oversight-point = Viikon tarinaksi { $number }
button-oversight-swap = { $reason ->
    [known] Kertojan voi tunnistaa
    [unfit] Nykyinen ei sovi nyt
   *[other] Tämä kertoo enemmän
 }
button-oversight-back = Pidä ennallaan

oversight-remark = Tarkistus huomauttaa koosteesta: { check-name }. Kohtia: { $lines }. Kooste lähtee silti.
oversight-left-out = Jätin koosteesta pois rivejä, jotka eivät läpäisseet tarkistusta: { check-name }. Rivejä: { $lines }.
oversight-quotes-only = Kooste ei läpäissyt tarkistusta: { check-name }. Siksi siinä kerrotaan tarinoista vain lainauksin.
check-name = { $check ->
    [entity] nimet
    [citation] tarinat, joihin rivit perustuvat
    [share] lupa näyttää tarina
    [quote] lainaukset
    [numbers] luvut
    [roles] roolit
    [order] rivien järjestys
    [balance] ilahduttaneen ja satuttaneen tasapaino
    [prevalence] kuinka moni kertoi samaa
    [voice] yhden kertojan osuus
    [picture] kuva
    [critical_recall] vakava tarina jäisi pois
    [personal_data] henkilötiedot
    [small_cells] pienet ryhmät
    [overclaim] liian vahva väite
    [length] pituus
   *[other] muu syy
 }

digest-test = Koe: tältä kooste näyttäisi nyt. Tarinat jäävät varsinaiseen koosteeseen, eikä tämä lähde kanavalle.
test-sent = Lähetän sinulle koekoosteen yksityisviestinä.
test-empty = Kooste ei läpäissyt tarkistuksia, joten en lähetä koetta.
