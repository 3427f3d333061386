type Box = readonly [number, number, number, number]
type Size = { readonly width: number; readonly height: number }

/** A way to understand the four numbers of a box. */
export type BoxReading = {
  /** how messages name it, and what to do when it is the right one */
  readonly name: string
  readonly hint: string
  /** x, y, width, height in pixels of an image of that size */
  readonly read: (box: Box, image: Size) => Box
}

const asGiven = 'x,y,width,height'

/** Corners and the like, in pixels of the image. */
export const plainReadings: readonly BoxReading[] = [
  plain('x1,y1,x2,y2', ([x1, y1, x2, y2]) => [x1, y1, x2 - x1, y2 - y1]),
  plain('cx,cy,width,height', ([cx, cy, width, height]) => [cx - width / 2, cy - height / 2, width, height]),
  plain('y1,x1,y2,x2', ([y1, x1, y2, x2]) => [x1, y1, x2 - x1, y2 - y1]),
  plain('y,x,height,width', ([y, x, height, width]) => [x, y, width, height]),
  plain('y,x,width,height', ([y, x, width, height]) => [x, y, width, height]),
]

function plain(name: string, read: (box: Box) => Box): BoxReading {
  return { name, hint: 'Write boxes as x, y, width, height in pixels, x and y the upper left corner.', read }
}

/** Formats that models give their boxes in before these are brought to the image. */
const modelFormats = [plain(asGiven, box => box), ...plainReadings.slice(0, 2)]

/** Sides of the squares that detectors are given. */
const commonSides = [
  256, 320, 384, 416, 448, 480, 512, 544, 576, 608, 640, 672, 704, 736, 768, 800, 832, 896, 960,
].concat([1024, 1088, 1152, 1216, 1280, 1333, 1344, 1536, 1920, 2048])

/** How an image is brought to the size of a model's input. `border`: the part of the empty space that is left and above. */
const layouts = [
  { name: 'images stretched', keepsShape: false, border: 0 },
  { name: 'images centred between borders', keepsShape: true, border: 0.5 },
  { name: 'images padded at the right and bottom', keepsShape: true, border: 0 },
] as const

/**
 * Pixels of a model's input instead of the image's. The input is a square of a common size that holds the boxes and is
 * not much larger than they reach, or just as large as they reach.
 * @param boxes some detections, as they are given
 */
export function inputReadings(boxes: readonly Box[]): readonly BoxReading[] {
  return modelFormats.flatMap(format => {
    const corners = boxes.map(box => format.read(box, { width: 0, height: 0 }))
    const width = Math.round(Math.max(...corners.map(([x, , width]) => x + width)))
    const height = Math.round(Math.max(...corners.map(([, y, , height]) => y + height)))
    if (!(width > 0 && height > 0)) return []
    const reach = Math.max(width, height)
    const squares = commonSides
      .filter(side => side >= 0.97 * reach && side <= 1.3 * reach)
      .map(side => ({ width: side, height: side }))
    return [
      ...squares.flatMap(input => layouts.map(layout => ofInput(format, input, layout))),
      ofInput(format, { width, height }, layouts[0]),
    ]
  })
}

function ofInput(format: BoxReading, input: Size, layout: (typeof layouts)[number]): BoxReading {
  return {
    name:
      `${format.name === asGiven ? '' : `${format.name} in `}pixels of a ${input.width}×${input.height} model input ` +
      `(${layout.name})`,
    hint: "Bring boxes from the model's input to the image: undo the padding and the scaling. Expected x, y, width, height.",
    read(box, image) {
      const [x, y, width, height] = format.read(box, image)
      const across = input.width / image.width
      const down = input.height / image.height
      const sx = layout.keepsShape ? Math.min(across, down) : across
      const sy = layout.keepsShape ? sx : down
      const left = layout.border * (input.width - image.width * sx)
      const top = layout.border * (input.height - image.height * sy)
      return [(x - left) / sx, (y - top) / sy, width / sx, height / sy]
    },
  }
}
