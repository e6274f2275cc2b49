# The page for leaders. Years and weeks come as text, so that they are not grouped.

digest-month-header = 📖 Stories of the month · { $period }
digest-month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 }
digest-month-stories = { $stories ->
    [0] No new stories
    [one] 1 story
   *[other] { $stories } stories
 }
digest-month-stories-roles = { $stories ->
    [one] 1 story
   *[other] { $stories } stories
 }: { $customers } from customers, { $employees } from employees
digest-month-waiting = { $waiting ->
    [one] 1 teller waits
   *[other] { $waiting } tellers wait
 } for a reply, { $kept } within our promise ({ $promise ->
    [one] 1 working day
   *[other] { $promise } working days
 })
digest-month-useful = The weekly digests were useful: { $useful } of { $answered } answers
digest-month-late = This page leaves late this time.
digest-month-merged = The page before was missed, so here are two months.
digest-month-quiet = A quiet month. It does not mean that all is well or badly.
digest-month-few = So few stories allow no conclusions.
digest-month-aloud-heading = A story to read aloud
digest-month-must-win-heading = Must-win themes
digest-month-must-win = { $theme }: tellers for { $for }, against { $against } · { $direction }
digest-month-direction = { $word ->
    [clear_rise] spoken of more
    [clear_fall] spoken of less
    [possible_rise] perhaps spoken of more
    [possible_fall] perhaps spoken of less
    [new] a new topic
    [steady] unchanged
   *[unknown] direction not yet visible
 }
digest-month-service-heading = Thanks and blame by service
digest-month-service = { $service }: tellers who thank { $thanks }, who blame { $blame }
digest-month-risk-heading = Risks
digest-month-risk = { $risk }: { $stories ->
    [one] 1 story
   *[other] { $stories } stories
 }, the oldest { $days ->
    [one] 1 working day
   *[other] { $days } working days
 } old
digest-month-run-heading = Stories a week
digest-month-run = { $who }, weeks { $first }–{ $last }: { $counts }; median { $median }
digest-month-who = { $who ->
    [all] All
    [customers] Customers
   *[employees] Employees
 }
digest-month-point = .
digest-month-unknown-heading = What we do not know
digest-month-missing-languages = Too few told { $names }.
digest-month-hidden = { $services ->
    [one] The numbers of 1 service are too small to show.
   *[other] The numbers of { $services } services are too small to show.
 }
digest-month-table-service = Service
digest-month-table-thanks = Thank
digest-month-table-blame = Blame
operator-held-month = I did not send the page for leaders (team { $team }, month { $month }), because it did not pass the checks. When the cause is mended, run: kuule month --team { $id } --month { $month } --post
