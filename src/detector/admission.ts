import { AppError } from '../errors.ts'

/** What was let in and is not done yet. */
export type Ticket = {
  /** Says that it is done; a second call does nothing. */
  release(): void
}

type Load = { images: number; bytes: number }

/** Milliseconds over which the rate of finished work is measured. */
const window = 10_000

/** Seconds to wait when nothing was finished within the window. */
const unknownWait = 5

/**
 * The door of the detector: counts the images and bytes that were let in and not released, and refuses what would
 * pass either limit. A request that is larger than a limit by itself is let in when nothing else is.
 * @param now epoch milliseconds
 */
export function createAdmission(limits: Load, now: () => number = Date.now) {
  const inside: Load = { images: 0, bytes: 0 }
  const finished: (Load & { at: number })[] = []

  function forget(): void {
    const since = now() - window
    while (finished[0] && finished[0].at <= since) finished.shift()
  }

  /** Seconds, 1 to 30, until so much has been finished at the recent rate. */
  function waitFor(over: Load): number {
    forget()
    const seconds = (key: keyof Load) => {
      const total = finished.reduce((sum, load) => sum + load[key], 0)
      return over[key] <= 0 ? 0 : total === 0 ? unknownWait : (over[key] / total) * (window / 1000)
    }
    return Math.min(Math.max(Math.ceil(Math.max(seconds('images'), seconds('bytes'))), 1), 30)
  }

  return {
    /** @throws AppError OVERLOADED with the seconds after which there should be room */
    admit(images: number, bytes: number): Ticket {
      const over = {
        images: inside.images + images - limits.images,
        bytes: inside.bytes + bytes - limits.bytes,
      }
      if (inside.images > 0 && (over.images > 0 || over.bytes > 0))
        throw new AppError('OVERLOADED', `The detector's queue is full (${inside.images} images).`, {
          retryAfter: waitFor(over),
          hint: 'Send it again after the seconds of Retry-After.',
        })
      inside.images += images
      inside.bytes += bytes
      let released = false
      return {
        release() {
          if (released) return
          released = true
          inside.images -= images
          inside.bytes -= bytes
          forget()
          finished.push({ images, bytes, at: now() })
        },
      }
    },

    /** What is inside now. */
    load: (): Readonly<Load> => ({ ...inside }),
  }
}
