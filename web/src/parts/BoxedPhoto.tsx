import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react'
import styles from './BoxedPhoto.module.css'
import { BoxShapes } from './BoxShapes.tsx'
import type { PhotoBox } from './photoBox.ts'

type Props = {
  /** null where there is no photo: boxes are on an empty frame then, which says so */
  src: string | null
  /** pixels of the upright photo */
  width: number
  /** pixels of the upright photo */
  height: number
  /** what the photo is, such as its file name */
  alt: string
  /** in the order in which the arrow keys go through them */
  boxes: readonly PhotoBox[]
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

const boxUnder = ({ target }: PointerEvent) =>
  (target as Element).closest('[data-box]')?.getAttribute('data-box') ?? null

/**
 * A photo with boxes over it. The one under the pointer, tapped, or reached by the arrow keys says its name; where boxes
 * lie on each other the smallest is in front.
 */
export function BoxedPhoto({ src, width, height, alt, boxes }: Props) {
  const prefix = useId()
  const [activeId, setActiveId] = useState<string | null>(null)
  const at = boxes.findIndex(({ id }) => id === activeId)
  const active = boxes[at]

  function step(event: KeyboardEvent) {
    const by = steps[event.key]
    if (event.key === 'Escape') setActiveId(null)
    if (by === undefined) return
    event.preventDefault()
    const next = at === -1 && by < 0 ? boxes.length - 1 : (at + by + boxes.length) % boxes.length
    setActiveId(boxes[next]?.id ?? null)
  }

  return (
    <div className={styles.photo} style={{ aspectRatio: `${width} / ${height}` }}>
      {src === null ? (
        <div className={styles.absent}>No photo has come for {alt}</div>
      ) : (
        <img src={src} width={width} height={height} alt={alt} decoding="async" draggable={false} />
      )}
      {boxes.length > 0 && (
        <div
          className={styles.boxes}
          role="listbox"
          tabIndex={0}
          aria-label={`Boxes on ${alt}`}
          aria-activedescendant={active && `${prefix}${active.id}`}
          onKeyDown={step}
          onBlur={() => setActiveId(null)}
          onPointerMove={event => event.pointerType === 'mouse' && setActiveId(boxUnder(event))}
          onPointerLeave={event => event.pointerType === 'mouse' && setActiveId(null)}
          onPointerUp={event => setActiveId(boxUnder(event))}
        >
          <BoxShapes boxes={boxes} width={width} height={height} prefix={prefix} />
          {active && <ActiveBox box={active} width={width} height={height} />}
        </div>
      )}
    </div>
  )
}

const percent = (part: number, whole: number) => `${(100 * part) / whole}%`

function ActiveBox({ box, width, height }: { box: PhotoBox; width: number; height: number }) {
  const label = {
    background: box.color,
    ...(box.x + box.width / 2 < width / 2
      ? { left: percent(Math.max(0, box.x), width) }
      : { right: percent(Math.max(0, width - box.x - box.width), width) }),
    // Above the box; below its upper edge where there is no room.
    ...(box.y > height * 0.12
      ? { bottom: percent(height - box.y, height) }
      : { top: percent(Math.max(0, box.y), height) }),
  }
  const outline = {
    left: percent(box.x, width),
    top: percent(box.y, height),
    width: percent(box.width, width),
    height: percent(box.height, height),
    borderColor: box.color,
  }
  return (
    <>
      <div className={styles.outline} style={outline} />
      <div className={styles.label} style={label}>
        {box.name}
        {box.note && <span>{box.note}</span>}
      </div>
    </>
  )
}
