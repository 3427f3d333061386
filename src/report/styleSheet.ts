/**
 * The report's look. System fonts; figures of one width, so that columns of numbers line up. Text has at least 4.5 to 1
 * of contrast with what is behind it, lines and bars that matter 3 to 1, in light and in dark.
 */
export const styleSheet = `
:root {
  --paper: #fff; --raised: #f5f7f9; --ink: #1a1f25; --soft: #57616c; --line: #d9dee4; --faint: #eceff2;
  --right: #1f68a6; --wrong: #b4491a; --notice: #8a5a00; --notice-paper: #fff8e8;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --raised: #1c2127; --ink: #e5e9ee; --soft: #9ea9b5; --line: #343c45; --faint: #232930;
    --right: #6cb1e8; --wrong: #f0905c; --notice: #f2c063; --notice-paper: #2a2313;
  }
}
* { box-sizing: border-box; }
html { color-scheme: light dark; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 0.9375rem/1.5 var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
main { max-width: 70rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1, h2, h3, p, ul, ol, dl, dd, figure, table { margin: 0; padding: 0; }
h1 { font-size: 1.75rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; margin-bottom: 0.35rem; }
h3 { font-size: 0.9375rem; font-weight: 650; margin-bottom: 0.25rem; }
a { color: var(--right); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
code { font-family: var(--mono); font-size: 0.85em; }
small { font-size: 0.8125rem; color: var(--soft); }
section { margin-top: 3.25rem; }
.lede, .note, .absent, .files, .facts { color: var(--soft); max-width: 46rem; }
.lede { margin-bottom: 1.1rem; }
.reason { color: var(--notice); }
.hidden { position: absolute; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 2px solid var(--right); outline-offset: 2px; }

.files { margin-top: 0.5rem; }
.files bdi { color: var(--ink); }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); margin-top: 1.75rem; border: 1px solid var(--line); border-radius: 8px; }
.figures > div { padding: 0.9rem 1.1rem; border-left: 1px solid var(--line); }
.figures > div:first-child { border-left: 0; }
.figures dt { font-size: 0.8125rem; color: var(--soft); }
.figures dd { font-size: 1.75rem; line-height: 1.25; font-weight: 600; letter-spacing: -0.015em; }
.figures .note { margin: 0; font-size: 0.8125rem; line-height: 1.4; font-weight: 400; letter-spacing: 0; }

.warnings { margin-top: 1.5rem; padding: 1rem 1.25rem; background: var(--notice-paper); border-left: 3px solid var(--notice); border-radius: 0 8px 8px 0; }
.warnings h2 { font-size: 1rem; }
.warnings ul { list-style: none; }
.warnings li + li { margin-top: 0.5rem; }
.warnings strong { color: var(--notice); }
.warnings code { color: var(--soft); }

nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin-top: 1.5rem; font-size: 0.875rem; }

table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: baseline; padding: 0.36rem 1rem 0.36rem 0; border-bottom: 1px solid var(--faint); }
th, td { overflow-wrap: break-word; }
th:last-child, td:last-child { padding-right: 0; }
th { font-weight: 500; }
thead th { font-size: 0.8125rem; font-weight: 400; color: var(--soft); border-bottom-color: var(--line); line-height: 1.25; vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; }
td.number { font-weight: 600; }
.metrics th[scope=row] { white-space: nowrap; }
.metrics td:last-child { width: 55%; color: var(--soft); }
.metrics td.wide { width: 22%; }
.metrics .bar { display: inline-block; }
.metrics .times { font-weight: 400; }
.metrics tbody + tbody tr:first-child > * { border-top: 1px solid var(--line); }
.images td.number { font-weight: 400; }
.images thead th { white-space: normal; }
.images td b { font-weight: 600; }
.images th[scope=row] { width: 50%; overflow-wrap: anywhere; }

.bar { display: block; width: 100%; height: 0.6rem; background: var(--faint); border-radius: 1px; }
.bar .right { fill: var(--right); }
.bar .wrong { fill: var(--wrong); }
.reach { fill: none; stroke: var(--right); stroke-width: 1.5px; vector-effect: non-scaling-stroke; }

.beside { display: grid; grid-template-columns: minmax(0, 1fr) 17rem; gap: 2.5rem; align-items: start; }
.plot { display: block; width: 100%; height: auto; font-size: 26px; fill: var(--soft); }
.main .plot { font-size: 17px; }
.grid { fill: none; stroke: var(--faint); stroke-width: 1px; vector-effect: non-scaling-stroke; }
.axis { fill: none; stroke: var(--soft); stroke-width: 1px; vector-effect: non-scaling-stroke; }
.solid, .dashed, .dotted, .thin { fill: none; stroke: var(--right); stroke-width: 2px; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.dashed { stroke-dasharray: 7 4; }
.dotted { stroke-dasharray: 2 3; }
.thin { stroke-width: 1px; stroke-opacity: 0.7; }
.dots { fill: none; stroke: var(--right); stroke-width: 5px; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.tag { fill: var(--ink); font-weight: 600; stroke: var(--paper); stroke-width: 6px; stroke-linejoin: round; paint-order: stroke; }
caption { text-align: left; font-weight: 650; padding-bottom: 0.35rem; }
.compact { font-size: 0.875rem; }
.compact th, .compact td { padding-top: 0.22rem; padding-bottom: 0.22rem; }
.compact td.number { font-weight: 400; }
.compact .named > * { font-weight: 650; }

.row { display: grid; grid-template-columns: minmax(0, 15rem) minmax(4rem, 1fr) repeat(3, 3.6rem) 5rem repeat(2, 4.2rem) 1rem; gap: 0 0.75rem; align-items: center; padding: 0.32rem 0; border-bottom: 1px solid var(--faint); text-align: right; }
.row > :first-child { text-align: left; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.row > .wide:nth-child(2) { text-align: left; }
.row b { font-weight: 600; }
.row i { font-style: normal; }
.row i, .row span { color: var(--soft); }
.head { font-size: 0.8125rem; border-bottom-color: var(--line); }
summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
.folded { display: block; padding: 0.6rem 0; color: var(--right); border-bottom: 1px solid var(--faint); }
.folded::before { content: "… "; }
summary.row::after { content: "+"; color: var(--soft); text-align: center; }
details[open] > summary.row::after { content: "−"; }
summary.row:hover { background: var(--raised); }
.panel { display: grid; grid-template-columns: minmax(0, 24rem) minmax(0, 15rem) minmax(0, 1fr); gap: 1rem 2rem; padding: 1.25rem 0 1.75rem; border-bottom: 1px solid var(--line); align-items: start; font-size: 0.875rem; }
.panel dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); gap: 0.6rem 1rem; }
.panel dt { font-size: 0.8125rem; color: var(--soft); line-height: 1.3; }
.panel dd { font-weight: 600; }
.panel p { margin-top: 0.75rem; max-width: 40rem; }
.panel .reason { color: var(--soft); }
.absent { margin-top: 1rem; font-size: 0.875rem; }
.absent strong { color: var(--ink); font-weight: 650; }

.lists { display: grid; grid-template-columns: 1.4fr 1fr 1fr; gap: 1rem 2rem; margin-bottom: 1.25rem; font-size: 0.875rem; }
.lists ol { padding-left: 1.4rem; }
.lists li::marker { color: var(--soft); }
.note { font-size: 0.875rem; margin-bottom: 0.75rem; }
.scroll { display: flex; align-items: flex-start; overflow-x: auto; }
.scroll svg { flex: none; font-size: 10.5px; fill: var(--soft); }
.labels { position: sticky; left: 0; background: var(--paper); }
.field { fill: var(--raised); }
.matrix .grid { stroke: var(--paper); }
.matrix .right { fill: var(--right); }
.matrix .wrong { fill: var(--wrong); }
.s0 path { fill-opacity: 0.14; }
.s1 path { fill-opacity: 0.25; }
.s2 path { fill-opacity: 0.37; }
.s3 path { fill-opacity: 0.5; }
.matrix g:hover path { stroke: var(--ink); stroke-width: 1.5px; }
.matrix g text { fill: var(--ink); pointer-events: none; font-size: 12px; }
.matrix .s4 text { fill: var(--paper); font-weight: 600; }

.protocol > div { display: grid; grid-template-columns: 16rem minmax(0, 1fr); gap: 1rem; padding: 0.3rem 0; border-bottom: 1px solid var(--faint); }
.protocol dt { color: var(--soft); }

@media screen and (max-width: 44rem) {
  main { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.4rem; }
  section { margin-top: 2.5rem; }
  .wide, .row > i { display: none; }
  .figures { grid-template-columns: repeat(2, 1fr); }
  .figures > div:nth-child(odd) { border-left: 0; }
  .figures > div:nth-child(n + 3) { border-top: 1px solid var(--line); }
  .main .plot { font-size: 26px; }
  .beside, .lists, .panel { grid-template-columns: minmax(0, 1fr); gap: 1.25rem; }
  .row { grid-template-columns: minmax(0, 1fr) 3.2rem 4rem 1rem; }
  .row .bar { grid-row: 2; grid-column: 1 / 4; margin-top: 0.15rem; height: 0.4rem; }
  .metrics thead { position: absolute; clip-path: inset(50%); }
  .metrics tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; padding: 0.5rem 0; border-bottom: 1px solid var(--faint); }
  .metrics tr > * { border: 0; padding: 0; }
  .metrics tbody + tbody tr:first-child > * { border: 0; }
  .metrics td.wide { display: block; grid-column: 1 / 3; width: auto; }
  .metrics td:last-child { grid-column: 1 / 3; width: auto; font-size: 0.875rem; }
  .metrics .times { display: none; }
  th, td { padding-right: 0.75rem; }
  .protocol > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
}

@media print {
  @page { margin: 14mm; }
  html { font-size: 11px; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  section { margin-top: 1.75rem; }
  h2, h3, caption, .lede { break-after: avoid; }
  tr, .row, .figures, .plot, .lists, .warnings li { break-inside: avoid; }
  summary.row::after { content: ""; }
  .scroll { overflow: visible; }
  .scroll svg { flex: 0 1 auto; min-width: 0; height: auto; }
}
`
