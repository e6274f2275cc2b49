# Vad Slack visar om appen innan den har sagt något.

app-description = Lyssnar på berättelser och gör ett veckobrev av dem.
command-description = Berätta, eller radera en berättelse med dess nummer
command-usage = [vad hände] eller radera T-0412
shortcut-tell = Berätta
shortcut-tell-description = Berätta vad som hände, bra eller dåligt
shortcut-keep = Spara som berättelse
shortcut-keep-description = Spara meddelandet som berättelse; är det någon annans, frågas den personen först
