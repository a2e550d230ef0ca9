"""The keyboard alone: which controls Tab stops at, in which order, and whether one sees where one is.

Law: nothing here moves the focus by script; keys are pressed, and the page is asked afterwards where they led.
Not here: which pages (test_every_page.py), what is done on them (first_day.py).
"""

from __future__ import annotations

from web.faults import FOCUS
from web.hand import Hand

# Tab stops at these, in the order of the document; at a group of radio buttons once, at the one that is chosen.
STOPS = """(root) => {
  const groups = new Set();
  const isStop = (each) => {
    if (each.disabled || each.type === 'hidden' || each.tabIndex < 0) return false;
    if (!each.checkVisibility({visibilityProperty: true})) return false;
    if (each.matches('summary') && each.parentElement.querySelector('summary') !== each) return false;
    if (each.type !== 'radio') return true;
    const group = [...(each.form || document).querySelectorAll('input[type=radio]')]
      .filter((one) => one.name === each.name && !one.disabled);
    const chosen = group.find((one) => one.checked);
    if (chosen) return chosen === each;
    const name = `${each.name} ${[...document.forms].indexOf(each.form)}`;
    return !groups.has(name) && groups.add(name);
  };
  return [...root.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(isStop);
}"""
# A box that is drawn by its label shows its focus there too.
LOOK = """(each) => {
  const drawn = (one, part) => { const s = getComputedStyle(one, part);
    return [s.outlineStyle === 'none' ? '' : s.outline, s.boxShadow, s.backgroundColor, s.borderColor].join(); };
  const label = each.matches('[type=radio], [type=checkbox]') ? each.labels[0] : null;
  return drawn(each) + (label ? drawn(label, '::before') : '');
}"""
WATCH = f"""() => {{
  const led = document.activeElement.closest('main') ? document.activeElement : null, look = {LOOK};
  const stops = ({STOPS})(document.querySelector('main'))
    .filter((each) => !led || led.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
  const before = new Map(stops.map((each) => [each, look(each)]));
  window.deskSeen = [];
  document.addEventListener('keydown', (event) => {{
    if (event.key !== 'Tab') return;
    const at = document.activeElement, box = at.getBoundingClientRect();
    window.deskSeen.push({{
      place: stops.indexOf(at), html: at.outerHTML.slice(0, 110), inMain: !!at.closest('main') && !at.matches('main'),
      changed: look(at) !== before.get(at),
      seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 &&
        box.left < innerWidth,
    }});
  }}, true);
  return stops.map((each) => each.outerHTML.slice(0, 110));
}}"""
PLACE = f"""(target) => {{
  const stops = ({STOPS})(document.body), active = document.activeElement;
  const is = (one, other) => one === other ||
    (one.type === 'radio' && other.type === 'radio' && one.name === other.name && one.form === other.form);
  const radios = [...(target.form || document).querySelectorAll('input[type=radio]')]
    .filter((each) => is(each, target) && !each.disabled);
  return {{
    to: stops.findIndex((each) => is(each, target)), at: stops.findIndex((each) => is(each, active)),
    look: ({LOOK})(target), is_there: active === target, is_skip: active.matches('.govuk-skip-link'),
    is_in_main: !!target.closest('main'), is_radio: target.type === 'radio',
    radio: radios.indexOf(target), chosen: radios.findIndex((one) => one.checked),
  }};
}}"""
TAB, BACK = "Tab", "Shift+Tab"


