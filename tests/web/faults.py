"""Everything that a browser alone can find wrong with a page: axe, widths, what lies on something else, focus, paper.

Law: what is folded is opened first; the page is left as wide as it was.
Not here: which pages (test_every_page.py, test_every_state.py), the keyboard's stops (keyboard.py).
"""

from __future__ import annotations

from chromium import AXE, RULES

WIDE, HALF, NARROW = 1280, 640, 320
SCREEN = {"width": WIDE, "height": 900}
OVERLAP = """() => {
  const faults = [];
  const low = (each) => Math.max(...[each, ...each.querySelectorAll('*')].map((one) => one.getBoundingClientRect())
    .filter((box) => box.width > 1 && box.height > 1).map((box) => box.bottom), -Infinity);
  for (const each of document.querySelectorAll('main, main > section, main > div')) {
    const parts = [...each.children].filter((one) => one.matches('h1, h2, h3, p, ul, ol, dl, section, form') &&
      getComputedStyle(one).display === 'block' && one.offsetHeight > 1);
    for (let place = 1; place < parts.length; place += 1) {
      const [above, below] = [parts[place - 1], parts[place]];
      if (above.matches('details') || low(above) <= below.getBoundingClientRect().top + 4) continue;
      if (above.getBoundingClientRect().left > below.getBoundingClientRect().right) continue;
      if (getComputedStyle(above).float !== 'none' || getComputedStyle(below).position === 'absolute') continue;
      faults.push(`lies on what follows: ${above.outerHTML.slice(0, 90)}`);
    }
  }
  return faults;
}"""
# What is set in other letters than the rest; codes are meant to be.
LETTERS = """() => [...document.querySelectorAll('body, body *')].filter((each) => each.offsetHeight > 0 &&
  [...each.childNodes].some((one) => one.nodeType === 3 && one.data.trim()) &&
  !/^(system-ui|ui-monospace|monospace)/.test(getComputedStyle(each).fontFamily))
  .map((each) => each.outerHTML.slice(0, 90))"""
FOCUS = """() => { const s = getComputedStyle(document.activeElement);
  return document.activeElement !== document.body &&
    (s.outlineStyle !== 'none' || s.boxShadow !== 'none' || s.backgroundColor === 'rgb(255, 221, 0)'); }"""


# Only what is asked comes back: all that axe found takes longer to hand over than to find.
ASK = """(rules) => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})
  .then((found) => [found.passes.length, found.violations.flatMap((each) =>
    each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 120)}`))])"""


def bring_axe(page):
    """Put axe into whatever the page will load: a tenth of a second less for each than to put it there afterwards."""
    page.add_init_script(path=AXE)


def rules(page):
    """What axe says: rules that hold, and each fault."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    held, faults = page.evaluate(ASK, RULES)
    return held, faults


def faults_of(page):
    """Everything that a browser alone can find wrong with a page."""
    # What is folded is opened first, or nobody would look into it.
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    held, faults = rules(page)
    for width in (WIDE, HALF, NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [f"scrolls sideways at {width}: {wide}"] if wide > width else []
        faults += page.evaluate(OVERLAP) if width != HALF else []
    page.set_viewport_size(SCREEN)
    faults += [f"other letters: {each}" for each in page.evaluate(LETTERS)]
    page.keyboard.press("Tab")
    faults += [] if page.evaluate(FOCUS) else ["the first link's focus cannot be seen"]
    faults += [] if page.evaluate("document.documentElement.lang") == "en" else ["it has no language"]
    page.emulate_media(media="print")
    faults += [] if page.locator("h1").first.is_visible() else ["no heading on paper"]
    faults += ["the line of the desk on paper"] if page.locator("#desk-heard").is_visible() else []
    page.emulate_media(media="screen")
    return held, faults
