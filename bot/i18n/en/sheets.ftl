# What stands in the thread of a digest: must-win themes, ideas, risks, open, all stories, figures.

digest-must_win-heading = Must-win themes
digest-must_win = { $theme }: tellers for { $for }, against { $against }, with ideas { $ideas }
digest-ideas-heading = Ideas
digest-idea = “{ $quote }” ({ $numbers }){ $horizon ->
    [none] { "" }
   *[other] , { $horizon }
 } · status: new
digest-idea-foreign = “{ $quote }” { $spoken } ({ $numbers }){ $horizon ->
    [none] { "" }
   *[other] , { $horizon }
 } · status: new
digest-more-ideas = { $stories ->
    [one] 1 more story has ideas.
   *[other] { $stories } more stories have ideas.
 }
digest-risks-heading = Risks
digest-risk = { $risk }: { $stories ->
    [one] 1 story
   *[other] { $stories } stories
 }
digest-risk-due = { digest-risk }, reply due by { $due }
digest-risk-private = { $risk }: passed on to the person responsible
digest-risk-other = Another serious matter
digest-open-heading = Open customers
digest-open = { $number } · { $theme } · { digest-waits }
digest-open-plain = { $number } · { digest-waits }
digest-waits = { $days ->
    [one] 1 working day
   *[other] { $days } working days
 }
digest-guide = A good reply: Say who you are and why it is you who replies. Thank, and repeat what happened in the teller’s words. Say that you are sorry for what happened, if it went wrong. Tell what you will do and by when. Give a direct contact.
digest-stories-heading = All stories
digest-story = “{ $quote }” ({ $numbers })
digest-story-foreign = “{ $quote }” { $spoken } ({ $numbers })
digest-more-stories = { $stories ->
    [one] And 1 more story.
   *[other] And { $stories } more stories.
 }

digest-numbers-heading = Figures
digest-number = { $name }: { $value }
digest-figure-stories = Stories
digest-figure-stories_customers = Stories from customers
digest-figure-stories_employees = Stories from employees
digest-figure-tellers = Tellers
digest-figure-mood_positive = Positive stories
digest-figure-mood_negative = Negative stories
digest-figure-mood_mixed = Mixed stories
digest-figure-mood_neutral = Neutral stories
digest-figure-phase_before = Before purchase
digest-figure-phase_during = During service, or stage not told
digest-figure-phase_after = After
digest-figure-waiting = Tellers who wait for a reply
digest-figure-waiting_oldest = Longest wait in working days
digest-figure-late = Stories from earlier weeks
digest-figure-energy_gave = Employees to whom work gave energy
digest-figure-energy_took = Employees from whom work took energy
digest-figure-tellers_customers = Customers among tellers
digest-figure-tellers_customers_before = Customers among tellers in the weeks before
digest-figure-tellers_before = Tellers in the weeks before
digest-figure-weeks_before = Weeks before that are compared
digest-figure-risk = { $name }, stories with this risk
digest-figure-theme = { $name }, tellers
digest-figure-theme-before = { $name }, tellers in the weeks before
digest-missing-phases = No stories of: { $names }
digest-missing-groups = Too few tellers from: { $names }
digest-phase-before = before purchase
digest-phase-during = during service
digest-phase-after = after
digest-hidden = { $figures ->
    [one] 1 figure is too small to be shown.
   *[other] { $figures } figures are too small to be shown.
 }
digest-method = How this digest is made: we count tellers, not messages. A change is clear or possible only when chance does not explain it. People’s words are quoted as they were told.
