/**
 * A measured number beside what it should be, for the table of goals.
 * @param goal the most that is good, or with `least` the least
 */
export function goal(
  what: string,
  measured: number,
  { most, least, unit, digits = 1 }: { most?: number; least?: number; unit: string; digits?: number },
): (string | number)[] {
  const met = (most === undefined || measured <= most) && (least === undefined || measured >= least)
  const bound = most === undefined ? `at least ${least}` : `at most ${most.toLocaleString('en')}`
  return [what, `${measured.toFixed(digits)} ${unit}`, `${bound} ${unit}`, met ? 'met' : 'missed']
}

export const goalTitles = ['goal', 'measured', 'wanted', '']
