"""Slack's mrkdwn to plain text and back."""

import pytest

from handlers.slack.plain import escaped, plain, without_mention


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("5 &lt; 6 &amp;&amp; 7 &gt; 2", "5 < 6 && 7 > 2"),
        ("&amp;lt;!channel&amp;gt;", "&lt;!channel&gt;"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("&quot;&#39;&nbsp;", "&quot;&#39;&nbsp;"),
        ("<https://bank.fi>", "https://bank.fi"),
        ("<https://evil.example|bank.fi>", "bank.fi"),
        ("<https://a.fi|>", "https://a.fi"),
        ("<https://a.fi?x=1&amp;y=2>", "https://a.fi?x=1&y=2"),
        ("<mailto:a@b.fi|a@b.fi>", "a@b.fi"),
        ("<mailto:a@b.fi>", "a@b.fi"),
        ("<tel:+358401234567|040 123 4567>", "040 123 4567"),
        ("<@U1> auttoi", "@U1 auttoi"),
        ("<@U1|matti> auttoi", "@U1 auttoi"),
        ("<#C1|yleinen>", "#yleinen"),
        ("<#C1>", "#C1"),
        ("<#C1|>", "#C1"),
        ("<!channel> <!here|here>", "channel here"),
        ("<!subteam^S1|@tuki>", "@tuki"),
        ("<!subteam^S1>", "subteam"),
        ("<!date^1795176000^{date}^https://evil.example|20.11.>", "20.11."),
        ("<javascript:alert(1)|klikkaa>", "klikkaa"),
        ("a < b > c <b>", "a < b > c <b>"),
        ("<", "<"),
        ("", ""),
    ],
)
def test_a_text_reads_as_people_see_it(sent, seen):
    assert plain(sent) == seen


@pytest.mark.parametrize("text", ["<@UK> Hei", "<@UK|kuule>, Hei", " <@UK>: Hei", "Hei <@UK>"])
def test_the_mention_of_kuule_is_dropped_wherever_it_stands(text):
    assert without_mention(text, "UK") == "Hei"


def test_somebody_elses_mention_stays():
    assert without_mention("<@UK2> Hei", "UK") == "<@UK2> Hei"


def test_only_the_three_control_characters_are_escaped():
    assert escaped("<!channel> & *x* _y_ “z”") == "&lt;!channel&gt; &amp; *x* _y_ “z”"
