# What Kuule says to a teller and to a channel.

who-reads = { $share ->
    [store] The team { $team } sees it only in the figures of the weekly digest.
   *[other] The team { $team } reads it without your name.
 }
masking = I mask phone numbers, e-mail addresses and personal identity codes. Please do not write names.

receipt = Thank you, your story is saved ({ $number }).
receipt-privacy = { who-reads } { masking }
receipt-remove-hint = You can remove your story at any time.
receipt-elsewhere = The same message and button are in your direct messages with Kuule.
receipt-file = I did not keep the file, only the text.
receipt-out = A message that begins with // is not a story.
button-remove = Remove story
button-remove-label = Remove story { $number }
button-remove-confirm = Remove story { $number } for good?
button-yes = Remove
button-no = Cancel

removed = Story { $number } is removed.
remove-not-found = I cannot find your story { $number }. Please check the number on the receipt.
not-saved = This was not saved. Please try again in a moment.
command-help = Write what happened after the command: /story A customer was pleasantly surprised. Remove a story like this: /story remove T-0412.

channel-notice = Hello! I am Kuule, a bot that listens to this channel. Your messages here are stories. The team { $team } reads them, and I make a weekly digest of them without names. To stay out, begin a message with // or add the reaction 🔕 (bell with slash) to it. You can remove a story with the button on its receipt.

greeting = Hello! I am Kuule, a bot. Tell in your own words what happened, good or bad. { who-reads } { masking } You can remove your story with the button on the receipt. I am not for emergencies: call 112.
greeting-other-team = Hello! I am Kuule, a bot. I did not recognise the team in the link, so you are talking to the team { $team }. Tell in your own words what happened, good or bad. { who-reads } { masking } You can remove your story with the button on the receipt. In an emergency call 112.
help = Write here what happened: I save it as a story and you get a receipt. The button on the receipt removes the story. { who-reads } The command /start says this again.
unknown-command = I do not know that command. Write here what happened, or see the help: /help.
not-taken-media = I do not take pictures, sound or files yet, and this was not saved. Tell the same in words and I will save it.
not-taken-edit = An edit does not change the saved story yet. Remove it with the button on the receipt and tell it again.
not-taken-group = I do not take stories in groups yet. Write to me in private and I will save your story.

operator-parked = One input ({ $platform }) failed five times and is kept aside. Run kuule doctor.
operator-held = The digest of the team { $team } for week { $week } was not posted, because nothing in it passed the checks. When the cause is mended, run kuule digest --team { $id } --week { $week } --post.
