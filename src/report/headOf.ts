import { type Html, html } from './html.ts'

/** Numbers stand to the right; a column of bars has a name for those who cannot see it, and gives way on a phone. */
export type Column = { readonly name: string; readonly of?: 'numbers' | 'bars' }

export const headOf = (columns: readonly Column[]): Html => html`<thead><tr>${columns.map(cellOf)}</tr></thead>`

function cellOf({ name, of }: Column): Html {
  if (of === 'bars') return html`<th scope="col" class="wide"><span class="unseen">${name}</span></th>`
  return of === 'numbers' ? html`<th scope="col" class="number">${name}</th>` : html`<th scope="col">${name}</th>`
}
