# Mitä Kuule sanoo kertojalle ja kanavalle.

who-reads = { $share ->
    [store] Se näkyy tiimille { $team } vain viikkokoosteen luvuissa.
   *[other] Tiimi { $team } lukee sen ilman nimeäsi.
 }
masking = Peitän puhelinnumerot, sähköpostiosoitteet ja henkilötunnukset. Älä kirjoita nimiä.

receipt = Kiitos, tarinasi on tallessa ({ $number }).
receipt-privacy = { who-reads } { masking }
receipt-remove-hint = Voit poistaa tarinasi milloin vain.
receipt-elsewhere = Sama viesti ja painike ovat myös suorassa keskustelussa Kuulen kanssa.
receipt-file = Tiedostoa en ottanut talteen, vain tekstin.
receipt-out = Viesti, jonka alussa on //, ei ole tarina.
button-remove = Poista tarina
button-remove-label = Poista tarina { $number }
button-remove-confirm = Poistetaanko tarina { $number } kokonaan?
button-yes = Poista
button-no = Peru

removed = Tarina { $number } on poistettu.
remove-not-found = En löydä sinulta tarinaa { $number }. Tarkista numero kuitista.
not-saved = Tätä ei tallennettu. Yritä hetken kuluttua uudelleen.
command-help = Kirjoita komennon perään, mitä tapahtui: /tarina Asiakas yllättyi iloisesti. Poistat tarinan näin: /tarina poista T-0412.

channel-notice = Hei! Olen Kuule, botti, joka kuuntelee tätä kanavaa. Viestisi täällä ovat tarinoita. Niitä lukee tiimi { $team }, ja teen niistä viikkokoosteen ilman nimiä. Jos et halua kertoa, aloita viesti merkeillä // tai lisää viestiisi reaktio 🔕 (äänetön kello). Voit poistaa tarinan kuitin painikkeella.

greeting = Hei! Olen Kuule, botti. Kerro omin sanoin, mitä tapahtui, hyvää tai huonoa. { who-reads } { masking } Voit poistaa tarinasi kuitin painikkeella. En sovi hätätilanteisiin: soita silloin 112.
greeting-other-team = Hei! Olen Kuule, botti. En tunnistanut linkin tiimiä, joten kuulijasi on tiimi { $team }. Kerro omin sanoin, mitä tapahtui, hyvää tai huonoa. { who-reads } { masking } Voit poistaa tarinasi kuitin painikkeella. Hätätilanteessa soita 112.
help = Kirjoita tähän, mitä tapahtui, niin tallennan sen tarinana ja saat kuitin. Kuitin painikkeella poistat tarinan. { who-reads } Komento /start kertoo tämän uudelleen.
unknown-command = En tunne tuota komentoa. Kirjoita tähän, mitä tapahtui, tai katso ohje: /help.
not-taken-media = En ota vielä vastaan kuvia, ääntä enkä tiedostoja, eikä tätä tallennettu. Kerro sama sanoin, niin otan sen talteen.
not-taken-edit = Muokkaus ei vielä muuta tallennettua tarinaa. Poista se kuitin painikkeella ja kerro uudestaan.
not-taken-group = En ota vielä tarinoita vastaan ryhmissä. Kirjoita minulle kahden kesken, niin otan tarinan talteen.

operator-parked = Yksi syöte ({ $platform }) epäonnistui viisi kertaa ja on tallessa sivussa. Aja kuule doctor.
operator-held = Tiimin { $team } viikon { $week } koostetta ei lähetetty, koska mikään siinä ei läpäissyt tarkistuksia. Kun syy on korjattu, aja kuule digest --team { $id } --week { $week } --post.
