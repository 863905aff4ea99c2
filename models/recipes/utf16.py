"""Offsets as the engine counts them."""


def units(text: str) -> list[int]:
    """UTF-16 offset of each code point, and the text's length."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if ord(character) > 0xFFFF else 1))
    return offsets
