# What Kuule says to a teller and to a channel.

who-reads = { $share ->
    [store] The team { $team } sees your story only in the figures of the weekly digest.
    [organisation] { who-reads-in-the-team } It may also be shown in the organisation.
    [training] { who-reads-in-the-team } It may also be shown in the organisation and in training.
    [public] { who-reads-in-the-team } It may also be published.
   *[other] { who-reads-in-the-team }
 }
who-reads-in-the-team = { $identity ->
    [named] The team { $team } reads your story and may learn that it is yours.
   *[other] The team { $team } reads your story without your name.
 }
who-reads-channel = { $share ->
    [store] The team { $team } sees them only in the figures of the weekly digest.
    [organisation] { who-reads-the-channel } They may also be shown in the organisation.
    [training] { who-reads-the-channel } They may also be shown in the organisation and in training.
    [public] { who-reads-the-channel } They may also be published.
   *[other] { who-reads-the-channel }
 }
who-reads-the-channel = The team { $team } reads them, and I make a weekly digest of them without names.
masking = I mask the names, phone numbers, addresses and account numbers that I recognise. I miss some: please write no names.

receipt = Thank you, your story is saved ({ $number }).
receipt-privacy = { who-reads } { masking }
receipt-remove-hint = You can remove your story at any time.
receipt-elsewhere = You also get this message with its buttons as a direct message.
receipt-file = I kept only the text, not the file.
receipt-out = { $bell ->
    [yes] A message that begins with //, or to which you add the reaction 🔕, is not a story.
   *[no] A message that begins with // is not a story.
 }
button-remove = Remove story
button-remove-label = Remove story { $number }
button-remove-confirm = Remove story { $number } for good?
button-yes = Remove
button-no = Cancel

removed = Story { $number } is removed.
removed-part = Your message is removed from story { $number }.
remove-not-found = I cannot find a story { $number } of yours. Perhaps it is removed already. If not, please check the number on the receipt.
not-saved = This was not saved. Please try again in a moment.
command-help = Write what happened after the command: /story A customer was pleasantly surprised. Remove a story like this: /story remove T-0412.

channel-notice = Hello! I am Kuule, a bot that listens to this channel. Your messages here are stories. { who-reads-channel } To stay out, begin a message with //. Or add the reaction 🔕 (bell with slash, no_bell) to your message. You can remove a story with the button on its receipt.

help = Write here what happened. I ask three things, and you can skip each. { who-reads } Your own stories: /mine. Remove: /delete. Language: /language. Privacy: /privacy. Stop: /stop. In an emergency, call 112.
unknown-command = I do not know that command. Write here what happened, or see the help: /help.
not-taken-media = I cannot read a message of this kind, so I did not save it. Tell the same in words and I will save it.
refused-guest = Thank you, but I take stories only from full members of this workspace, so I did not save this.
refused-outsider = Thank you, but I take stories only from members of my own workspace, so I did not save this.
refused-shared = This channel is shared with another organisation, so I did not save this: tell it to me elsewhere.

operator-parked = Handling one message ({ $platform }) failed five times. The message is kept sealed. Run kuule doctor.
operator-held = I did not post the weekly digest (team { $team }, week { $week }), because it did not pass the check ({ check-name }). When the cause is mended, run: kuule digest --team { $id } --week { $week } --post
operator-quiet = The team { $team } got no story in week { $week }, and Kuule did not listen all the time: { $platform }, { $since } to { $until }. The silence may be a fault. I do not tell the channel.
operator-gap-slack = Kuule did not listen to Slack from { $since } to { $until }. Slack tries to send a message again for only some six minutes, or for a day with Delayed Events on. Some of what was written meanwhile may be missing: ask people to tell it again.
operator-gap-telegram = Kuule did not listen to Telegram from { $since } to { $until }. Telegram keeps messages for only 24 hours. What was written earlier than that is lost: ask people to tell it again.
