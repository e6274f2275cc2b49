# Mitä Kuule sanoo, kun joku poistaa kaiken itsestään.

delete-none = Sinulta ei ole tallessa tarinoita. Jos olet sanonut jotakin koosteista, voit poistaa senkin.
button-erase = Poista kaikki minusta
erase-question = { $amount ->
    [none] Poistanko kaiken, mitä minulla on sinusta: keskeneräisen keskustelun, valintasi ja sen, mitä sanoit koosteista?
    [single] Poistanko tarinasi ja kaiken muun, mitä minulla on sinusta: keskeneräisen keskustelun, valintasi ja sen, mitä sanoit koosteista?
   *[several] Poistanko kaikki { $stories } tarinaasi ja kaiken muun, mitä minulla on sinusta: keskeneräisen keskustelun, valintasi ja sen, mitä sanoit koosteista?
 } Tätä ei voi perua.
button-erase-yes = Kyllä, poista kaikki
button-erase-no = Ei, älä poista
erased = { $amount ->
    [none] Poistin kaiken, mitä minulla oli sinusta.
    [single] Poistin tarinasi ja kaiken muun, mitä minulla oli sinusta. Lähetetyistä koosteista tarina häviää minuutin kuluessa; luvut jäävät.
   *[several] Poistin kaikki { $stories } tarinaasi ja kaiken muun, mitä minulla oli sinusta. Lähetetyistä koosteista tarinat häviävät minuutin kuluessa; luvut jäävät.
 } { $platform ->
    [slack] Omat viestisi ovat Slackissa, kunnes poistat ne siellä.
   *[telegram] Tämän keskustelun viestit ovat Telegramissa, kunnes poistat ne täältä.
 } Ennen tätä tehdyissä varmuuskopioissa tiedot ovat, kunnes ylläpito hävittää kopiot. Jos joskus haluat taas kertoa, aloitamme alusta.
erase-nothing = Sinusta ei ole tallessa mitään.
erase-anew = Olet kertonut lisää: { $amount ->
    [single] sinulla on nyt yksi tarina. En poistanut vielä mitään. Paina Koti-välilehteni painiketta uudelleen, jos haluat poistaa senkin.
   *[several] sinulla on nyt { $stories } tarinaa. En poistanut vielä mitään. Paina Koti-välilehteni painiketta uudelleen, jos haluat poistaa ne kaikki.
 }
kept-erasing = Alla voit poistaa kaiken kerralla.
