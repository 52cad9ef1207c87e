// The map and the time line: marks of what is in view, an area where no more is known, days chosen by pointer or by key.
// All that is asked for stands in the address, so that a view can be kept, sent and gone back to.
(() => {
  const L = window.L;
  const draw = (place) => {
    const form = document.getElementById("asked");
    const small = place.dataset.small !== undefined;
    const param = new URLSearchParams(location.search);
    const words = document.getElementById("map-words");
    const root = getComputedStyle(document.documentElement);
    const colour = (name) => root.getPropertyValue(name).trim();
    const STANDING = { claimed: "--happened", corroborated: "--happened", confirmed: "--confirmed", contested: "--contested", denied: "--denied", retracted: "--denied" };
    const AREAS = new Set(["district", "province", "country", "region"]);
    const FULL = 1800; // pixels: an area that much wider than the view hides nothing but itself

    const map = L.map(place, {
      attributionControl: false, keyboard: true, zoomSnap: 0.5, minZoom: 1, maxZoom: 12, worldCopyJump: false, zoomAnimation: false, fadeAnimation: false,
      maxBounds: [[-85, -200], [85, 200]], maxBoundsViscosity: 0.8, scrollWheelZoom: !small,
    });
    if (small) place.removeAttribute("role");
    for (const [name, z] of [["ground", 200], ["areas", 300], ["discs", 350]]) map.createPane(name).style.zIndex = z;
    const svg = L.svg({ pane: "areas", padding: 0.3 });
    const discs = L.svg({ pane: "discs", padding: 0.3 });
    const layers = { areas: L.layerGroup().addTo(map), marks: L.layerGroup().addTo(map) };

    place.addEventListener("click", (event) => { if (!event.detail && event.target === place) place.focus(); }); // by its key

    // The ground: TopoJSON, whose arcs neighbours share.
    let shapes = null;
    const ground = fetch(place.dataset.ground).then((answer) => answer.json()).then((topology) => {
      const [sx, sy] = topology.transform.scale;
      const lines = topology.arcs.map((arc) => { let x = 0, y = 0; return arc.map(([dx, dy]) => [(y += dy) * sy, (x += dx) * sx]); });
      const line = (arcs) => arcs.flatMap((n, at) => { const of = n >= 0 ? lines[n] : [...lines[~n]].reverse(); return at ? of.slice(1) : of; });
      const polygons = (of) => of.map((rings) => rings.map(line));
      const { land, countries, borders, disputed } = topology.objects;
      shapes = new Map(countries.geometries.map((one) => [one.id, () => polygons(one.arcs)]));
      const canvas = L.canvas({ pane: "ground", padding: 0.5 });
      const style = { interactive: false, renderer: canvas, smoothFactor: 0.6 };
      const all = [
        [L.polygon(polygons(land.arcs), { ...style, stroke: false, fillOpacity: 1 }), { fillColor: "--land" }],
        [L.polyline(borders.arcs.map(line), { ...style, weight: 0.8 }), { color: "--border" }],
        [L.polyline(disputed.arcs.map(line), { ...style, weight: 1.1, dashArray: "4 4" }), { color: "--border" }],
      ];
      const paint = () => all.forEach(([layer, names]) => layer.setStyle(Object.fromEntries(Object.entries(names).map(([key, name]) => [key, colour(name)]))));
      all.forEach(([layer]) => layer.addTo(map));
      paint();
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { paint(); marks(); });
      place.dataset.ready = "ground";
    });

    // What is asked for, as the form has it now.
    const query = (more = {}) => {
      const found = new URLSearchParams(form ? [...new FormData(form)].filter(([, value]) => value !== "") : place.dataset.query);
      for (const [name, value] of Object.entries(more)) value === null ? found.delete(name) : found.set(name, value);
      return found;
    };
    const box = () => { const b = map.getBounds(); return [b.getSouth(), b.getWest(), b.getNorth(), b.getEast()].map((n) => n.toFixed(4)).join(","); };
    const inView = document.getElementById("in-view");
    const closer = document.getElementById("closer");
    const remember = (isStep) => {
      if (!form) return;
      const c = map.getCenter();
      const found = query({ view: `${c.lat.toFixed(3)},${c.lng.toFixed(3)},${map.getZoom()}` });
      if (inView.checked) found.set("in", "view");
      if (closer.getAttribute("aria-pressed") === "true") found.set("close", "1");
      const address = `/map?${found}`;
      if (isStep && address !== location.pathname + location.search) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    };

    // Marks
    const outlines = new Map();
    const outline = (one) => {
      const key = one.precision === "country" ? one.country : `${one.country}:${one.admin1}`;
      if (!one.country || one.precision === "region" || one.precision === "district" || (one.precision !== "country" && !one.admin1)) return Promise.resolve(null);
      if (!outlines.has(key)) {
        outlines.set(key, one.precision === "country"
          ? ground.then(() => (shapes.has(one.country) ? shapes.get(one.country)() : null))
          : fetch(`/map/outline?${new URLSearchParams({ country: one.country, admin1: one.admin1, lat: one.lat, lon: one.lon })}`)
            .then((answer) => (answer.status === 200 ? answer.json() : null))
            .then((found) => found && found.geometry.coordinates.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon]))))
            .catch(() => null));
      }
      return outlines.get(key);
    };
    const symbol = (one) => {
      const made = document.createElement("span");
      const kind = AREAS.has(one.precision) ? "area" : one.count > 1 || !one.precision ? "many" : one.precision;
      made.className = `mark ${kind} ${one.standing}${one.contested ? " differs" : ""}`;
      if (one.count > 1) made.textContent = one.count > 9999 ? `${Math.round(one.count / 1000)}k` : one.count;
      if (kind === "area" && one.count === 1) made.textContent = "1";
      made.style.setProperty("--share", `${(one.contested / one.count) * 100}%`);
      return made;
    };
    const marker = (one) => {
      const side = Math.max(24, Math.min(24 + 6 * Math.log10(one.count) * 2, 54));
      const icon = L.divIcon({ className: "mark-of", html: symbol(one), iconSize: [side, side] });
      const made = L.marker([one.lat, one.lon], { icon, title: one.words, alt: one.words, riseOnHover: true });
      made.on("add", () => made.getElement().setAttribute("aria-label", one.words));
      made.on("click keypress", (event) => {
        if (event.type === "keypress" && !["Enter", " "].includes(event.originalEvent.key)) return;
        open(one);
      });
      return made;
    };
    const drawArea = async (one, number) => {
      const rings = await outline(one);
      if (number !== asking) return;
      const style = { renderer: svg, pane: "areas", color: colour(STANDING[one.standing]), weight: 1, opacity: 0.55, fillColor: `url(#hatch-${one.standing})`, fillOpacity: 0.5, interactive: false, smoothFactor: 1 };
      const shape = rings ? L.polygon(rings, style) : L.circle([one.lat, one.lon], { ...style, radius: (one.radius_km || 25) * 1000, dashArray: "2 4" });
      shape.addTo(layers.areas);
      const ends = shape.getBounds();
      const wide = map.latLngToLayerPoint(ends.getSouthEast()).x - map.latLngToLayerPoint(ends.getNorthWest()).x;
      if (wide > FULL) layers.areas.removeLayer(shape);
    };
    let asking = 0;
    const marks = async () => {
      const number = ++asking;
      let found;
      try {
        if (place.dataset.marks) found = JSON.parse(place.dataset.marks);
        const answer = found ? { ok: true } : await fetch(`/map/marks?${query({ box: box(), zoom: Math.round(map.getZoom()) })}`);
        if (!answer.ok) throw new Error((new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".wrong") || {}).textContent || "The map did not answer.");
        found = found || await answer.json();
      } catch (error) {
        if (number === asking && words) words.textContent = error.message;
        return;
      }
      if (number !== asking) return;
      if (words) words.textContent = `${found.words}.`;
      const held = document.activeElement && document.activeElement.closest("#map .mark-of") ? document.activeElement.getAttribute("aria-label") : null;
      layers.areas.clearLayers();
      layers.marks.clearLayers();
      found.areas.forEach((one) => { drawArea(one, number); marker(one).addTo(layers.marks); });
      found.marks.forEach((one) => {
        if (one.radius_km && one.precision && one.precision !== "site") {
          L.circle([one.lat, one.lon], { renderer: discs, pane: "discs", radius: one.radius_km * 1000, color: colour(STANDING[one.standing]), weight: 1, opacity: 0.6, fillOpacity: 0.12, interactive: false }).addTo(layers.areas);
        }
        marker(one).addTo(layers.marks);
      });
      if (held) { const again = [...place.querySelectorAll(".mark-of")].find((e) => e.getAttribute("aria-label") === held); if (again) again.focus(); }
      place.dataset.ready = "marks";
      place.dataset.count = found.marks.concat(found.areas).reduce((sum, one) => sum + one.count, 0);
    };

    // The list beside
    const beside = document.getElementById("beside");
    const list = (more, isAsked) => beside && window.htmx.ajax("GET", `/map/list?${query(more)}`, { target: "#beside", swap: "innerHTML" }).then(() => {
      if (isAsked) { const first = beside.querySelector("[data-row]"); (first || beside).focus(); if (first) first.tabIndex = -1, first.focus(); }
    });
    const open = (one) => {
      if (!beside) { if (one.address) location.assign(one.address); return; }
      const more = { box: one.box, name: one.name };
      if (AREAS.has(one.precision)) more.area = one.precision;
      list(more, true);
    };
    document.querySelectorAll("[data-list]").forEach((button) => button.addEventListener("click", () => list(Object.fromEntries(new URLSearchParams(button.dataset.list)), true)));

    // The time line
    const DAY = 86400000;
    const holder = document.getElementById("line");
    const dayOf = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
    const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
    let step = "day";
    let brush = null;
    const field = (name) => document.getElementById(`asked-${name}`);
    const line = async () => {
      if (!holder) return;
      const more = {};
      if (inView.checked) more.box = box();
      if (closer.getAttribute("aria-pressed") === "true") more.close = "true";
      const was = document.activeElement && document.activeElement.classList.contains("brush");
      await window.htmx.ajax("GET", `/map/line?${query(more)}`, { target: "#line", swap: "innerHTML" });
      ready(was);
    };
    const monthLater = (day, months) => { const at = new Date(day * DAY); const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0)).getUTCDate(); return Math.round(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, Math.min(at.getUTCDate(), last)) / DAY); };
    const later = (day, number) => (step === "month" ? monthLater(day, number) : day + number * (step === "week" ? 7 : 1));
    const ready = (isHeld) => {
      const lines = holder.querySelector(".lines");
      if (!lines) { brush = null; return; }
      const area = lines.querySelector(".brush");
      const bar = lines.querySelector(".brushed");
      const first = dayOf(lines.dataset.first), last = dayOf(lines.dataset.last), days = last - first + 1;
      brush = {
        area, first, last,
        since: lines.dataset.since ? dayOf(lines.dataset.since) : null, until: lines.dataset.until ? dayOf(lines.dataset.until) : null,
        show() {
          bar.hidden = this.since === null && this.until === null;
          const from = Math.max(((this.since ?? first) - first) / days, 0), to = Math.min(((this.until ?? last) + 1 - first) / days, 1);
          bar.style.left = `${from * 100}%`;
          bar.style.width = `${Math.max((to - from) * 100, 0.3)}%`;
          const told = document.getElementById("brush-words");
          if (told) told.textContent = bar.hidden ? "All days; draw over the line, or press b and the arrows, to see some" : `Days shown: ${iso(this.since ?? first)} to ${iso(this.until ?? last)}, by ${step}`;
        },
        take(since, until, isLast = true) {
          [this.since, this.until] = since === null ? [null, null] : [Math.min(since, until), Math.max(since, until)];
          this.show();
          if (isLast) chosen(this.since, this.until);
        },
      };
      brush.show();
      if (isHeld) area.focus();
      const at = (event) => { const r = area.getBoundingClientRect(); return Math.min(last, Math.max(first, first + Math.floor(((event.clientX - r.left) / r.width) * days))); };
      area.addEventListener("click", (event) => { if (!event.detail) area.focus(); }); // by its key
      let from = null;
      area.addEventListener("pointerdown", (event) => {
        if (event.button) return;
        from = at(event);
        const edge = event.target.closest(".edge");
        if (edge) from = edge.classList.contains("from") ? brush.until ?? last : brush.since ?? first;
        area.setPointerCapture(event.pointerId);
        event.preventDefault();
        area.focus();
      });
      area.addEventListener("pointermove", (event) => { if (from !== null) brush.take(from, at(event), false); });
      area.addEventListener("pointerup", (event) => { if (from !== null) { const start = from; from = null; brush.take(start, at(event)); } });
      area.addEventListener("pointercancel", () => { from = null; });
      area.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
        const begin = brush.since ?? last, end = brush.until ?? Math.max(later(begin, 1) - 1, begin);
        if (way && event.shiftKey) brush.take(begin, Math.max(later(end + 1, way) - 1, begin));
        else if (way && brush.since === null && brush.until === null) way > 0 ? brush.take(first, later(first, 1) - 1) : brush.take(later(last + 1, -1), last);
        else if (way) { const to = later(begin, way); brush.take(to, step === "month" && end === later(begin, 1) - 1 ? later(to, 1) - 1 : to + end - begin); }
        else if (["d", "w", "m"].includes(event.key)) { step = { d: "day", w: "week", m: "month" }[event.key]; const start = brush.since ?? later(last + 1, -1); brush.take(start, later(start, 1) - 1); }
        else if (event.key === "Home") brush.take(first, later(first, 1) - 1);
        else if (event.key === "End") brush.take(later(last + 1, -1), last);
        else if (event.key === "Backspace" || event.key === "Delete") brush.take(null, null);
        else return;
        event.preventDefault();
      });
      holder.dataset.ready = "line";
    };
    let waiting = 0;
    const chosen = (since, until) => {
      field("since").value = since === null ? "" : iso(since);
      field("until").value = until === null ? "" : iso(until);
      clearTimeout(waiting);
      waiting = setTimeout(() => { remember(true); marks(); list({}); if (closer.getAttribute("aria-pressed") === "true" && since === null) line(); }, 180);
    };
    if (form) {
      inView.addEventListener("change", () => { remember(true); line(); });
      closer.addEventListener("click", () => { closer.setAttribute("aria-pressed", closer.getAttribute("aria-pressed") === "true" ? "false" : "true"); remember(true); line(); });
      document.getElementById("all-days").addEventListener("click", () => { if (brush) brush.take(null, null); else chosen(null, null); });
      form.addEventListener("submit", () => [...form.elements].forEach((one) => { if (one.value === "" && one.name) one.disabled = true; }));
      addEventListener("pageshow", () => [...form.elements].forEach((one) => { one.disabled = false; }));
      addEventListener("popstate", () => location.reload());
    }

    // Where the map stands at first: as the address says, else over all that is asked for.
    const [lat, lon, zoom] = (param.get("view") || "").split(",").map(Number);
    if (param.get("in") === "view" && inView) inView.checked = true;
    if (param.get("close") && closer) closer.setAttribute("aria-pressed", "true");
    if (form && Number.isFinite(lat) && Number.isFinite(lon) && Number.isFinite(zoom)) map.setView([lat, lon], zoom);
    else if (place.dataset.extent) { const [south, west, north, east] = place.dataset.extent.split(",").map(Number); map.fitBounds([[south, west], [north, east]], { padding: [30, 30], maxZoom: 7 }); }
    else map.setView([20, 20], 2);
    marks();
    line();
    if (!place.dataset.marks) map.on("moveend", () => { remember(false); marks(); if (inView && inView.checked) line(); });
  };

  // On a page from its start, or in a part that comes later.
  const look = () => {
    const place = document.getElementById("map");
    if (!place || !L || place.dataset.begun) return;
    place.dataset.begun = "yes";
    draw(place);
  };
  look();
  document.addEventListener("htmx:afterSettle", look);
})();
