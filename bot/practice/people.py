"""Who plays: twelve employees in Slack, twenty customers in Telegram; roles, not names."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["fi", "en", "sv"]
Kind = Literal["member", "guest", "single_channel_guest", "stranger", "bot"]

SLACK_LOCALES: dict[Language, str] = {"fi": "fi-FI", "en": "en-GB", "sv": "sv-SE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Employee:
    """A person in the Slack workspace. `key` is the name in the play, `id` Slack's own.

    A stranger is of another workspace and comes by Slack Connect; a bot is another app's.
    """

    key: str
    id: str
    role: str
    language: Language
    kind: Kind = "member"
    tz: str = "Europe/Helsinki"

    @property
    def locale(self) -> str:
        return SLACK_LOCALES[self.language]

    @property
    def dm(self) -> str:
        """The channel of this person's direct messages with the bot."""
        return "D" + self.id[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A person in Telegram, whose chat with the bot has the same id."""

    key: str
    id: int
    label: str
    language: Language


ROLES: tuple[tuple[Language, str], ...] = (
    ("fi", "Puhelinneuvoja"),
    ("fi", "Myyjä"),
    ("fi", "Laskutuksen neuvoja"),
    ("sv", "Kundrådgivare"),
    ("en", "Chat adviser"),
    ("fi", "Varaston työntekijä"),
    ("fi", "Kotikäyntien asentaja"),
    ("sv", "Butiksbiträde"),
    ("en", "Repair technician"),
    ("fi", "Vuoroesihenkilö"),
    ("fi", "Iltavuoron myyjä"),
    ("en", "Delivery driver"),
)

CUSTOMER_LANGUAGES: tuple[Language, ...] = (
    "fi", "fi", "sv", "fi", "en", "fi", "fi", "sv", "fi", "en",
    "fi", "fi", "sv", "fi", "en", "fi", "fi", "sv", "en", "fi",
)  # fmt: skip

CUSTOMER_WORD: dict[Language, str] = {"fi": "Asiakas", "en": "Customer", "sv": "Kund"}


def an_employee(number: int, role: str, language: Language, kind: Kind = "member") -> Employee:
    slack_id = f"U0PRACT{number:05}"
    return Employee(key=f"u{number}", id=slack_id, role=role, language=language, kind=kind)


def a_customer(number: int, language: Language) -> Customer:
    label = f"{CUSTOMER_WORD[language]} {number}"
    return Customer(key=f"c{number}", id=700_000_000 + number, label=label, language=language)


class People:
    """Everybody, found by key or by the platform's id."""

    def __init__(self) -> None:
        self.employees: list[Employee] = []
        self.customers: list[Customer] = []
        self._employees: dict[str, Employee] = {}
        self._customers: dict[str | int, Customer] = {}
        for language, role in ROLES:
            self.add_employee(language, role)
        for language in CUSTOMER_LANGUAGES:
            self.add_customer(language)

    def add_employee(
        self, language: Language = "fi", role: str = "Työntekijä", kind: Kind = "member"
    ) -> Employee:
        """Let one more person exist in Slack; `SlackTeam.join` lets them into the channels."""
        person = an_employee(len(self.employees) + 1, role, language, kind)
        self.employees.append(person)
        self._employees[person.key] = self._employees[person.id] = person
        return person

    def add_customer(self, language: Language = "fi") -> Customer:
        """Let one more customer exist; the chat opens with the first message."""
        person = a_customer(len(self.customers) + 1, language)
        self.customers.append(person)
        self._customers[person.key] = self._customers[person.id] = person
        return person

    def employee(self, who: str | Employee) -> Employee:
        """Return the employee of that key or Slack id. Raise KeyError if there is none."""
        return who if isinstance(who, Employee) else self._employees[who]

    def customer(self, who: str | int | Customer) -> Customer:
        """Return the customer of that key or Telegram id. Raise KeyError if there is none."""
        return who if isinstance(who, Customer) else self._customers[who]

    def is_employee(self, slack_id: str) -> bool:
        return slack_id in self._employees
