import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A folder of models that goes away with `using`.
 * @param files contents by name
 * @param links absolute paths by name
 */
export function modelFolder(files: Record<string, unknown>, links: Record<string, string> = {}) {
  const path = mkdtempSync(join(tmpdir(), 'fovea-models-'))
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content))
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(path, name))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}
