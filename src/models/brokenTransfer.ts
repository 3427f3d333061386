/** A transfer that ended before the file did; the next try may go on from there. */
export class BrokenTransfer extends Error {
  /** Whether it is worth another try even where nothing has come yet. */
  readonly mayPass: boolean

  constructor(message: string, mayPass: boolean, cause?: unknown) {
    super(message, { cause })
    this.name = 'BrokenTransfer'
    this.mayPass = mayPass
  }
}
