import { AppError } from '../errors.ts'

const gone = {
  image: () =>
    new AppError('IMAGE_NOT_FOUND', 'The image was deleted while this was read.', {
      hint: 'Its runs and their detections went with it.',
    }),
  dataset: () =>
    new AppError('DATASET_NOT_FOUND', 'The dataset was deleted while this was read.', {
      hint: 'Its evaluations went with it.',
    }),
}

/**
 * A row that another row refers to by a foreign key.
 * @param by what it goes with
 * @throws AppError IMAGE_NOT_FOUND or DATASET_NOT_FOUND when it was deleted since the other row was read
 */
export async function referred<Row>(row: Promise<Row | null>, by: keyof typeof gone = 'image'): Promise<Row> {
  const found = await row
  if (found) return found
  throw gone[by]()
}
