import { stat } from 'node:fs/promises'
import { AppError } from '../errors.ts'
import type { LoadedModel } from './loadModels.ts'
import { openSession, type Session } from './openSession.ts'

/**
 * Opens the file whose hash was taken, and no other: runs are stored under that hash.
 * @throws AppError MODEL_INVALID
 */
async function openUnchanged(model: LoadedModel, threads: number): Promise<Session> {
  const { manifest, file, written } = model
  const now = await stat(file).catch(() => undefined)
  if (now?.mtimeMs === written) return openSession(model, threads)
  const problem = now ? 'it has been written again since' : 'it is no longer there'
  throw new AppError(
    'MODEL_INVALID',
    `Model ${manifest.name} (${file}): expected the file that was checked but ${problem}`,
  )
}

/** Keeps the sessions of the `limit` models that were asked for last; the others are closed. */
export function createSessions(threads: number, limit = 2) {
  const open = new Map<string, Session>()
  return {
    /**
     * The model's session, opened when it is not open yet. Nothing may be running: another session may be closed.
     * @throws AppError MODEL_INVALID
     */
    async of(model: LoadedModel): Promise<Session> {
      const { name } = model.manifest
      const session = open.get(name) ?? (await openUnchanged(model, threads))
      open.delete(name)
      open.set(name, session)
      for (const [oldest, { release }] of open) {
        if (open.size <= limit) break
        open.delete(oldest)
        await release()
      }
      return session
    },
  }
}
