import { expect, test } from 'vitest'
import type { EvaluationResult } from '../../eval/result.ts'
import { settingsOf } from '../../eval/settings.ts'
import { summaryText } from '../../src/cli/summaryText.ts'

const summary = {
  ap: 0.5045806987249628,
  ap50: 0.6969727247299577,
  ap75: 0.5729816669904824,
  apSmall: null,
  apMedium: 0.5193996948036719,
  apLarge: 0.5013978986347466,
  ar1: 0.38681277964578054,
  ar10: 0.5936795762842003,
  ar100: 0.595352982877607,
  arSmall: null,
  arMedium: 0.5664205978994309,
  arLarge: 1,
}

const result = (profile: 'PYCOCOTOOLS' | 'OMZ_ACCURACY_CHECKER') =>
  ({ summary, protocol: settingsOf({ profile }) }) as EvaluationResult

test('the lines are those of pycocotools to the letter, but n/a where it prints -1.000', () => {
  expect(summaryText(result('PYCOCOTOOLS')).split('\n')).toEqual([
    ' Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.505',
    ' Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.697',
    ' Average Precision  (AP) @[ IoU=0.75      | area=   all | maxDets=100 ] = 0.573',
    ' Average Precision  (AP) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] =   n/a',
    ' Average Precision  (AP) @[ IoU=0.50:0.95 | area=medium | maxDets=100 ] = 0.519',
    ' Average Precision  (AP) @[ IoU=0.50:0.95 | area= large | maxDets=100 ] = 0.501',
    ' Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=  1 ] = 0.387',
    ' Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets= 10 ] = 0.594',
    ' Average Recall     (AR) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.595',
    ' Average Recall     (AR) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] =   n/a',
    ' Average Recall     (AR) @[ IoU=0.50:0.95 | area=medium | maxDets=100 ] = 0.566',
    ' Average Recall     (AR) @[ IoU=0.50:0.95 | area= large | maxDets=100 ] = 1.000',
  ])
})

test("the accuracy checker's number is one line, in percent as the Open Model Zoo publishes it", () => {
  expect(summaryText(result('OMZ_ACCURACY_CHECKER'))).toBe(
    'coco_precision @[ IoU=0.50:0.95 | score>=0.05 | maxDets=20 ] = 50.46%',
  )
})
