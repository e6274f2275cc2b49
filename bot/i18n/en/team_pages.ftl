# What a member of a team reads on Telegram.

button-read-all = Read all
button-useful = 👍 Useful
button-not-useful = Not this time
button-read-on = Read on
button-read-number = Read { $number }
button-claim-number = I’ll take { $number }
button-release-number = Give back { $number }
button-search-again = Search again
button-page-before = Previous
button-page-after = Next

team-stories = Stories of the digest: { $stories }. Open one by its number.
team-stories-none = This digest has no stories left to read.
team-search-ask = Which words are in the story? Reply to this message: I search the stories of { $team }.
team-queue-seen = When you take on a reply, the team’s group is told.
team-queue-own = You are on it.
team-queue-taken = Somebody else is on it.
team-colleague = A colleague
team-not-member = These stories are for the members of the team’s group. If you are in the team, join its group first. Your own story you can tell me any time.
team-not-now = Telegram does not tell me just now whether you are in the team’s group. Please try again in a moment.
team-rate-gone = This digest takes no answers any more.
team-vote-why = Why was { $number } the most significant to you? Reply to this message.
team-muted = I do not ask you for stories. You can quieten the group in Telegram’s own settings.
