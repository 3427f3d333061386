import { noAnswer, oddAnswer, ProblemError } from '../api/problem.ts'

/** Drawings of demo/ that the demo model knows well, and that are small: the page loads them at first. */
export const examples = [
  {
    name: 'elephant.jpg',
    says: 'an elephant and a book',
    url: new URL('../../../demo/scenes/000002.jpg', import.meta.url).href,
  },
  {
    name: 'bed.jpg',
    says: 'a laptop and a bed',
    url: new URL('../../../demo/scenes/000029.jpg', import.meta.url).href,
  },
  {
    name: 'laptop.jpg',
    says: 'a laptop and a car',
    url: new URL('../../../demo/scenes/000048.jpg', import.meta.url).href,
  },
  {
    name: 'boat.jpg',
    says: 'a boat and a bus',
    url: new URL('../../../demo/scenes/000010.jpg', import.meta.url).href,
  },
  {
    name: 'horse.jpg',
    says: 'a horse and a kite',
    url: new URL('../../../demo/scenes/000042.jpg', import.meta.url).href,
  },
  {
    name: 'cat.jpg',
    says: 'a cat and a giraffe',
    url: new URL('../../../demo/scenes/000055.jpg', import.meta.url).href,
  },
]

/** @throws ProblemError where the server does not answer, or has it no longer */
export async function loadExample(url: string): Promise<Blob> {
  const response = await fetch(url).catch(() => {
    throw new ProblemError(noAnswer)
  })
  if (!response.ok) throw new ProblemError(oddAnswer(response.status))
  return response.blob()
}
