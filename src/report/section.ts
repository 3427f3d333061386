import { type Html, html } from './html.ts'

export type Section = { readonly id: string; readonly title: string; readonly body: Html }

/** A part of the report under a heading that can be linked to. */
export const sectionElement = ({
  id,
  title,
  body,
}: Section): Html => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>
`
