import { AppError } from '../errors.ts'

/** What was let in and is not done yet. */
export type Ticket = {
  /**
   * Lets more of the same call in, as it arrives.
   * @throws AppError OVERLOADED also when the ticket is released
   */
  add(images: number, bytes: number): void
  /** Says that one image has been detected; its bytes stay until `release`. */
  detected(): void
  /** Says that all of it is done; a second call does nothing. */
  release(): void
}

type Load = { images: number; bytes: number }

const none: Load = { images: 0, bytes: 0 }

/** Milliseconds over which the rate of finished work is measured. */
const window = 10_000

/** Seconds to wait when nothing was finished within the window. */
const unknownWait = 5

/**
 * The door of the detector: counts the images and bytes that were let in and not released, and refuses what would
 * pass either limit. A call that is larger than a limit by itself is let in when nothing else is. What is still on its
 * way holds nothing, so that a call whose body does not come keeps nobody out.
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

  /** @throws AppError OVERLOADED when this does not fit beside what others hold */
  function check(own: Load, more: Load): void {
    const over = {
      images: inside.images + more.images - limits.images,
      bytes: inside.bytes + more.bytes - limits.bytes,
    }
    const noRoom = (key: keyof Load) => over[key] > 0 && inside[key] > own[key]
    if (noRoom('images') || noRoom('bytes'))
      throw new AppError('OVERLOADED', `The detector's queue is full (${inside.images} images).`, {
        retryAfter: waitFor(over),
        hint: 'Send it again after the seconds of Retry-After.',
      })
  }

  return {
    /**
     * @param coming what the call will add: there has to be room for it now, but it holds none of it yet
     * @throws AppError OVERLOADED with the seconds after which there should be room
     */
    admit(images: number, bytes: number, coming: Load = none): Ticket {
      const own: Load = { images: 0, bytes: 0 }
      let released = false

      function move(more: Load): void {
        for (const load of [own, inside]) {
          load.images += more.images
          load.bytes += more.bytes
        }
      }

      function finish(done: Load): void {
        move({ images: -done.images, bytes: -done.bytes })
        forget()
        finished.push({ ...done, at: now() })
      }

      check(own, { images: images + coming.images, bytes: bytes + coming.bytes })
      move({ images, bytes })
      return {
        add(moreImages, moreBytes) {
          if (released) throw new AppError('OVERLOADED', 'The call was refused while it arrived.', { retryAfter: 1 })
          const more = { images: moreImages, bytes: moreBytes }
          check(own, more)
          move(more)
        },
        detected() {
          if (!released) finish({ images: 1, bytes: 0 })
        },
        release() {
          if (released) return
          released = true
          finish({ ...own })
        },
      }
    },

    /** What is inside now. */
    load: (): Readonly<Load> => ({ ...inside }),
  }
}
