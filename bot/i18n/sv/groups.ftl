# Vad Kuule säger i grupper på Telegram.

group-how = Berätta vad som hände: svara på det här, nämn mig eller skriv /berattelse och berättelsen i samma meddelande. Du kan också skriva till mig privat. I en nödsituation, ring 112.
group-anonymous = Jag ser inte vem du är, så jag sparade inte det här. Skriv som dig själv eller till mig privat.
operator-group = Kuule är nu med i Telegramgruppen eller kanalen { $chat }. Om veckosammanfattningen hör hemma där, skriv i inställningarna: [teams.telegram] digest = { $chat }
