"""The check digit of payment cards (ISO/IEC 7812-1, annex B) and of Swedish personal numbers."""


def is_luhn(digits: str) -> bool:
    """True when the last of the digits is the check digit of the others."""
    numbers = [int(digit) for digit in reversed(digits)]
    doubled = (sum(divmod(2 * number, 10)) for number in numbers[1::2])
    return (sum(numbers[::2]) + sum(doubled)) % 10 == 0
