const ofThisYear = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' })
const ofAnother = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

/** A moment in the reader's own time zone where there is little room: `Nov 21, 11:38 PM`, of other years `Nov 21, 2025`. */
export function shortMoment(moment: string, now = new Date()): string {
  const date = new Date(moment)
  return (date.getFullYear() === now.getFullYear() ? ofThisYear : ofAnother).format(date)
}
