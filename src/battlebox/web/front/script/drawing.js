// The drawing of what stands around a thing, where scripts run: the same boxes in the same places, to move about in.
// Law: what the server drew stays for paper, and comes back if anything here fails.
const STEP = 80;
const NEARER = 1.3;
const SHARE = 0.7; // Of the window, at most: the page must still be there to scroll.

function looks(data) {
  const words = { label: "data(words)", "text-wrap": "wrap", "text-max-width": `${data.width - 16}px`, "text-valign": "center" };
  const dashes = { fallback: "dotted", attack: "dashed", need: "solid" };
  return [
    {
      selector: "node",
      style: {
        ...words, shape: "round-rectangle", width: data.width, height: data.height, "font-size": 14, color: "#0b0c0c",
        "font-family": "system-ui, sans-serif", "background-color": "#ffffff", "border-width": 1.5, "border-color": "#0b0c0c",
      },
    },
    { selector: "node.doubted", style: { "border-width": 3, "border-style": "dashed" } },
    { selector: "node.out", style: { "border-width": 7, "border-style": "double", "background-color": "#e2e3e3" } },
    { selector: "node.centre", style: { "border-color": "#0f4c4a", "border-width": 7 } },
    {
      selector: "edge",
      style: {
        width: 1.5, "line-color": "#484949", "curve-style": "bezier", "target-arrow-shape": "triangle",
        "target-arrow-color": "#484949", "source-arrow-color": "#8c1c13",
      },
    },
    ...Object.entries(dashes).map(([look, line]) => ({ selector: `edge.${look}`, style: { "line-style": line } })),
    { selector: "edge.attack", style: { width: 2, "line-color": "#8c1c13", "target-arrow-color": "#8c1c13" } },
    { selector: "edge.both", style: { "source-arrow-shape": "triangle" } },
  ];
}

function elements(data) {
  const boxes = data.boxes.map((each) => ({
    data: { id: each.id, words: each.words, address: each.address },
    position: { x: each.x, y: each.y },
    classes: each.look,
  }));
  const ties = data.ties.map((each, number) => ({
    data: { id: `tie ${number}`, source: each.of, target: each.on },
    classes: each.both ? `${each.look} both` : each.look,
  }));
  return [...boxes, ...ties];
}

function draw(home) {
  const data = JSON.parse(document.getElementById("drawing-data").textContent);
  const [live, still, tools] = ["live", "still", "tools"].map((part) => home.querySelector(`.desk-drawing__${part}`));
  live.hidden = false;
  live.style.height = `${Math.min(window.innerHeight * SHARE, data.tall + 40)}px`;
  const drawing = window.cytoscape({
    container: live, elements: elements(data), style: looks(data), layout: { name: "preset", fit: true, padding: 20 },
    autoungrabify: true, boxSelectionEnabled: false, userZoomingEnabled: false, maxZoom: 2, minZoom: 0.02,
  });
  if (drawing.zoom() > 1) drawing.zoom(1).center();
  // A window that is turned or pulled gets all of it again.
  drawing.on("resize", () => {
    drawing.fit(undefined, 20);
    if (drawing.zoom() > 1) drawing.zoom(1).center();
  });
  still.hidden = true;
  tools.hidden = false;

  const closer = (by) => drawing.zoom({ level: drawing.zoom() * by, renderedPosition: { x: live.clientWidth / 2, y: live.clientHeight / 2 } });
  const does = { in: () => closer(NEARER), out: () => closer(1 / NEARER), all: () => drawing.fit(undefined, 20) };
  const keys = {
    "+": does.in, "=": does.in, "-": does.out, 0: does.all,
    ArrowLeft: () => drawing.panBy({ x: STEP, y: 0 }), ArrowRight: () => drawing.panBy({ x: -STEP, y: 0 }),
    ArrowUp: () => drawing.panBy({ x: 0, y: STEP }), ArrowDown: () => drawing.panBy({ x: 0, y: -STEP }),
  };
  for (const button of tools.querySelectorAll("[data-do]")) button.addEventListener("click", () => does[button.dataset.do]());
  live.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  drawing.on("tap", "node", (event) => {
    const address = event.target.data("address");
    if (address) window.location.assign(address);
  });
  home.dataset.ready = "yes";
}

const home = document.getElementById("drawing");
if (home && window.cytoscape) {
  try {
    draw(home);
  } catch (fault) {
    home.querySelector(".desk-drawing__live").hidden = true;
    home.querySelector(".desk-drawing__tools").hidden = true;
    home.querySelector(".desk-drawing__still").hidden = false;
    throw fault;
  }
}
