"use strict";
const byId = id => document.getElementById(id);

// Results: [subject, check, layer, verdict, where, case, note] as indices of names, share of the bound, ulp.
const { names, rows } = JSON.parse(byId("data").textContent);
const columns = [["subject", r => names[r[0]]], ["check", r => names[r[1]]], ["layer", r => names[r[2]]],
  ["verdict", r => names[r[3]]], ["of bound", r => r[7]], ["error ulp", r => r[8]], ["where", r => names[r[4]]],
  ["case", r => names[r[5]]], ["note", r => names[r[6]]]];
const filters = [["subject", 0], ["check", 1], ["layer", 2], ["verdict", 3]];
const head = byId("results").tHead.rows[0], body = byId("results").tBodies[0];
const first = 100, step = 1000;
let shown = first, order = -1, down = false, list = rows, waiting = 0;

const number = v => v === 1e300 ? "∞" : v < 0 ? "–" : v === 0 ? "0" : Number(v.toPrecision(3)).toString();
const command = r => "normaudit case '" + names[r[5]] + "' --subject '" + names[r[0]] + "'";

function update() {
  shown = first;
  const text = byId("search").value.trim().toLowerCase();
  // A text is looked for once in every name, not in every row.
  const hit = text === "" ? null : names.map(n => n.toLowerCase().includes(text));
  const want = filters.map(([id, at]) => [at, byId(id).value]).filter(([, v]) => v !== "").map(([at, v]) => [at, +v]);
  list = rows.filter(r => want.every(([at, v]) => r[at] === v)
    && (hit === null || hit[r[0]] || hit[r[1]] || hit[r[2]] || hit[r[3]] || hit[r[4]] || hit[r[5]] || hit[r[6]]));
  if (order >= 0) {
    const key = columns[order][1], sign = down ? -1 : 1;
    list.sort((a, b) => { const x = key(a), y = key(b); return x < y ? -sign : x > y ? sign : 0; });
  }
  [...head.cells].forEach((th, i) => th.setAttribute("aria-sort", i !== order ? "none" : down ? "descending" : "ascending"));
  draw();
}

function draw() {
  const part = document.createDocumentFragment();
  for (const r of list.slice(0, shown)) {
    const tr = document.createElement("tr");
    columns.forEach(([title, key]) => {
      const td = document.createElement("td"), v = key(r);
      if (title === "case") {
        td.className = "case";
        const code = document.createElement("code"), b = document.createElement("button");
        code.textContent = v; b.type = "button"; b.className = "copy"; b.textContent = "copy";
        b.setAttribute("aria-label", "copy the command for this case"); b.dataset.text = command(r);
        td.append(code, " ", b);
      } else {
        td.textContent = typeof v === "number" ? number(v) : v;
        if (title === "note") td.className = "case";
        if (title === "verdict") {
          td.className = v === "SKIPPED" ? "skip" : v.startsWith("CONFORMS") ? "good" : "bad";
          td.textContent = (v === "SKIPPED" ? "– " : v.startsWith("CONFORMS") ? "✓ " : "✗ ") + v;
        }
      }
      tr.append(td);
    });
    part.append(tr);
  }
  body.replaceChildren(part);
  byId("count").textContent = list.length + " of " + rows.length + " results";
  byId("more").hidden = list.length <= shown;
}

columns.forEach(([title], i) => {
  const th = document.createElement("th"), b = document.createElement("button");
  th.scope = "col"; b.type = "button"; b.textContent = title;
  b.onclick = () => { down = order === i ? !down : i === 4 || i === 5; order = i; update(); };
  th.append(b); head.append(th);
});
filters.forEach(([id, at]) => {
  new Set(rows.map(r => r[at])).forEach(n => byId(id).add(new Option(names[n], n)));
  byId(id).onchange = update;
});
byId("search").oninput = () => { clearTimeout(waiting); waiting = setTimeout(update, 100); };
document.querySelector("form.controls").onsubmit = e => e.preventDefault();
document.querySelector("form.controls").onreset = () => setTimeout(update);
byId("more").onclick = () => { shown += step; draw(); };

document.addEventListener("click", e => {
  const cell = e.target.closest("button.cell"), copy = e.target.closest("button.copy");
  if (cell) {
    byId("search").value = "";
    filters.forEach(([id]) => { byId(id).value = cell.dataset[id] === undefined ? "" : names.indexOf(cell.dataset[id]); });
    order = 4; down = true; update();
    byId("all").scrollIntoView();
    byId("search").focus({ preventScroll: true });
  } else if (copy) {
    const text = copy.dataset.text ?? copy.parentElement.querySelector("code").textContent;
    const said = word => { copy.textContent = word; setTimeout(() => { copy.textContent = "copy"; }, 2000); };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => said("copied"), () => said("not allowed"));
    else said("not allowed");
  }
});

// The choice is kept where the browser lets a file keep one.
const themes = { auto: ["◐ auto", "as the system"], light: ["☀ light", "light"], dark: ["☾ dark", "dark"] };
function theme(name) {
  if (name === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = name;
  byId("theme").textContent = themes[name][0];
  byId("theme").setAttribute("aria-label", "Colours: " + themes[name][1]);
  byId("theme").dataset.name = name;
  try { localStorage.setItem("normaudit-theme", name); } catch { /* not here */ }
}
byId("theme").onclick = () => {
  const all = Object.keys(themes);
  theme(all[(all.indexOf(byId("theme").dataset.name) + 1) % all.length]);
};
let kept = "auto";
try { kept = localStorage.getItem("normaudit-theme") ?? "auto"; } catch { /* not here */ }
theme(kept in themes ? kept : "auto");

addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(d => { d.open = true; }));
update();
