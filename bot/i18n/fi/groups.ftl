# Mitä Kuule sanoo Telegramin ryhmissä.

group-how = Kerro, mitä tapahtui: vastaa tähän, mainitse minut tai kirjoita /tarina ja tarina samaan viestiin. Voit myös kirjoittaa minulle kahden kesken. Hätätilanteessa soita 112.
group-anonymous = En näe, kuka olet, joten en tallentanut tätä. Kirjoita omana itsenäsi tai minulle kahden kesken.
operator-group = Kuule on nyt Telegramin ryhmässä tai kanavalla { $chat }. Jos viikkokooste kuuluu sinne, kirjoita asetuksiin: [teams.telegram] digest = { $chat }
