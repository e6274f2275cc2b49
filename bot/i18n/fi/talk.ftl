# Mitä Kuule sanoo kertojalle ja kanavalle.

who-reads = { $share ->
    [store] Tiimi { $team } näkee tarinasi vain viikkokoosteen luvuissa.
    [organisation] { who-reads-in-the-team } Sen saa näyttää myös muille organisaatiossa.
    [training] { who-reads-in-the-team } Sen saa näyttää myös muille organisaatiossa ja koulutuksissa.
    [public] { who-reads-in-the-team } Sen saa myös julkaista.
   *[other] { who-reads-in-the-team }
 }
who-reads-in-the-team = { $identity ->
    [named] Tiimi { $team } lukee tarinasi ja saa tietää, että se on sinulta.
   *[other] Tiimi { $team } lukee tarinasi ilman nimeäsi.
 }
who-reads-channel = { $share ->
    [store] Tiimi { $team } näkee ne vain viikkokoosteen luvuissa.
    [organisation] { who-reads-the-channel } Niitä saa näyttää myös muille organisaatiossa.
    [training] { who-reads-the-channel } Niitä saa näyttää myös muille organisaatiossa ja koulutuksissa.
    [public] { who-reads-the-channel } Niitä saa myös julkaista.
   *[other] { who-reads-the-channel }
 }
who-reads-the-channel = Niitä lukee tiimi { $team }, ja teen niistä viikkokoosteen ilman nimiä.
masking = Peitän tunnistamani nimet, puhelinnumerot, osoitteet ja tilinumerot. Kaikkea en tunnista: älä kirjoita nimiä.

receipt = Kiitos, tarinasi on tallessa ({ $number }).
receipt-privacy = { who-reads } { masking }
receipt-remove-hint = Voit poistaa tarinasi milloin vain.
receipt-elsewhere = Saat saman viestin painikkeineen myös suorana viestinä.
receipt-file = Otin talteen vain tekstin, en tiedostoa.
receipt-out = { $bell ->
    [yes] Viesti, jonka alussa on // tai johon lisäät reaktion 🔕, ei ole tarina.
   *[no] Viesti, jonka alussa on //, ei ole tarina.
 }
button-remove = Poista tarina
button-remove-label = Poista tarina { $number }
button-remove-confirm = Poistetaanko tarina { $number } kokonaan?
button-yes = Poista
button-no = Peru

removed = Tarina { $number } on poistettu.
removed-part = Viestisi on poistettu tarinasta { $number }.
remove-not-found = En löydä sinulta tarinaa { $number }. Ehkä se on jo poistettu. Jos ei, tarkista numero kuitista.
not-saved = Tätä ei tallennettu. Yritä hetken kuluttua uudelleen.
command-help = Kirjoita komennon perään, mitä tapahtui: /tarina Asiakas yllättyi iloisesti. Poistat tarinan näin: /tarina poista T-0412.

channel-notice = Hei! Olen Kuule, botti, joka kuuntelee tätä kanavaa. Viestisi täällä ovat tarinoita. { who-reads-channel } Jos et halua kertoa, aloita viesti merkeillä //. Voit myös lisätä viestiisi reaktion 🔕 (yliviivattu kello, no_bell). Tarinan voit poistaa kuitin painikkeella.

help = Kirjoita tähän, mitä tapahtui. Kysyn kolme asiaa, ja jokaisen voit ohittaa. { who-reads } Omat tarinasi: /omat. Poista: /poista. Kieli: /kieli. Tietosuoja: /tietosuoja. Lopeta: /lopeta. Hätätilanteessa soita 112.
unknown-command = En tunne tuota komentoa. Kirjoita tähän, mitä tapahtui, tai katso ohje: /ohje.
not-taken-media = En osaa lukea tällaista viestiä, joten en tallentanut sitä. Kerro sama sanoin, niin otan sen talteen.
refused-guest = Kiitos viestistäsi, mutta otan tarinoita vain työtilan varsinaisilta jäseniltä, joten en tallentanut tätä.
refused-outsider = Kiitos viestistäsi, mutta otan tarinoita vain oman työtilani jäseniltä, joten en tallentanut tätä.
refused-shared = Tämä kanava on yhteinen toisen organisaation kanssa, joten en tallentanut tätä: kerro se minulle muualla.

operator-parked = Yhden viestin käsittely ({ $platform }) epäonnistui viisi kertaa. Viesti on tallessa salattuna. Aja kuule doctor.
operator-held = En lähettänyt viikkokoostetta (tiimi { $team }, viikko { $week }), koska se ei läpäissyt tarkistusta ({ check-name }). Kun syy on korjattu, aja: kuule digest --team { $id } --week { $week } --post
operator-quiet = Tiimi { $team } ei saanut viikolla { $week } yhtään tarinaa. Silloin Kuule ei kuunnellut kaiken aikaa: { $platform }, { $since } – { $until }. Hiljaisuus voi johtua viasta. Kanavalle en kerro tästä.
operator-gap-slack = Kuule ei kuunnellut Slackia { $since } – { $until }. Slack yrittää lähettää viestin uudelleen vain noin kuuden minuutin ajan, tai vuorokauden, jos Delayed Events on päällä. Osa siitä, mitä sinä aikana kirjoitettiin, voi puuttua: pyydä kertomaan se uudelleen.
operator-gap-telegram = Kuule ei kuunnellut Telegramia { $since } – { $until }. Telegram säilyttää viestejä vain 24 tuntia. Mitä kirjoitettiin sitä aiemmin, on kadonnut: pyydä kertomaan se uudelleen.
