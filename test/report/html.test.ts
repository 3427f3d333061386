import { expect, test } from 'vitest'
import { html, toText } from '../../src/report/html.ts'

const shown = (text: string) => toText(html`<p title="${text}">${text}</p>`)

test.each([
  ['</p><script>alert(1)</script>', '&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['" onload="x', '&quot; onload=&quot;x'],
  ["' onload='x", '&#39; onload=&#39;x'],
  ['&lt;b&gt; & co', '&amp;lt;b&amp;gt; &amp; co'],
  ['-->', '--&gt;'],
])('the text %j cannot leave its place, neither in content nor in an attribute', (text, escaped) => {
  expect(shown(text)).toBe(`<p title="${escaped}">${escaped}</p>`)
})

test.each([
  ['a\u202egpj.exe', 'a\\u202egpj.exe'],
  ['a\u2066b\u2069', 'a\\u2066b\\u2069'],
  ['a\u0000b\u001bc\u0085', 'a\\u0000b\\u001bc\\u0085'],
  ['a\ud800b', 'a\\ud800b'],
  ['a\uffffb', 'a\\uffffb'],
])('the text %j, which turns or breaks what is around it, is shown by its codes', (text, escaped) => {
  expect(shown(text)).toBe(`<p title="${escaped}">${escaped}</p>`)
})

test.each(['שלום', 'naïve — 犬', '👩‍🚀'])('ordinary text of any script stays as it is: %s', text => {
  expect(shown(text)).toBe(`<p title="${text}">${text}</p>`)
})

test('a parsed file cannot pass for HTML that is escaped already', () => {
  const forged = JSON.parse('{"Symbol(html)": "<script>", "html": "<script>"}')
  expect(() => toText(html`<p>${forged}</p>`)).toThrow(TypeError)
})

test('pieces of HTML are put in as they are, lists of them one after the other', () => {
  const items = ['a', '<'].map(text => html`<li>${text}</li>`)
  expect(toText(html`<ul>${items}</ul>`)).toBe('<ul><li>a</li><li>&lt;</li></ul>')
})
