# Mitä kertoja näkee omista tarinoistaan, ja mitä Kuule kysyy niiltä, jotka sitä haluavat.

receipt-shown = { $share ->
    [organisation] Tiimi ja muut organisaatiossa näkevät tarinasi näin:
    [training] Tiimi ja muut organisaatiossa ja koulutuksissa näkevät tarinasi näin:
    [public] Kuka tahansa voi nähdä tarinasi näin:
   *[other] Tiimi näkee tarinasi näin:
 }
receipt-counted = Sanojasi ei näytetä muille. Tarina vain lasketaan viikkokoosteen lukuihin.
receipt-tags = Tunnisteet: { $tags }
receipt-tags-none = En löytänyt tunnisteita.
receipt-feeling = Miltä se tuntui?
receipt-expectation = Entä odotuksiin nähden?
receipt-share = Kuka saa nähdä tarinan?
feeling-heard = Kuulluksi
feeling-relieved = Helpottunut
feeling-delighted = Ilahtunut
feeling-frustrated = Turhautunut
feeling-ignored = Ohitettu
feeling-disappointed = Pettynyt
feeling-other = Muu…
expectation-exceeded = Ylitti
expectation-met = Vastasi
expectation-below = Alitti
button-chosen = { $label }, valittu
button-correct = Korjaa
button-correct-label = Korjaa tarinan { $number } tunnisteet
button-edit = Muokkaa
button-edit-label = Muokkaa tarinaa { $number }

follow-up-question = { $missing ->
    [feeling] Miltä se tuntui?
    [other-side] Mikä oli hyvää, ja mitä olisi voinut tehdä toisin?
    [phases] Mitä tapahtui sitä ennen? Entä sen jälkeen?
   *[event] Mitä tapahtui?
 }
follow-up = Yksi kysymys tarinasta { $number }: { follow-up-question } Jos haluat, vastaa tähän: lisään sen tarinaan.
follow-up-echo = Yksi kysymys tarinasta { $number }. Sanoit ”{ $word }”. { $missing ->
    [event] Mitä silloin tapahtui?
   *[other] { follow-up-question }
 } Jos haluat, vastaa tähän: lisään sen tarinaan.
answer-added = Lisäsin viestisi tarinaan { $number }. Jos se on oma tarinansa, poista viestisi ja kirjoita se uudelleen.

tags-title = Korjaa tunnisteet
tags-intro = Valitse oikeat. Sinun valintasi menee minun löytämieni edelle.
facet-kind = Mikä se on
facet-feeling = Miltä se tuntui
facet-expectation = Odotuksiin nähden
facet-touchpoint = Missä se tapahtui
facet-empathy = Miten asiakas kohdattiin
facet-quality = Mistä oli kyse
facet-stage = Missä asioinnin vaiheessa
words-title = Muokkaa tarinaa
words-intro = Näin kirjoitit. Vain sinä näet tämän; muut näkevät sen nimet peitettyinä.
words-label = Mitä tapahtui?
words-too-long = Tämä osa on liian pitkä muokattavaksi tässä. Muokkaa omaa viestiäsi.
words-blank = Kirjoita jotain, tai poista tarina kuitin painikkeella.
form-failed = En saanut lomaketta auki. Yritä hetken kuluttua uudelleen.

prompt-surprise = Milloin viimeksi asiakas yllätti sinut iloisesti? Mitä tapahtui?
prompt-listening = Kerro hetkestä, jolloin työkaverisi todella kuunteli asiakasta.
prompt-stuck = Missä kohdassa tällä viikolla asiakkaan asia takkusi? Mitä hän sanoi?
prompt-no = Milloin jouduit sanomaan ei, vaikka olisit halunnut auttaa?
prompt-energy = Mikä kohtaaminen antoi sinulle energiaa tällä viikolla?
prompt-teamwork = Milloin toinen tiimi auttoi sinua niin, että asiakas hyötyi?
prompt-before = Mitä asiakas joutui tekemään ennen kuin pääsi luoksesi?
prompt-dream = Entä jos mikään ei olisi mahdotonta: mitä asiakas saisi ensi vuonna?
prompt-outside = Mistä olisit itse yllättynyt, jos olisit asiakkaamme?
nudge-why = Pyysit minua kysymään kahden viikon välein. Vastaa tähän omin sanoin tai jätä väliin: en kysy tätä uudestaan.
button-stop-asking = Älä kysy enää
asking-offer = Saanko joskus kysyä sinulta tarinaa? Kysyn työaikana, en muistuta, ja voit lopettaa sen milloin vain.
asking-started = Kysyn sinulta enintään kahden viikon välein. Voit muuttaa tämän Koti-välilehdelläni.
asking-stopped = En kysy sinulta enää. Voit muuttaa tämän Koti-välilehdelläni.

button-tell = Kerro tarina
home-intro = Hei! Olen Kuule, botti. Tässä ovat omat tarinasi ja mitä niistä on seurannut. Vain sinä näet tämän sivun.
home-stories = Tarinasi: { $stories ->
    [0] ei vielä yhtään
    [one] 1 tarina
   *[other] { $stories } tarinaa
 }
home-none = Kerro, mitä tapahtui, hyvää tai huonoa. Myös viesti minulle on tarina.
home-page = Sivu { $page }/{ $pages }
button-newer = Uudemmat
button-older = Vanhemmat
progress-waiting = Odottaa seuraavaa viikkokoostetta.
progress-counted = Laskettiin viikon { $week } koosteeseen.
progress-shown = Luettiin tiimin viikkokoosteessa, viikko { $week }.
progress-open = Joku vastaa sinulle.
progress-claimed = Joku valmistelee sinulle vastausta.
progress-answered = Sinulle on vastattu.
progress-closed = Asia on päätetty.
home-language = Millä kielellä puhun sinulle?
language-platform = Slackin kielellä
language-fi = suomi
language-en = English
language-sv = svenska
home-asking = Saanko joskus kysyä sinulta tarinaa?
asking-never = Älä kysy
asking-fortnight = Kahden viikon välein
asking-rules = Kysyn enintään kahden viikon välein, työaikana. En muistuta, enkä pidä kirjaa siitä, vastasitko.
home-kept = Mitä sinusta on tallessa
kept-stories = { $stories ->
    [0] Tallessa ei ole yhtään tarinaasi.
    [one] Tallessa on 1 tarinasi, { kept-messages }.
   *[other] Tallessa on { $stories } tarinaasi, { kept-messages }.
 } Omat sanasi on salattu; muut näkevät peitetyn tekstin.
kept-messages = { $parts ->
    [one] 1 viestinä
   *[other] { $parts } viestinä
 }
kept-tags = { $tags ->
    [0] Et ole itse asettanut yhtään tunnistetta.
    [one] Olet itse asettanut 1 tunnisteen.
   *[other] Olet itse asettanut { $tags } tunnistetta.
 }
kept-address = Slack-tunnuksesi on tallessa salattuna, jotta voin vastata sinulle.
kept-asked = { $asked ->
    [0] En ole kysynyt sinulta kertaakaan kahdeksan viikon aikana.
    [one] Olen kysynyt sinulta kerran kahdeksan viikon aikana.
   *[other] Olen kysynyt sinulta { $asked } kertaa kahdeksan viikon aikana.
 }
kept-removal = Poista tarina sen painikkeella. Silloin sen sanat häviävät.
home-digest = Tiimin viimeisin viikkokooste
