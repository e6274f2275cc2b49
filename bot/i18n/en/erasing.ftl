# What Kuule says when somebody erases everything of themselves.

delete-none = I keep no story of yours. If you have said anything about digests, you can erase that too.
button-erase = Erase everything about me
erase-question = { $amount ->
    [none] Shall I erase everything that I keep about you: a talk in progress, your choices and what you said about digests?
    [single] Shall I erase your story and everything else that I keep about you: a talk in progress, your choices and what you said about digests?
   *[several] Shall I erase all your { $stories } stories and everything else that I keep about you: a talk in progress, your choices and what you said about digests?
 } This cannot be undone.
button-erase-yes = Yes, erase everything
button-erase-no = No, keep it
erased = { $amount ->
    [none] I erased everything that I kept about you.
    [single] I erased your story and everything else that I kept about you. The story goes from digests already sent within a minute; the figures stay.
   *[several] I erased all your { $stories } stories and everything else that I kept about you. The stories go from digests already sent within a minute; the figures stay.
 } { $platform ->
    [slack] Your own messages stay in Slack until you delete them there.
   *[telegram] The messages in this chat stay in Telegram until you delete them here.
 } Backups made before this keep it until the administrators destroy them. If you ever want to tell again, we start from the beginning.
erase-nothing = I keep nothing about you.
erase-anew = You have told more: { $amount ->
    [single] there is one story of yours now. Nothing is erased yet. Press the button on my Home tab again to erase it too.
   *[several] there are { $stories } stories of yours now. Nothing is erased yet. Press the button on my Home tab again to erase them all.
 }
kept-erasing = Below you can erase everything at once.
