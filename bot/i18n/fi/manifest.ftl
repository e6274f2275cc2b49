# Mitä Slack näyttää sovelluksesta ennen kuin se on sanonut mitään.

app-description = Kuuntelee tarinoita ja tekee niistä viikkokoosteen.
command-description = Kerro tarina, tai poista se numerolla
command-usage = [mitä tapahtui] tai poista T-0412
shortcut-tell = Kerro tarina
shortcut-tell-description = Kerro, mitä tapahtui, hyvää tai huonoa
shortcut-keep = Tallenna tarinaksi
shortcut-keep-description = Tallenna tämä viesti tarinaksi; jos se on toisen, häneltä kysytään ensin
