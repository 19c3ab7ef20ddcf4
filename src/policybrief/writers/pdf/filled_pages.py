"""Strips → pages, with room for the notes that stand at their foot; time grows with the number of strips."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from policybrief.writers.pdf.strips import PlacedStrip, Strip

SEPARATION = 12.0
"""Space between text and foot-notes; a short rule is in it."""
NOTE_SHARE = 0.6
"""Part of a page that notes run over from the page before may take."""
LAST_PAGE = 72.0
"""What a last page holds at least: six lines of a table's type, or three rows."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where text begins and ends on a page, from its top edge."""

    first_top: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class FilledPage:
    """One page: its text, and the notes at its foot."""

    text: list[PlacedStrip]
    foot: list[PlacedStrip]

    def placed(self) -> list[PlacedStrip]:
        """All that stands on the page, from top to bottom."""
        return [*self.text, *self.foot]


def fill_pages(strips: list[Strip], frame: Frame) -> list[FilledPage]:
    """The strips on pages, from the first to the last.

    A page ends before the last strip that fits and whose forerunner does not want to stay with it. If the
    last page, or the last before an annex, would hold some lines only, the break before it moves up.
    """
    filler = _Filler(strips, frame)
    pages = filler.fill()
    starts = filler.starts
    if len(starts) != len(pages):  # notes alone fill the last page
        return pages
    ends = (n for n in range(1, len(pages)) if n + 1 == len(pages) or strips[starts[n + 1]].new_page)
    moved = (_earlier_break(strips, starts, pages, frame, number) for number in ends)
    earlier = frozenset(at for at in moved if at is not None)
    return _Filler(strips, frame, earlier).fill() if earlier else pages


def _earlier_break(
    strips: list[Strip], starts: list[int], pages: list[FilledPage], frame: Frame, number: int
) -> int | None:
    """Where a page should begin so that it is not nearly empty; None if it is well as it is."""
    if strips[starts[number]].new_page:
        return None
    last = [placed for placed in pages[number].text if not placed.again]
    held = sum(placed.strip.height for placed in last)
    if held >= LAST_PAGE:
        return None
    for at in range(starts[number] - 1, starts[number - 1], -1):
        held += strips[at].height
        if held > (frame.bottom - frame.top) / 2 or strips[at].new_page:
            return None
        if held >= LAST_PAGE and not strips[at - 1].keep:
            return at
    return None


