import type { AddressChange } from '../useAddress.ts'
import type { CellKey } from './ConfusionMatrix.tsx'

/** How background stands in an address. */
const nothing = 'nothing'

const idOf = (text: string) => (text === nothing ? null : Number(text))

/** What stands in the address for a cell that is open; null for none. */
export const cellParameters = (cell: CellKey | null): AddressChange => ({
  actual: cell && String(cell.actual ?? nothing),
  predicted: cell && String(cell.predicted ?? nothing),
})

/** The cell that an address opens; null where it opens none. */
export function cellOf(parameters: URLSearchParams): CellKey | null {
  const [actual, predicted] = [parameters.get('actual'), parameters.get('predicted')]
  if (!actual || !predicted) return null
  const cell = { actual: idOf(actual), predicted: idOf(predicted) }
  return Number.isNaN(cell.actual) || Number.isNaN(cell.predicted) ? null : cell
}
