# The digest. Numbers are counted; weeks and years come as text so that they are not grouped.

digest-header = 📖 Stories of the week · { $weeks ->
    [one] week
   *[other] weeks
 } { $period }
digest-header-quiet = 📖 { $weeks ->
    [one] Week
   *[other] Weeks
 } { $period } · no new stories

digest-counts = { $dates } · { $stories ->
    [0] no new stories
    [one] 1 story
   *[other] { $stories } stories
 }
digest-counts-roles = { $dates } · { $stories ->
    [one] 1 story
   *[other] { $stories } stories
 }: { $customers ->
    [0] { digest-from-employees }
   *[other] { digest-from-customers }{ $employees ->
        [0] { "" }
       *[other] , { digest-from-employees }
    }
 }
digest-from-customers = { $customers ->
    [one] 1 from a customer
   *[other] { $customers } from customers
 }
digest-from-employees = { $employees ->
    [one] 1 from an employee
   *[other] { $employees } from employees
 }
digest-counts-tellers = { $counts } · { $tellers ->
    [one] 1 teller
   *[other] { $tellers } tellers
 }
digest-reading-time = { $minutes } min read

digest-late = This digest is going out late.
digest-merged = The last digest was missed, so this one covers weeks { $period }.
digest-late-stories = { $stories ->
    [one] 1 story is from an earlier week: it came after that week’s digest.
   *[other] { $stories } stories are from earlier weeks: they came after those weeks’ digests.
 }

digest-quiet = A quiet week. It does not mean that things are good or bad.

digest-story-heading = { $stories ->
    [one] Story of the week
   *[other] Both stories
 }
digest-few = { $stories ->
    [one] One story is too few for conclusions, yet it is worth reading.
   *[other] Two stories are too few for conclusions, yet both are worth reading.
 }
digest-role-customer = customer
digest-role-employee = employee
digest-week = week { $week }

digest-spoken = { $language ->
    [fi] in Finnish
    [sv] in Swedish
    [en] in English
   *[other] in another language
 }

digest-reason-empathy = Chosen because it shows a good encounter: { $theme }.
digest-reason-feeling = Chosen because the teller says how it felt: { $theme }.
digest-reason-must_win = Chosen because it concerns our goal “{ $theme }”.
digest-reason-event = Chosen because it shows what happened and where.
digest-reason-voice = Chosen because it is a new voice.
digest-reason-owner = Chosen by the owner of the team.
digest-reason-mix = Chosen so that the stories of the week are of many kinds over eight weeks.
digest-reason-length = Chosen because it is easy to read from start to finish.
digest-reason-oldest = Chosen because it is the oldest of equally strong stories.

digest-delighted-heading = What delighted
digest-hurt-heading = What hurt
digest-no-stories = no stories
digest-item = { $theme }: { $stories ->
    [one] 1 story
   *[other] { $stories } stories
 } ({ $numbers })
digest-item-quote = “{ $quote }” 1 story ({ $numbers })
digest-item-quote-foreign = “{ $quote }” { $spoken }, 1 story ({ $numbers })
digest-item-week-story = Story of the week: 1 story ({ $numbers })
digest-numbers-more = { $numbers } and { $more ->
    [one] 1 other
   *[other] { $more } others
 }
digest-late-number = { $number } wk { $week }

digest-waiting-heading = Waiting for a reply
digest-waiting = { $waiting ->
    [one] 1 teller waits
   *[other] { $waiting } tellers wait
 } for a reply ({ $numbers }).
digest-waiting-unlisted = { $waiting ->
    [one] 1 teller waits
   *[other] { $waiting } tellers wait
 } for a reply.
digest-oldest-in-time = Longest wait: { $days ->
    [one] 1 working day
   *[other] { $days } working days
 }, within our promise ({ $promise }).
digest-oldest-overdue = Longest wait: { $days ->
    [one] 1 working day
   *[other] { $days } working days
 }, past our promise ({ $promise }).

digest-archive-heading = From the archive
digest-easy-start-heading = Easy start
digest-easy-start = { $variant ->
    [0] When did a customer last surprise you in a good way?
    [1] What small thing went well this week?
   *[other] Who helped you last, and how?
 }

digest-question-heading = Question for the team
digest-question-delighted = { $variant ->
    [0] What made this a good experience, and how do we do it again ({ $number })?
    [1] What did the teller get without expecting it ({ $number })?
   *[other] Who else should get to experience the same ({ $number })?
 }
digest-question-hurt = { $variant ->
    [0] What did the teller hope for from us, and what do we do next time ({ $number })?
    [1] What would we say to the teller now, face to face ({ $number })?
   *[other] At what point could we have turned this around ({ $number })?
 }
digest-question-other = { $variant ->
    [0] What is worth trying first ({ $number })?
    [1] What had we not noticed before this story ({ $number })?
   *[other] What does this story tell about our everyday work ({ $number })?
 }

digest-caution = Stories tell what people chose to share. They are not a sample of all customers. Recognised names have been removed.

digest-sentence-heading = The week in one sentence
digest-sentence = { $side ->
    [both] { digest-delighted-by }; { digest-hurt-by }: { digest-moods } stories.
    [delighted] { digest-delighted-by }: { digest-moods } stories.
    [hurt] { digest-hurt-by-alone }: { digest-moods } stories.
   *[none] Stories of many kinds: { digest-moods } stories.
 }
digest-delighted-by = What delighted was { $delighted }
digest-hurt-by = what hurt was { $hurt }
digest-hurt-by-alone = What hurt was { $hurt }
digest-moods = { $positive } positive, { $negative } negative, { $mixed } mixed and { $neutral } neutral
digest-and = { $first } and { $second }

digest-rising-heading = { $direction ->
    [up] Rising
    [down] Falling
   *[both] Rising and falling
 }
digest-rising-clear_rise = ↑ { digest-trend } Clear change.
digest-rising-clear_fall = ↓ { digest-trend } Clear change.
digest-rising-possible_rise = ? { digest-trend } Possible rise, watching.
digest-rising-possible_fall = ? { digest-trend } Possible fall, watching.
digest-rising-new = + { digest-trend } New topic.
digest-trend = { $theme }: { $now } of { $of } tellers, earlier { $before } of { $earlier } ({ $weeks } weeks).
digest-steady = No clear changes.
digest-steady-few = Too few tellers to see changes.
digest-mix = Other people tell than before: customers are { $now } of { $of } tellers, earlier { $before } of { $earlier }.

digest-picture = Dot plot of the stories: { $stories ->
    [one] 1 story
   *[other] { $stories } stories
 }, { $before } before purchase, { $during } during service, { $after } after. { $positive } positive, { $mixed } mixed, { $neutral } neutral, { $negative } negative. { $waiting ->
    [0] Nobody waits for a reply.
    [one] 1 teller waits for a reply.
   *[other] { $waiting } tellers wait for a reply.
 }

digest-changed = these words are not shown any more
digest-withdrawn = removed at the teller's request
digest-delayed = The digest is delayed.

digest-moved = The most significant story of the digest before was { $number }, { $votes ->
    [one] { $votes } vote
   *[other] { $votes } votes
}.
digest-moved-why = The most significant story of the digest before was { $number }, { $votes ->
    [one] { $votes } vote
   *[other] { $votes } votes
}. Why: “{ $why }”