def faults_by_keyboard(page):
    """What is wrong for somebody without a mouse: every control of the main part, in order, seen, and a way out."""
    page.wait_for_selector("body")  # a page that looks again by itself has none while it is replaced
    # Mistakes, and what was saved, are led to by the page itself; else the first Tab leads to the skip link.
    if not page.evaluate("!!document.activeElement.closest('main')"):
        page.keyboard.press(TAB)
        if page.evaluate("document.activeElement.textContent") != "Skip to main content":
            return 0, ["Tab does not lead to the skip link first"]
        if not page.evaluate(FOCUS):
            return 0, ["the first link's focus cannot be seen"]
        page.keyboard.press("Enter")
    stops = page.evaluate(WATCH)
    for _ in range(len(stops) + 2):
        page.keyboard.press(TAB)
    seen = page.evaluate("window.deskSeen")[1:]
    faults = [f"Tab leads elsewhere than to {stop}: {one['html']}" for place, (stop, one) in enumerate(
        zip(stops, seen, strict=False)) if one["place"] != place][:3]  # fmt: skip
    faults += [f"Tab leads to what cannot be seen: {one['html']}" for one in seen[:-1] if not one["seen"]]
    faults += [f"focus cannot be told from none: {one['html']}" for one in seen[:-1] if not one["changed"]]
    faults += [f"no way out by Tab: {seen[-1]['html']}"] if seen[-1]["inMain"] else []
    return len(stops), faults


class KeyHand(Hand):
    """An officer without a mouse: Tab, Shift+Tab, Space, Enter, arrows, and the letters that are written."""

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.keys = 0
        # Whoever looks for errors at the end of the day finds a mouse among them.
        self.context.add_init_script("addEventListener('mousedown', () => console.error('a mouse was used'), true)")

    def _press(self, key, times=1):
        for _ in range(times):
            self.page.keyboard.press(key)
            self.keys += 1

    def _reach(self, found):
        """Lead the focus to a control, and see that one sees it there."""
        found.wait_for()
        target = found.element_handle()
        began = place = target.evaluate(PLACE)
        said = target.evaluate("one => one.outerHTML.slice(0, 200)")
        assert place["to"] >= 0, f"Tab does not stop at {said}"
        for _ in range(3):
            if place["at"] == place["to"]:
                break
            if place["is_skip"] and place["is_in_main"]:
                self._press("Enter")
                self._press(TAB)
            elif place["at"] < 0:
                self._press(TAB)
            else:
                steps = place["to"] - place["at"]
                self._press(TAB if steps > 0 else BACK, abs(steps))
            place = target.evaluate(PLACE)
        assert place["at"] == place["to"], f"the keys led elsewhere than to {said}"
        assert place["is_there"] or place["is_radio"], said
        assert place["look"] != began["look"] or began["is_there"] or place["is_radio"], f"no focus is seen at {said}"
        return target

    def _click(self, found):
        target = self._reach(found)
        is_link = target.evaluate("one => one.matches('a[href]:not([href^=\"#\"])')")
        if is_link or target.evaluate("one => !!one.form && one.type === 'submit'"):
            with self.page.expect_navigation(wait_until="load"):
                self._press("Enter" if is_link else "Space")
        else:
            self._press("Enter")

    def _fill(self, found, text):
        target = self._reach(found)
        if target.input_value():
            self._press("Control+A")
        self.page.keyboard.type(text)
        assert target.input_value() == text

    def _check(self, found):
        target = self._reach(found)
        place = target.evaluate(PLACE)
        steps = place["radio"] - max(place["chosen"], 0) if place["is_radio"] else 0
        if steps:
            self._press("ArrowDown" if steps > 0 else "ArrowUp", abs(steps))
        elif not target.is_checked():
            self._press("Space")
        assert target.is_checked()

    def _select(self, found, words):
        target = self._reach(found)
        labels = [" ".join(each.split()) for each in found.locator("option").all_inner_texts()]
        steps = labels.index(words) - target.evaluate("one => one.selectedIndex")
        self._press("ArrowDown" if steps > 0 else "ArrowUp", abs(steps))
        assert target.evaluate("one => one.selectedOptions[0].label") == words

    def _give(self, found, file):
        # What opens is a window of the machine's own; that it can be reached is ours.
        self._reach(found)
        super()._give(found, file)

    def download(self, words, role="link"):
        # A paper opens in the browser's own viewer, where there is nothing of ours to press.
        self._reach(self.page.get_by_role(role, name=words, exact=isinstance(words, str)))
        return super().download(words, role)
