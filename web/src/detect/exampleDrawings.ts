/** Drawings of demo/ that the demo model knows well. */
export const examples = [
  {
    name: 'elephant.jpg',
    says: 'an elephant and a book',
    url: new URL('../../../demo/scenes/000002.jpg', import.meta.url).href,
  },
  {
    name: 'panda.jpg',
    says: 'a panda and a traffic light',
    url: new URL('../../../demo/scenes/000026.jpg', import.meta.url).href,
  },
  {
    name: 'laptop.jpg',
    says: 'a laptop and a car',
    url: new URL('../../../demo/scenes/000048.jpg', import.meta.url).href,
  },
  {
    name: 'doughnut.jpg',
    says: 'a doughnut and a boat',
    url: new URL('../../../demo/scenes/000039.jpg', import.meta.url).href,
  },
  {
    name: 'horse.jpg',
    says: 'a horse and a kite',
    url: new URL('../../../demo/scenes/000042.jpg', import.meta.url).href,
  },
  {
    name: 'bicycle.jpg',
    says: 'a bicycle and a bus',
    url: new URL('../../../demo/scenes/000060.jpg', import.meta.url).href,
  },
]

/** @throws Error where the server does not answer, or has it no longer */
export async function loadExample(url: string): Promise<Blob> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`Expected a drawing but received status ${response.status}.`)
  return response.blob()
}