@dataclass(slots=True)
class _Filler:
    strips: list[Strip]
    frame: Frame
    earlier: frozenset[int] = frozenset()
    """Strips before which a page ends early."""
    starts: list[int] = field(default_factory=list)
    """Index of the first strip of each page."""
    pages: list[FilledPage] = field(default_factory=list)
    text: list[PlacedStrip] = field(default_factory=list)
    foot: list[Strip] = field(default_factory=list)
    called: list[int] = field(default_factory=list)
    """For each strip placed on this page, how many lines of notes stood before it."""
    over: list[Strip] = field(default_factory=list)
    """Lines of notes that run over to the next page."""
    y: float = 0.0
    start: int = 0

    def fill(self) -> list[FilledPage]:
        at = 0
        self.y = self.frame.first_top
        self.starts.append(0)
        while at < len(self.strips):
            strip = self.strips[at]
            fresh = at == self.start
            gap = 0.0 if fresh else strip.before
            forced = not fresh and (strip.new_page or at in self.earlier)
            if not forced and (fresh or self.fits(strip, gap)):
                self.place(at, gap)
                at += 1
            elif not forced and self.parts_notes(strip, gap):
                self.place(at, gap)
                at += 1
                self.turn(at)
            elif not forced and self.tightened(at):
                at = self.back_from(at)
                self.y = self.text[-1].top + self.text[-1].strip.height
            else:
                at = at if forced else self.back_from(at)
                self.turn(at)
        self.close()
        while self.over:
            self.next_page()
            self.close()
        return self.pages

    def fits(self, strip: Strip, gap: float) -> bool:
        free = self.frame.bottom - self.y - gap + 0.01
        if strip.height + _height(self.foot, strip.notes) > free:
            return False
        if strip.whole and strip.whole + _height(self.foot) > free:
            at = self.start + len(self.called)
            back = self.back_from(at, peek=True)
            return back == self.start or self.left_free(at - back) >= self.third
        return True

    def tightened(self, at: int) -> bool:
        """True if what keeps together around `at` fits tightly on this page, of which it left much free."""
        back = end = self.back_from(at, peek=True)
        if back == self.start or self.left_free(at - back) < self.third:
            return False
        while self.strips[end].keep and end + 1 < len(self.strips):
            end += 1
        chain = [_tight(strip) for strip in self.strips[back : end + 1]]
        if all(now is before for now, before in zip(chain, self.strips[back:], strict=False)):
            return False
        foot = [line for strip in chain for line in strip.notes]
        if sum(s.before + s.height for s in chain) + _height(foot) > self.left_free(at - back):
            return False
        self.strips = [*self.strips[:back], *chain, *self.strips[end + 1 :]]
        return True

    @property
    def third(self) -> float:
        """A third of the height of a page."""
        return (self.frame.bottom - self.frame.top) / 3

    def left_free(self, moved: int) -> float:
        """What would be free on the page if so many of its strips moved to the next."""
        last = self.text[-1 - moved]
        return self.frame.bottom - last.top - last.strip.height - _height(self.foot)

    def parts_notes(self, strip: Strip, gap: float) -> bool:
        """True if the strip fits with at least two lines of its notes, and at least two run over."""
        free = self.frame.bottom - self.y - gap - strip.height
        return not strip.keep and len(strip.notes) >= 4 and _height(self.foot, strip.notes[:2]) <= free

    def place(self, at: int, gap: float) -> None:
        strip = self.strips[at]
        if at == self.start and at > 0:
            for head in strip.heads:
                self.text.append(PlacedStrip(head, self.y, again=True))
                self.y += head.height
        self.text.append(PlacedStrip(strip, self.y + gap))
        self.y += gap + strip.height
        self.called.append(len(self.foot))
        for number, line in enumerate(strip.notes):
            if self.y + _height(self.foot, (line,)) > self.frame.bottom + 0.01 or self.over:
                self.over.extend(strip.notes[number:])
                break
            self.foot.append(line)

    def back_from(self, at: int, *, peek: bool = False) -> int:
        """Where the page must end if `at` is to stand on the next: before those that keep with it."""
        back = at
        while back > self.start and self.strips[back - 1].keep:
            back -= 1
        if back == self.start:
            return self.start if peek else at
        if not peek:
            for _ in range(at - back):
                self.text.pop()
                del self.foot[self.called.pop() :]
        return back

    def turn(self, at: int) -> None:
        self.close()
        if at < len(self.strips) or self.over:
            self.next_page()
        self.start = at
        if at < len(self.strips):
            self.starts.append(at)

    def next_page(self) -> None:
        most = (self.frame.bottom - self.frame.top) * NOTE_SHARE
        while self.over and _height(self.foot, self.over[:1]) <= most:
            self.foot.append(self.over.pop(0))

    def close(self) -> None:
        """Ends the page: its notes stand at its foot."""
        if not self.text and not self.foot:
            return
        y = self.frame.bottom - _height(self.foot) + SEPARATION
        foot = []
        for number, line in enumerate(self.foot):
            y += line.before if number else 0.0
            foot.append(PlacedStrip(line, y))
            y += line.height
        self.pages.append(FilledPage(self.text, foot))
        self.text, self.foot, self.called = [], [], []
        self.y = self.frame.top


def _tight(strip: Strip) -> Strip:
    if strip.tight is None:
        return strip
    height, draw = strip.tight
    return replace(strip, height=height + strip.inset, draw=draw, tight=None)


def _height(foot: list[Strip], more: tuple[Strip, ...] | list[Strip] = ()) -> float:
    lines = [*foot, *more]
    whole: float = sum(line.before + line.height for line in lines)
    return SEPARATION - lines[0].before + whole if lines else 0.0
