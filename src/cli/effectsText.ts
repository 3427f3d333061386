import type { ProtocolSetting } from '../../eval/explain/protocolChanges.ts'
import type { ProtocolEffect, ProtocolEffects } from '../../eval/explain/protocolEffects.ts'
import type { Profile } from '../../eval/settings.ts'
import { table } from './table.ts'

const titles: Record<ProtocolSetting, string> = {
  IOU_THRESHOLDS: 'IoU thresholds',
  MAX_DETECTIONS: 'cap',
  SCORE_FLOOR: 'score floor',
  IMAGE_SCOPE: 'images',
  AREA_RANGE: 'area range',
  CROWD_IOU: 'IoU with crowds',
  FIRST_MATCH: 'first match',
  IOU_ROUNDING: 'IoU rounding',
  EQUAL_SCORES: 'equal scores',
}

/**
 * What other rules make of the average precision, in points of 100: what both tools would say, a line for each setting
 * that changes it, the largest change first, then what each of these means.
 * @param ap under the settings themselves
 */
export function effectsText({ pycocotools, omzAccuracyChecker, effects }: ProtocolEffects, ap: number | null): string {
  const [changing, idle] = [effects.filter(changes), effects.filter(effect => !changes(effect))]
  changing.sort((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0))
  const rows = changing.map(({ setting, from, to, ap: other, difference }) => [
    titles[setting],
    points(other),
    signed(difference),
    from,
    to,
  ])
  return [
    toolText('pycocotools', pycocotools, ap, causesOf('PYCOCOTOOLS', changing)),
    toolText(omz, omzAccuracyChecker, ap, causesOf('OMZ_ACCURACY_CHECKER', changing)),
    '',
    ...(rows.length === 0
      ? []
      : [
          'AP with one setting changed and the rest as it is, in points of 100; the differences need not add up:',
          '',
          table([['setting', 'AP', 'points', 'from', 'to'], ...rows]),
          '',
        ]),
    ...(idle.length === 0 ? [] : [`Nothing is changed by ${idle.map(nameOf).join('; ')}.`]),
    ...changing.map(effect => `\n${nameOf(effect)}: ${effect.explanation}`),
  ].join('\n')
}

/** The floor is that of its configuration of retinanet-tf, which the profile has. */
const omz = "Open Model Zoo's accuracy checker, with a score floor of 0.05,"

/** Where no AP is defined no difference is known, and each setting is listed. */
const changes = ({ difference }: ProtocolEffect) => difference !== 0

const nameOf = ({ setting, to }: ProtocolEffect) => `${titles[setting]}, ${to}`

const causesOf = (profile: Profile, effects: readonly ProtocolEffect[]) =>
  effects.filter(({ profiles }) => profiles.includes(profile))

/** @param causes the largest first */
function toolText(tool: string, ap: number | null, own: number | null, causes: readonly ProtocolEffect[]): string {
  if (ap === null || own === null) return `${tool} would say ${points(ap)}.`
  const more = ap - own
  if (points(ap) === points(own)) return `${tool} would say ${points(ap)}, the same.`
  const main = causes
    .filter(({ difference }) => difference! * more > 0 && Math.abs(difference!) >= share * Math.abs(more))
    .map(({ setting, difference }) => `${titles[setting]} (${signed(difference)})`)
  const distance = `${signed(Math.abs(more)).replace('+', '')} points ${more > 0 ? 'more' : 'less'}`
  return `${tool} would say ${points(ap)}, ${distance}${main.length > 0 ? `: mostly ${main.join(', ')}` : ''}.`
}

/** Of the whole difference, from which on a setting is named for it. */
const share = 0.25

const points = (ap: number | null) => (ap === null ? 'n/a' : (100 * ap).toFixed(2))

function signed(difference: number | null): string {
  if (difference === null) return 'n/a'
  const size = points(Math.abs(difference))
  return size === '0.00' ? '<0.01' : `${difference > 0 ? '+' : '-'}${size}`
}
