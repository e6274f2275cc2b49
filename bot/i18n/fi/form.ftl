# Lomake, jolla tarina kerrotaan, ja lupa, joka kysytään kirjoittajalta.

form-title = Kerro tarina
form-preview = Esikatsele
form-save = Tallenna
form-close = Peru
form-advice = Kirjoita niin kuin kertoisit työkaverille. Älä kirjoita asiakkaan nimeä.
form-story = Mitä tapahtui?
form-story-placeholder = Eilen illalla asiakas…
form-about = Kenestä tarina kertoo?
form-about-customer = Asiakkaasta
form-about-own = Omasta työstäni
form-about-other_team = Toisesta tiimistä
form-more = Lisää tietoja
form-feeling = Miltä asiakkaasta tuntui? Arvaus riittää
form-feeling-placeholder = Valitse enintään kolme
form-energy = Mitä tämä teki omalle energiallesi?
form-energy-hint = Näytetään vain, kun vähintään 5 on vastannut
form-energy-energised = Antoi energiaa
form-energy-neutral = Ei vaikutusta
form-energy-drained = Vei energiaa
form-share = Kenelle tämän saa kertoa?
form-share-named = Tiimille nimelläni
form-share-unnamed = Tiimille ilman nimeä
form-share-counted = Vain viikkokoosteen lukuihin
form-flags = Lisäksi
form-flags-waits = Asiakas odottaa vastausta
form-flags-idea = Tässä on idea
form-flags-risk = Tässä on riski
form-readers = { $reader ->
    [named] Näin tiimi { $team } näkee tarinasi. Nimesi saa näkyä:
    [counted] Tiimi { $team } näkee tarinasi vain viikkokoosteen luvuissa. Näin se tallennetaan:
   *[other] Näin tiimi { $team } näkee tarinasi, ilman nimeäsi:
 }
form-save-hint = Mitään ei ole vielä tallennettu. Voit muuttaa tekstiä alla.
form-too-short = Kirjoita vähintään { $least } merkkiä.
form-too-long = Kirjoita enintään { $most } merkkiä.
form-choose = Valitse yksi.
form-not-opened = Lomake ei auennut. Yritä uudelleen, tai kirjoita tähän, mitä tapahtui.
form-not-here = Täällä ei kerrota tarinoita näin.

ask = Joku löysi viestistäsi tarinan. Saanko tallentaa sen?
ask-silence = En ole tallentanut viestiäsi. Jos et vastaa seitsemässä päivässä, en tallenna sitä.
ask-yes = Tallenna tarinaksi
ask-no = Älä tallenna
ask-refused = Selvä, en tallenna sitä enkä kysy siitä uudelleen.
ask-over = Tähän kysymykseen ei voi enää vastata.
ask-sent = Vain kirjoittaja päättää, tallennanko viestin. Kysyn häneltä kerran.
kept-already = Tämä viesti on jo tallessa tarinana.
kept-part = Lisäsin viestin samaan tarinaan.
kept-not = Tästä viestistä ei voi tehdä tarinaa.
kept-gone = Viestiä ei enää ole, joten en tallentanut mitään.
kept-ours = Tämä on minun viestini, joten siitä ei tule tarinaa. Kerro omasi: kirjoita minulle tähän.
kept-unread = En pysty lukemaan viestiä. Avaa viestin valikko ja valitse { shortcut-keep }, tai kirjoita minulle tähän.
