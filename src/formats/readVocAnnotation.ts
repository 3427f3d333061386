import { showValue } from '../../eval/pack/showValue.ts'
import { lineProblem } from './lineProblem.ts'
import { parseNumber } from './parseNumber.ts'
import { parseXml, type XmlElement } from './parseXml.ts'

/** What an evaluation needs of one XML file. */
export type VocAnnotation = {
  /** as the file says; '' where it does not */
  readonly fileName: string
  /** pixels; 0 where the file gives none */
  readonly width: number
  readonly height: number
  readonly objects: readonly VocObject[]
}

export type VocObject = {
  readonly name: string
  /** the first and the last pixel, counted from 1, both inside */
  readonly corners: readonly [xmin: number, ymin: number, xmax: number, ymax: number]
  /** undefined where the file does not say */
  readonly difficult: boolean | undefined
}

const code = 'DATASET_INVALID'

/**
 * Reads the XML of one image. Parts of an object have names and boxes too; they are no objects.
 * @param path for messages
 * @throws InvalidInput DATASET_INVALID with file and line
 */
export async function readVocAnnotation(text: string, path: string): Promise<VocAnnotation> {
  const document = await parseXml(text, path, code)
  const [root] = document.children('annotation')
  if (root === undefined) {
    throw lineProblem({ code, path, line: 1 }, 'the element <annotation>', `<${document.names.join('>, <')}>`)
  }

  function fail(element: XmlElement, part: string, expected: string, received: string, hint?: string): Error {
    return lineProblem({ code, path, line: element.line, part }, expected, received, hint)
  }

  function onlyChild(element: XmlElement, name: string, part: string): XmlElement | undefined {
    const [child, another] = element.children(name)
    if (another !== undefined) throw fail(element, part, `one <${name}>`, String(element.children(name).length))
    return child
  }

  function numberOf(element: XmlElement, name: string, part: string): number {
    const text = onlyChild(element, name, part)?.text
    const value = parseNumber(text ?? '')
    if (value === undefined) throw fail(element, part, `a finite number in <${name}>`, showValue(text))
    return value
  }

  function objectOf(element: XmlElement, index: number): VocObject {
    const part = `object ${index + 1}`
    const name = onlyChild(element, 'name', part)?.text
    if (name === undefined || name === '') throw fail(element, part, 'the category in <name>', showValue(name))
    const box = onlyChild(element, 'bndbox', part)
    if (box === undefined) throw fail(element, `${part} (${name})`, 'a <bndbox>', 'none')
    const side = (key: string) => numberOf(box, key, `${part} (${name})`)
    const [xmin, ymin, xmax, ymax] = [side('xmin'), side('ymin'), side('xmax'), side('ymax')]
    if (xmax < xmin || ymax < ymin) {
      const received = showValue([xmin, ymin, xmax, ymax])
      throw fail(box, `${part} (${name})`, 'xmin, ymin, xmax, ymax with xmax >= xmin and ymax >= ymin', received)
    }
    return { name, corners: [xmin, ymin, xmax, ymax], difficult: difficultOf(element, `${part} (${name})`) }
  }

  function difficultOf(element: XmlElement, part: string): boolean | undefined {
    const text = onlyChild(element, 'difficult', part)?.text ?? ''
    if (!['', '0', '1'].includes(text)) throw fail(element, part, '0 or 1 in <difficult>', showValue(text))
    return text === '' ? undefined : text === '1'
  }

  const size = onlyChild(root, 'size', 'size')
  return {
    fileName: onlyChild(root, 'filename', 'filename')?.text ?? '',
    width: size ? numberOf(size, 'width', 'size') : 0,
    height: size ? numberOf(size, 'height', 'size') : 0,
    objects: root.children('object').map(objectOf),
  }
}
