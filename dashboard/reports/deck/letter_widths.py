"""How wide words are in the deck's faces: enough to know where lines break before they are drawn.

Advance widths in thousandths of the type size, of Cambria (headings) and Calibri (body), as the
metric-compatible Caladea and Carlito have them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Face = Literal["heading", "body"]

LETTERS = "".join(chr(code) for code in range(32, 127)) + "–’‘“”−×·…é′≥"  # noqa: RUF001 - signs
HEADING = """
220 286 393 619 506 890 687 237 382 382 427 554 205 329 206 490 517 362 472 461 492 475 470 470
485 478 264 264 554 554 554 422 885 599 579 519 625 540 509 539 696 343 304 630 501 888 693 599
533 599 613 453 557 687 598 889 571 557 507 350 490 350 554 371 151 470 520 421 520 441 313 459
554 277 255 525 271 813 558 480 520 501 396 392 325 546 470 720 483 482 428 387 316 387 712 500
221 221 375 375 554 554 106 752 441 237 554"""
BODY = """
226 326 401 498 507 715 682 221 303 303 498 498 250 306 252 386 507 507 507 507 507 507 507 507
507 507 268 268 498 498 498 463 894 579 544 533 615 488 459 631 623 252 319 520 420 855 646 662
517 673 543 459 487 642 567 890 519 487 468 307 386 307 498 498 291 479 525 423 525 498 305 471
525 229 239 455 229 799 525 527 525 525 349 391 335 525 452 715 433 453 395 314 460 314 498 498
250 250 418 418 498 498 252 690 498 507 498"""
BODY_BOLD = """
226 326 438 498 507 729 705 233 312 312 498 498 258 306 267 430 507 507 507 507 507 507 507 507
507 507 276 276 498 498 498 463 898 606 561 529 630 488 459 637 631 267 331 547 423 874 659 676
532 686 563 473 495 653 591 906 551 520 478 325 430 325 498 498 300 494 537 418 537 503 316 474
537 246 255 480 246 813 537 538 537 537 355 399 347 537 473 745 459 474 397 344 475 344 498 498
258 258 435 435 498 498 268 711 503 507 498"""
# A letter that is not listed is taken for a wide one, so that a line breaks too early, not late.
WIDEST = 900.0
LINE = {"heading": 1.172, "body": 1.221}
"""Height of a line over the type size."""


def _table(widths: str) -> dict[str, float]:
    return dict(zip(LETTERS, map(float, widths.split()), strict=True))


_TABLES = {
    ("heading", False): _table(HEADING),
    ("heading", True): {letter: 1.07 * width for letter, width in _table(HEADING).items()},
    ("body", False): _table(BODY),
    ("body", True): _table(BODY_BOLD),
}


def width_of(words: str, points: float, face: Face = "body", bold: bool = False) -> float:
    """Return the width of `words` on one line, in inches, without kerning."""
    table = _TABLES[face, bold]
    return sum(table.get(letter, WIDEST) for letter in words) / 1000 * points / 72


def wrapped(
    words: str, width: float, points: float, face: Face = "body", bold: bool = False
) -> list[str]:
    """Return `words` broken into lines of at most `width` inches; a long word has its own line."""
    lines: list[str] = []
    for paragraph in words.split("\n"):
        lines += _broken(paragraph.split(" "), width, points, face, bold)
    return lines


def longest_word(words: Iterable[str], points: float, face: Face, bold: bool = False) -> float:
    """Return the width in inches of the widest single word: it cannot be broken."""
    return max((width_of(word, points, face, bold) for word in words), default=0.0)


def _broken(words: list[str], width: float, points: float, face: Face, bold: bool) -> list[str]:
    lines, line = [], words[0]
    for word in words[1:]:
        longer = f"{line} {word}"
        if width_of(longer, points, face, bold) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
    return [*lines, line]
