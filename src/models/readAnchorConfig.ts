import { parse } from 'ini'
import { anchorBoxes } from '../convert/anchorBoxes.ts'
import type { AnchorLevel } from '../convert/kerasModel.ts'
import { strides as networkStrides } from '../convert/network/featurePyramid.ts'
import { AppError } from '../errors.ts'
import { readSmallText } from './readSmallText.ts'

const section = 'anchor_parameters'
/** Of each number: beyond it anchors are no boxes, or none that an image could have. */
const [least, most] = [0.001, 10_000]
/** At a position; keras-retinanet's own are 9. A file of 1 MB could ask for more than there is memory. */
const mostAnchors = 1000

/**
 * Anchors of a keras-retinanet configuration file (its `--config`): `[anchor_parameters]` with sizes, strides, ratios
 * and scales. Source: keras-retinanet utils/config.py, parse_anchor_parameters.
 * @throws AppError BAD_USER_INPUT
 */
export async function readAnchorConfig(path: string): Promise<AnchorLevel[]> {
  const wrong = (problem: string) => new AppError('BAD_USER_INPUT', `${path}: ${problem}.`)
  const text = await readSmallText(path, 'anchors')
  // Python's configparser, which reads the file there, takes a colon as well.
  const config = parse(text.replaceAll(/^([ \t]*\w+[ \t]*):/gm, '$1='))
  const fields: Record<string, unknown> | undefined = config[section]
  if (typeof fields !== 'object') throw wrong(`expected a section [${section}]`)

  function numbers(field: string): number[] {
    const value = fields?.[field]
    if (typeof value !== 'string') throw wrong(`${section}: expected the field ${field}`)
    const words = value.split(/\s+/).filter(word => word !== '')
    const values = words.map(Number)
    const bad = words.find((_, index) => !(values[index]! >= least && values[index]! <= most))
    const expected = `${field}: expected numbers from ${least} to ${most} with spaces between them`
    if (bad !== undefined) throw wrong(`${expected} but found "${bad}"`)
    if (values.length === 0) throw wrong(`${expected} but found none`)
    return values
  }

  const [sizes, strides] = [numbers('sizes'), numbers('strides')]
  const [ratios, scales] = [numbers('ratios'), numbers('scales')]
  if (sizes.length !== networkStrides.length)
    throw wrong(`sizes: expected ${networkStrides.length}, one a level from P3 to P7, but found ${sizes.length}`)
  if (strides.join() !== networkStrides.join())
    throw wrong(
      `strides: expected ${networkStrides.join(' ')}, which the network fixes, but found ${strides.join(' ')}`,
    )
  if (ratios.length * scales.length > mostAnchors)
    throw wrong(`expected at most ${mostAnchors} ratios × scales but found ${ratios.length} × ${scales.length}`)
  return networkStrides.map((stride, level) => ({
    stride,
    boxes: anchorBoxes({ size: sizes[level]!, ratios, scales }),
  }))
}
