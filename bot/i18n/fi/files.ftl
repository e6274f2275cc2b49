# Mitä Kuule sanoo kuvista ja tiedostoista, jotka tulevat tarinan mukana.

receipt-file-awaited = Haen liitteen erikseen ja kerron, otinko sen talteen.
file-without-words = Kuva tai tiedosto ei yksin ole tarina, joten en tallentanut sitä. Kirjoita samaan viestiin, mitä tapahtui.
file-kept = { $amount ->
    [several] Tarinan { $number } kuvat ovat tallessa salattuina.
   *[single] Tarinan { $number } kuva on tallessa salattuna.
 } { $amount ->
    [several] Poistin tiedostoista muut tiedot, kuten paikan.
   *[single] Poistin tiedostosta muut tiedot, kuten paikan.
 } { $amount ->
    [several] Ne häviävät, kun poistat tarinan.
   *[single] Se häviää, kun poistat tarinan.
 }
sound-kept = Tarinan { $number } ääniviesti on tallessa salattuna. Se häviää, kun poistat tarinan.
file-not-kept = { $amount ->
    [several] Sanasi ovat tallessa, mutta useaa liitettä en ottanut talteen (tarina { $number }).
   *[single] Sanasi ovat tallessa, mutta liitettä en ottanut talteen (tarina { $number }).
 } { $why ->
    [not_an_image] Otan talteen vain kuvia: JPEG, PNG, GIF ja WebP.
    [too_large] Tiedosto saa olla enintään 10 megatavua.
    [too_many_pixels] Kuvassa saa olla enintään 25 miljoonaa kuvapistettä.
    [moving] Liikkuvaa kuvaa en ota talteen.
    [not_allowed] Minulla ei ole lupaa lukea tiedostoja. Ylläpitäjä voi antaa sen.
    [refused] Tiedosto on muualla, tai sitä ei annettu minulle.
    [gone] Tiedostoa ei enää ole, tai en näe sitä.
    [out_of_reach] En saanut sitä haettua, vaikka yritin monta kertaa.
    [turned_off] Tiimi ei enää ota liitteitä talteen.
   *[broken] Tiedosto ei auennut.
 }
home-attachments = { $count ->
    [one] 1 liite tallessa.
   *[other] { $count } liitettä tallessa.
 }
kept-attachments = Tarinoidesi mukana on tallessa { $count ->
    [one] 1 liite
   *[other] { $count } liitettä
 }, salattuna.
