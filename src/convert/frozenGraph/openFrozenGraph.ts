import type { Fault } from '../createFault.ts'
import type { KerasModel } from '../kerasModel.ts'
export function openFrozenGraph(path: string, fault: Fault): KerasModel {
  throw fault(`not yet ${path}`)
}
