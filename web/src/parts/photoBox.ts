/** A box to draw on a photo, in pixels of the upright photo. */
export type PhotoBox = {
  /** its own within the photo */
  id: string
  x: number
  y: number
  width: number
  height: number
  /** what it is, such as a category */
  name: string
  /** said after the name, such as a score */
  note?: string
  color: string
  /** how its edge is drawn, `solid` where it does not say: so that boxes differ in more than their colour */
  line?: 'thin' | 'solid' | 'dashed' | 'dotted'
}
