# Mitä tiimin jäsen lukee Telegramissa.

button-read-all = Lue kaikki
button-useful = 👍 Hyödyllinen
button-not-useful = Ei tällä kertaa
button-read-on = Lue loppuun
button-read-number = Lue { $number }
button-claim-number = Otan { $number }
button-release-number = Vapautan { $number }
button-search-again = Hae uudelleen
button-page-before = Edelliset
button-page-after = Seuraavat

team-stories = Koosteen tarinat: { $stories }. Avaa tarina numerosta.
team-stories-none = Tässä koosteessa ei ole enää luettavia tarinoita.
team-search-ask = Mitä sanoja tarinassa on? Vastaa tähän viestiin: haen tiimin { $team } tarinoista.
team-queue-seen = Kun otat vastauksen hoitaaksesi, tiimin ryhmä saa tietää siitä.
team-queue-own = Sinä hoidat.
team-queue-taken = Joku toinen hoitaa.
team-colleague = Kollega
team-not-member = Nämä tarinat ovat tiimin ryhmän jäsenille. Jos kuulut tiimiin, liity ensin ryhmään. Oman tarinan voit kertoa minulle milloin vain.
team-not-now = En saa juuri nyt Telegramilta tietää, oletko tiimin ryhmässä. Kokeile hetken päästä uudelleen.
team-rate-gone = Tätä koostetta ei voi enää arvioida.
team-vote-why = Miksi { $number } oli sinusta merkittävin? Vastaa tähän viestiin.
team-muted = En kysy sinulta tarinoita. Ryhmän saat hiljaiseksi Telegramin omista asetuksista.
