/** The twelve numbers of COCO, in their order, as the fields of `summary` are named. */
export const metrics = [
  ['ap', 'AP', 'Average precision: the mean over categories and over IoU 0.50 to 0.95. The number to compare.'],
  ['ap50', 'AP50', 'At IoU 0.50: whether objects are found, however loosely the box sits.'],
  ['ap75', 'AP75', 'At IoU 0.75: boxes have to sit tightly.'],
  ['apSmall', 'AP small', 'Of objects below 32 × 32 pixels.'],
  ['apMedium', 'AP medium', 'Of objects from 32 × 32 to 96 × 96 pixels.'],
  ['apLarge', 'AP large', 'Of objects above 96 × 96 pixels.'],
  ['ar1', 'AR 1', 'Average recall with the best detection of each image and category alone.'],
  ['ar10', 'AR 10', 'Average recall with the best 10.'],
  ['ar100', 'AR 100', 'Average recall with the best 100: the mean over IoU 0.50 to 0.95.'],
  ['arSmall', 'AR small', 'Recall of objects below 32 × 32 pixels.'],
  ['arMedium', 'AR medium', 'Recall of objects from 32 × 32 to 96 × 96 pixels.'],
  ['arLarge', 'AR large', 'Recall of objects above 96 × 96 pixels.'],
] as const
