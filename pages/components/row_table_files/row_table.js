// A table whose rows can be ticked, sorted and searched by mouse and by keyboard. All texts and numbers are written in Python.
const PATIENCE = 3000; // milliseconds for which a tick stands without an answer

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const host = parentElement.querySelector("[data-row-table]");
  host.table ??= build(host, data);
  host.table.update(data, (ticks) => setTriggerValue("ticks", ticks));
}

function build(host, first) {
  const search = host.querySelector("input[type=search]");
  const found = host.querySelector("[role=status]");
  const region = host.querySelector(".scroll");
  const head = host.querySelector("thead tr");
  const body = host.querySelector("tbody");
  const sums = host.querySelector("tfoot");
  const state = { data: first, send: null, chosen: new Set(), sequence: 0, at: 0, sort: { at: -1, falling: false }, rows: new Map() };

  function tick(name, isIn) {
    if (isIn) state.chosen.add(name);
    else state.chosen.delete(name);
    state.sequence += 1;
    state.at = performance.now();
    state.send({ names: [...state.chosen], sequence: state.sequence });
  }

  function rowOf(name) {
    if (!state.rows.has(name)) {
      const row = document.createElement("tr");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.addEventListener("change", () => tick(name, box.checked));
      row.append(document.createElement("td"), document.createElement("th"));
      row.firstChild.append(box);
      row.children[1].scope = "row";
      state.rows.set(name, row);
    }
    return state.rows.get(name);
  }

  function fill(row, texts, from, link = () => "") {
    texts.forEach((cell, index) => {
      const place = row.children[from + index] ?? row.appendChild(document.createElement("td"));
      const [text, note] = cell;
      const href = link(index);
      const shown = [text, note, href].join("\n");
      if (place.dataset.shown === shown) return;
      place.dataset.shown = shown;
      if (href) place.replaceChildren(Object.assign(document.createElement("a"), { href, textContent: text, target: "_blank", rel: "noopener" }));
      else place.textContent = text;
      if (note) place.appendChild(Object.assign(document.createElement("small"), { textContent: note }));
    });
  }

  function showHead() {
    head.replaceChildren(
      ...state.data.heads.map((title, at) => {
        const cell = Object.assign(document.createElement("th"), { scope: "col" });
        const sorted = state.sort.at === at;
        if (sorted) cell.setAttribute("aria-sort", state.sort.falling ? "descending" : "ascending");
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: title });
        button.dataset.mark = sorted ? (state.sort.falling ? "▼" : "▲") : "";
        button.addEventListener("click", () => sortBy(at));
        cell.append(button);
        return cell;
      }),
    );
  }

  function sortBy(at) {
    const numeric = at === 0 || typeof state.data.rows[0]?.keys[at] === "number";
    const falling = state.sort.at === at ? !state.sort.falling : numeric;
    state.sort = { at, falling };
    showHead();
    showRows();
    head.children[at].firstChild.focus();
  }

  function inOrder(rows) {
    const { at, falling } = state.sort;
    if (at < 0) return rows;
    const way = falling ? -1 : 1;
    return [...rows].sort((a, b) => {
      const [x, y] = [a.keys[at], b.keys[at]];
      if (x === null || y === null) return (x === null) - (y === null);
      return x < y ? -way : x > y ? way : 0;
    });
  }

  function showRows() {
    const words = search.value.toLocaleLowerCase("nb").split(/\s+/).filter(Boolean);
    const rows = state.data.rows.filter((row) => words.every((word) => row.search.includes(word)));
    const wanted = inOrder(rows).map((row) => rowOf(row.name));
    const same = wanted.length === body.children.length && wanted.every((row, at) => row === body.children[at]);
    if (!same) body.replaceChildren(...wanted);
    found.textContent = words.length ? `${rows.length} ${state.data.texts.found}` : "";
  }

  // A cell's sums are those of its own municipality; the link that comes from Python is for everybody.
  function linkOf(row, data) {
    if (!row.is_linked || !data.link) return undefined;
    const base = data.link.replace("municipality=alle", `municipality=${encodeURIComponent(row.name)}`);
    return (index) => (data.views[index] ? `${base}&${data.views[index]}` : "");
  }

  function update(data, send) {
    state.data = data;
    state.send = send;
    const isLate = performance.now() - state.at > PATIENCE;
    const answered = data.sequence >= state.sequence || isLate; // an older answer does not undo what has been ticked since
    if (answered) {
      state.sequence = data.sequence;
      state.chosen = new Set(data.chosen);
    }
    search.ariaLabel = data.texts.search;
    search.placeholder = data.texts.search;
    region.ariaLabel = data.title;
    for (const row of data.rows) {
      const shown = rowOf(row.name);
      const box = shown.firstChild.firstChild;
      box.ariaLabel = `${row.name} ${data.texts.ticked}`;
      box.checked = state.chosen.has(row.name);
      shown.classList.toggle("in", box.checked);
      fill(shown, row.cells, 1, linkOf(row, data));
    }
    sums.replaceChildren(
      ...data.sums.map((cells) => {
        const row = document.createElement("tr");
        row.append(document.createElement("td"), Object.assign(document.createElement("th"), { scope: "row" }));
        fill(row, cells, 1);
        return row;
      }),
    );
    showHeadOnce(data);
    showRows();
  }

  function showHeadOnce(data) {
    const titles = data.heads.join("\n");
    if (head.dataset.titles === titles) return; // keeps the focus on the button that was pressed
    head.dataset.titles = titles;
    showHead();
  }

  search.addEventListener("input", showRows);
  return { update };
}
