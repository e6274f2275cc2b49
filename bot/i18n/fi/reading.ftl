# What readers of a digest see in private.

read-title = Tarina
read-gone = Tätä tarinaa ei voi enää lukea. Kertoja on voinut poistaa sen.
read-source = Viikko { $week } · kerrottu kielellä: { $language ->
    [fi] suomi
    [sv] ruotsi
    [en] englanti
   *[other] muu kieli
}
reader-elsewhere = Tällä kanavalla ei lueta minkään tiimin tarinoita.
reader-outsider = Näitä tarinoita lukevat vain oman työtilani jäsenet.

queue-title = Vastausta odottavat
queue-empty = Kukaan ei odota vastausta juuri nyt.
queue-intro = Pisimpään odottanut on ensin. Ota hoitaaksesi se, johon vastaat itse.
queue-row = { $number } · odottanut { $days ->
    [one] { $days } työpäivän
   *[other] { $days } työpäivää
} · { $promise ->
    [late] yli lupauksen
   *[other] lupauksen sisällä
}
queue-claimer = Hoitaa: { $who }
button-read = Lue tarina
button-claim = Otan hoitaakseni
button-release = Vapautan
button-search = Hae

claim-made = { $who } ottaa hoitaakseen: { $number }.
claim-released = { $who } vapautti: { $number }. Kuka ottaa hoitaakseen?
claim-not-waiting = { $number } ei odota enää vastausta.
claim-own = { $number } on jo sinulla.
claim-taken = Joku toinen otti jo hoitaakseen: { $number }.
claim-not-own = { $number } ei ole sinulla, joten et voi vapauttaa sitä.

search-title = Hae tarinoista
search-label = Mitä sanoja tarinassa on?
search-found = { $stories ->
    [0] Ei tarinoita näillä sanoilla. Kokeile sanan alkua.
    [one] { $stories } tarina
   *[other] { $stories } tarinaa, uusin ensin
}

rate-title = Koosteesta
rate-label = Oliko tästä koosteesta hyötyä?
rate-yes = Oli hyötyä
rate-no = Ei tällä kertaa
rated = Kiitos. Vastauksista näkyy vain lukumäärä.

vote-title = Merkittävin tarina
vote-label = Mikä viikon tarina oli sinusta merkittävin?
vote-why = Miksi?
vote-hint = Kerromme syyn kertojalle ja seuraavassa koosteessa, ilman nimeäsi. Tunnistetut nimet poistetaan.
vote-none = Tässä koosteessa ei ole tarinoita, joista voi äänestää.
vote-gone = Tätä tarinaa ei voi enää äänestää. Kertoja on voinut poistaa sen.
voted = Kiitos, äänesi on tallessa. Uusi ääni korvaa vanhan.
button-vote = Äänestä

speak-title = Kieli
speak-label = Millä kielellä puhun sinulle?
spoken-to = Puhun sinulle tästä lähtien näin.

said-title = Kiitos
muted = En enää kysy sinulta tarinoita. Kanavan saat hiljaiseksi Slackin omista asetuksista. Voit palata milloin tahansa Koti-välilehdeltä.

method-title = Miten kooste tehdään
method-stories = Kooste kertoo viikon tarinat: sen, mitä ihmiset halusivat jakaa. Ne eivät ole otos kaikista asiakkaista.
method-tellers = Luvut laskevat kertojia: yksi kertoja lasketaan kerran teemaa ja viikkoa kohden.
method-sides = Ilahduttaneille ja satuttaneille on yhtä monta paikkaa. Ensin tulevat vakavimmat, sitten useimpien kertomat.
method-changes = Nousu tai lasku mainitaan vasta, kun sattuma ei riitä selitykseksi. Pieniä ryhmiä ei eritellä.
method-checks = Jokaisen lainauksen yhteydessä on sen tarinan numero. Ennen lähetystä luvut lasketaan uudelleen, ja lainauksia ja nimiä verrataan tarinoihin.

choice-serious = Vakavat tarinat tulevat aina ensin: { $numbers }.
choice-theme = Näissä on aihe, josta kertoi useampi: { $numbers }.
choice-single = Näissä oli eniten sellaista, mitä muut rivit eivät kerro: { $numbers }.
choice-votes = Lukijat äänestivät merkittävimmäksi: { $numbers }.
choice-gravest = Tärkeästä tavoitteesta lainataan vakavin, jonka sanoja ei vielä ole koosteessa: { $numbers }.
choice-unlike = Ehdotuksista jokainen on kerran, vaikka moni ehdottaisi samaa: { $numbers }.
choice-longest = Nämä ovat odottaneet vastausta pisimpään: { $numbers }.
choice-hard_first = Keskusteluun nostetaan vaikea tarina, jonka sanat ovat koosteessa: { $numbers }.
choice-no_hard = Keskusteluun nostetaan tarina, jonka sanat ovat koosteessa: { $numbers }.
choice-archive = Aiemmilta viikoilta lainataan parasta samoin perustein kuin viikon tarinaa: { $numbers }.

button-queue = Näytä jono
button-search-stories = Hae tarinoista
menu-rate = Oliko tästä hyötyä?
menu-vote = Äänestä merkittävintä tarinaa
menu-mute = Vaimenna kysymykset
menu-speak = Kieli
menu-method = Miten kooste tehdään

story-moved = Tiimi { $team } äänesti tarinasi { $number } merkittävimmäksi. Ääniä: { $votes }. Kiitos, että kerroit!
story-moved-why = Tiimi { $team } äänesti tarinasi { $number } merkittävimmäksi. Ääniä: { $votes }. Miksi: ”{ $why }” Kiitos, että kerroit!
