# Mitä Kuule sanoo ääniviesteistä. Tekstin perässä on se, mitä viestistä kuultiin.

voice-listening = Kuuntelen viestisi ja näytän pian, mitä kuulin. Puhe muuttuu tekstiksi palvelussa, jonka ylläpitomme on valinnut.
voice-heard = Kuulin näin. Onko tämä oikein? En tallenna mitään ennen kuin vastaat.
voice-taken = Otin tämän mukaan tarinaasi:
voice-rewritten = Kirjoita se niin kuin haluat sen kertoa. Ääniviestistä en tallentanut mitään. Kuulin näin:
voice-discarded = Poistin sen. Ääniviestistä en tallentanut mitään.
voice-not-heard = En saanut ääniviestistäsi selvää, joten en tallentanut sitä. Kirjoitatko saman muutamalla sanalla?
voice-too-long = Viestissäsi oli niin paljon sanoja, etteivät ne mahdu yhteen viestiin, joten en tallentanut sitä. Lähetä se lyhyempinä osina tai kirjoita.
voice-expired = Poistin ääniviestisi, koska et vuorokaudessa kertonut, kuulinko oikein. Voit kertoa uudelleen milloin vain.
voice-over = Tämä ääniviesti on jo käsitelty. Kirjoita tai puhu, kun haluat kertoa lisää.
button-voice-right = Oikein
button-voice-write = Kirjoitan itse
button-voice-drop = Poista
