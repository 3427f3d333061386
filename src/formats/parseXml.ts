import { InvalidInput } from '../../eval/invalidInput.ts'
import { showValue } from '../../eval/pack/showValue.ts'
import { type InvalidCode, lineProblem } from './lineProblem.ts'

/** An element without its attributes. */
export type XmlElement = {
  /** where it begins, the first is 1; of one without children, where its parent does */
  readonly line: number
  /** trimmed; '' where it has children */
  readonly text: string
  /** the names of its children, each once */
  readonly names: readonly string[]
  children(name: string): readonly XmlElement[]
}

/** What the library makes of an element. */
type Parsed = string | { readonly [name: string]: readonly Parsed[] }

/**
 * Parses a whole document.
 * @returns an element that holds the root
 * @throws InvalidInput with file and line; a document type is refused, as its entities may grow without end
 */
export async function parseXml(xml: string, path: string, code: InvalidCode): Promise<XmlElement> {
  const lineAt = (position: number) => xml.slice(0, position).split('\n').length
  const doctype = xml.search(/<!DOCTYPE/i)
  if (doctype !== -1) {
    throw lineProblem({ code, path, line: lineAt(doctype) }, 'XML without a document type', '<!DOCTYPE', 'Remove it.')
  }

  const { XMLParser, XMLValidator } = await import('fast-xml-parser')
  const valid = XMLValidator.validate(xml)
  if (valid !== true) {
    // The library says it of elements that have no end: Invalid '[ "annotation", "object"]' found.
    const open = /^Invalid '(\[.*\])'/s.exec(valid.err.msg)?.[1]
    const line = open === undefined ? valid.err.line : lineAt(xml.length)
    const reason =
      open === undefined ? valid.err.msg.replace(/\.$/, '') : `an end within ${showValue(JSON.parse(open))}`
    throw lineProblem({ code, path, line }, 'XML', reason)
  }
  const position = XMLParser.getMetaDataSymbol() as unknown as symbol // declared as Symbol

  // Lines are counted when they are asked for: for each of thousands of elements, that would take minutes.
  function wrap(parsed: Parsed, parentStart: number): XmlElement {
    if (typeof parsed === 'string') {
      return {
        get line() {
          return lineAt(parentStart)
        },
        text: parsed,
        names: [],
        children: () => [],
      }
    }
    const at: { startIndex: number } | undefined = Reflect.get(parsed, position)
    const start = at?.startIndex ?? parentStart
    const names = Object.keys(parsed).filter(name => name !== '#text')
    return {
      get line() {
        return lineAt(start)
      },
      text: '',
      names,
      children: name => (parsed[name] ?? []).map(child => wrap(child, start)),
    }
  }

  const parser = new XMLParser({
    ignorePiTags: true,
    parseTagValue: false,
    htmlEntities: true, // else &#233; stays as it is
    captureMetaData: true,
    isArray: () => true,
  })
  try {
    return wrap(parser.parse(xml), 0)
  } catch (error) {
    // Its own limits: elements a hundred deep, names such as __proto__.
    const reason = error instanceof Error ? error.message : String(error)
    throw new InvalidInput(code, `'${path}': expected XML, received what its parser refuses: ${reason}.`)
  }
}
