import type { LoadedModel } from './loadModels.ts'
import { openSession, type Session } from './openSession.ts'

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
      const session = open.get(name) ?? (await openSession(model, threads))
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
