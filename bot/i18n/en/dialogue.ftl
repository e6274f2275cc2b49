# The guided talk with a customer.

talk-notice = Hello! I am Kuule, a bot. { who-reads } We remove the names that we recognise; please write none. See and remove your stories: /mine. I cannot see it when you delete a message in Telegram. In an emergency, call 112. Press Continue, and I may save what you tell.
talk-notice-other-team = I did not know the team in the link. { talk-notice }
talk-notice-waiting = Your message is waiting. Press Continue and I may save it. Otherwise I delete it after a day.
talk-story = What happened? Tell in your own words, good or bad. You can send many messages.
talk-story-other-team = I did not recognise the team in the link. { who-reads } { talk-story }
talk-story-file = A picture or a file alone is not a story. { talk-story }
talk-more = Thank you, I am listening. You can go on telling. Press Done when you have told everything.
talk-reminder = Is there anything more?
talk-feeling = How did it feel?
talk-feeling-second = How did it feel? You can choose one more.
talk-expectation = And compared with what you expected?
talk-share = May the team { $team } read this without your name? Would you like a reply?
talk-stop = What shall I do with what you told?
talk-delete = You are in the middle of a story. Shall I delete it?
talk-many = All your messages are safe with me. Take your time: I will not answer each of them any more. When you are ready, answer the question above.
talk-added = I added this to your story.
talk-discarded = I deleted everything that you told. The messages stay visible in Telegram until you delete them there.
talk-expired = I deleted what you told yesterday, because you did not press Continue. You can tell it again at any time.
talk-left = I saved nothing. Write whenever you want to tell.
talk-over = This talk has ended. The command /mine shows your stories. Write whenever you want to tell more.
talk-help = Thank you for telling me. I am a bot and cannot help in an emergency. If you or somebody else is in danger, call 112 at once. In Finland the MIELI crisis line also listens in English: 09 2525 0113. You are not alone.
talk-help-saved = I have asked a person to read your message at once. Only those who answer read it ({ $number }). You can go on writing.
talk-added-help = I added this, and a person will read it. If somebody is in danger, call 112 at once.

button-accept = Continue
button-privacy = Privacy
button-done = Done
button-cancel = Cancel
button-go-on = Go on
button-save = Save
button-discard = Delete everything
button-discard-draft = Delete the unfinished story
button-told = Stories I have told
button-skip = Skip
button-next = Next
button-is-mine = This is mine
button-not-mine = It is not
button-remove-number = Remove { $number }
readers-team = May read, no reply needed
readers-reply = May read, please reply
readers-service = Only customer service

receipt-read-by = A person will read it by { $day }.
receipt-own = You can edit or remove it at any time: /mine

own-none = I keep no story of yours. Write what happened.
own-intro = Here are your stories as others see them.
own-delete = Which story shall I remove?
kept-address-telegram = I keep your Telegram id encrypted, so that I can answer you.
edit-how = Edit your own message in Telegram: press it for long and choose Edit. The story changes with it. An old story you can remove and tell again: /delete
edited = I changed your story too.
language-question = In which language shall I speak to you?
language-chosen = From now on I speak English to you.
privacy = { who-reads } Your own words are kept encrypted. { masking } I do not tell the team who you are. Telegram too sees what you write. See what is kept about you: /mydata. Remove a story at any time: /delete. There you can also erase everything at once. I cannot see it when you delete a message in Telegram: remove the story here. A removed story goes from the digest too.
forwarded-question = You forwarded a message. Is it your own story?
forwarded-left = I did not save it. Tell in your own words what happened to you.
forwarded-gone = I cannot see the forwarded message any more. Write it in your own words.

not-taken-voice = I cannot listen to sound, so I did not save this. Would you write the same in a few words?
not-taken-sticker = A sticker tells of a feeling, but I cannot read it. Tell in words what happened.
not-taken-location = I do not save places. Tell in words where it was and what happened.
not-taken-contact = I do not save contact details. Tell what happened, without names and numbers.
not-taken-poll = I do not answer polls. Tell in words what happened to you.

menu-start = Begin
menu-story = Tell what happened
menu-mine = Show my stories
menu-edit = Edit a story
menu-delete = Remove a story
menu-language = Change the language
menu-privacy = How my data is used
menu-mydata = What is kept about me
menu-stop = End the talk
menu-help = Help

on-call = 🔴 { $sign ->
    [danger] A story may tell of danger
    [dignity] A story may tell that somebody’s dignity was hurt
    [crime] A story may tell of a crime
    [wellbeing] A story may tell of strain on a colleague
   *[distress] Somebody may be in distress
 }: { $number }, team { $team }. Read it at once: kuule stories --team { $id }
