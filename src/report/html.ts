const source = Symbol('html')

/** A piece of a document, escaped already. Its key is a symbol, which no parsed file can have. */
export type Html = { readonly [source]: string }

type Value = string | number | Html | readonly Html[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** What cannot be seen and may turn, break or end the text around it; none of it is allowed in XML either. */
const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}\ufeff]/gu

/** Controls, marks of direction and halves of surrogate pairs by their codes, so that no name can pose as another. */
export const showUnseen = (text: string): string =>
  text.replace(unseen, character => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`)

const escapeText = (text: string) => showUnseen(text).replace(/[&<>"']/g, character => entities[character]!)

function sourceOf(value: Value): string {
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number') return String(value)
  return source in value ? value[source] : value.map(part => part[source]).join('')
}

/** A template of HTML (or SVG): every text that is put in is escaped, for content and for quoted attributes alike. */
export function html(template: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { [source]: String.raw({ raw: template }, ...values.map(sourceOf)) }
}

/** A style sheet as it stands. */
export const styleElement = (css: string): Html => ({ [source]: `<style>${css}</style>` })

export const nothing: Html = { [source]: '' }

export const toText = (piece: Html): string => piece[source]
