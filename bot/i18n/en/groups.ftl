# What Kuule says in groups on Telegram.

group-how = Tell me what happened: reply to this, mention me, or write /story and the story in the same message. You can also write to me in private. In an emergency call 112.
group-anonymous = I cannot see who you are, so I did not save this. Write as yourself, or to me in private.
operator-group = Kuule is now in the Telegram group or channel { $chat }. If the weekly digest belongs there, write into the settings: [teams.telegram] digest = { $chat }
