# Ohjattu keskustelu asiakkaan kanssa.

talk-notice = Hei! Olen Kuule, botti. { who-reads } Poistamme nimet, jotka tunnistamme; älä kirjoita niitä. Näet ja poistat tarinasi: /omat. En näe, jos poistat viestin Telegramista. En päivystä: hätätilanteessa soita 112. Kun painat Jatka, saan tallentaa sen, mitä kerrot.
talk-notice-other-team = En tunnistanut linkin tiimiä. { talk-notice }
talk-notice-waiting = Viestisi odottaa. Paina Jatka, niin saan tallentaa sen. Muuten poistan sen vuorokauden kuluttua.
talk-story = Mitä tapahtui? Kerro omin sanoin, hyvää tai huonoa. Voit lähettää monta viestiä.
talk-story-other-team = En tunnistanut linkin tiimiä. { who-reads } { talk-story }
talk-story-file = Kuva tai tiedosto ei yksin ole tarina. { talk-story }
talk-more = Kiitos, kuuntelen. Voit jatkaa kertomista. Paina Valmis, kun olet kertonut kaiken.
talk-reminder = Onko vielä jotain?
talk-feeling = Miltä se tuntui?
talk-feeling-second = Miltä se tuntui? Voit valita vielä yhden.
talk-expectation = Entä odotuksiin nähden?
talk-share = Saako tiimi { $team } lukea tämän ilman nimeäsi? Haluatko vastauksen?
talk-stop = Mitä teen sille, mitä kerroit?
talk-delete = Sinulla on tarina kesken. Poistanko sen?
talk-many = Kaikki viestisi ovat tallessa. Kerro rauhassa: en vastaa enää jokaiseen erikseen. Kun olet valmis, vastaa yllä olevaan kysymykseen.
talk-added = Lisäsin tämän tarinaasi.
talk-discarded = Poistin kaiken, mitä kerroit. Viestit näkyvät yhä Telegramissa, kunnes poistat ne sieltä.
talk-expired = Poistin sen, mitä kerroit eilen, koska et painanut Jatka. Voit kertoa uudelleen milloin vain.
talk-left = En tallentanut mitään. Kirjoita, kun haluat kertoa.
talk-over = Tämä keskustelu on päättynyt. Näet tarinasi komennolla /omat. Kirjoita, kun haluat kertoa lisää.
talk-help = Kiitos, että kerroit. Olen botti, enkä voi auttaa hätätilanteessa. Jos sinä tai joku muu on vaarassa, soita heti 112. Kriisipuhelin kuuntelee ympäri vuorokauden: 09 2525 0111 (MIELI ry). Et ole yksin.
talk-help-saved = Pyysin ihmistä lukemaan viestisi heti. Vain ne, jotka vastaavat, lukevat sen ({ $number }). Voit jatkaa kirjoittamista.
talk-added-help = Lisäsin tämän, ja ihminen lukee sen. Jos joku on vaarassa, soita heti 112.

button-accept = Jatka
button-privacy = Tietosuoja
button-done = Valmis
button-cancel = Peru
button-go-on = Jatkan
button-save = Tallenna
button-discard = Poista kaikki
button-discard-draft = Poista keskeneräinen
button-told = Kertomani tarinat
button-skip = Ohita
button-next = Seuraava
button-is-mine = Tämä on minun
button-not-mine = Ei ole
button-remove-number = Poista { $number }
readers-team = Saa lukea, en tarvitse vastausta
readers-reply = Saa lukea, vastatkaa
readers-service = Vain asiakaspalvelu

receipt-read-by = Ihminen lukee sen viimeistään { $day }.
receipt-own = Voit muokata tai poistaa sen milloin vain: /omat

own-none = Sinulta ei ole tallessa tarinoita. Kirjoita, mitä tapahtui.
own-intro = Tässä ovat tarinasi niin kuin muut ne näkevät.
own-delete = Minkä tarinan poistan?
kept-address-telegram = Telegram-tunnuksesi on tallessa salattuna, jotta voin vastata sinulle.
edit-how = Muokkaa omaa viestiäsi Telegramissa: paina sitä pitkään ja valitse Muokkaa. Tarina muuttuu samalla. Vanhan tarinan voit poistaa ja kertoa uudelleen: /poista
edited = Muutin myös tarinasi.
language-question = Millä kielellä puhun sinulle?
language-chosen = Puhun sinulle tästä lähtien suomea.
privacy = { who-reads } Alkuperäiset sanasi ovat tallessa salattuina. { masking } En kerro tiimille, kuka olet. Myös Telegram näkee, mitä kirjoitat. Näet, mitä sinusta on tallessa: /tietoni. Poistat tarinan milloin vain: /poista. Siellä voit poistaa myös kaiken kerralla. En näe, jos poistat viestin Telegramista: poista tarina täällä. Poistettu tarina häviää myös koosteesta.
forwarded-question = Välitit viestin. Onko tämä sinun oma kertomuksesi?
forwarded-left = En tallentanut sitä. Kerro omin sanoin, mitä sinulle tapahtui.
forwarded-gone = En näe välitettyä viestiä enää. Kirjoita se omin sanoin.

not-taken-voice = En osaa kuunnella ääntä, joten en tallentanut tätä. Kirjoitatko saman muutamalla sanalla?
not-taken-sticker = Tarra kertoo tunteesta, mutta en osaa lukea sitä. Kerro sanoin, mitä tapahtui.
not-taken-location = En tallenna sijaintia. Kerro sanoin, missä ja mitä tapahtui.
not-taken-contact = En tallenna yhteystietoja. Kerro, mitä tapahtui, ilman nimiä ja numeroita.
not-taken-poll = En vastaa kyselyihin. Kerro sanoin, mitä sinulle tapahtui.

menu-start = Aloita
menu-story = Kerro, mitä tapahtui
menu-mine = Näytä omat tarinani
menu-edit = Muokkaa tarinaa
menu-delete = Poista tarina
menu-language = Vaihda kieli
menu-privacy = Miten tietojani käsitellään
menu-mydata = Mitä minusta on tallessa
menu-stop = Lopeta keskustelu
menu-help = Ohje

on-call = 🔴 { $sign ->
    [danger] Tarinassa voi olla vaaran merkki
    [dignity] Tarinassa voi olla loukattu jonkun arvoa
    [crime] Tarinassa voi olla rikoksen merkki
    [wellbeing] Tarina voi kertoa työntekijän kuormituksesta
   *[distress] Joku voi olla hädässä
 }: { $number }, tiimi { $team }. Lue tarina heti: kuule stories --team { $id }
