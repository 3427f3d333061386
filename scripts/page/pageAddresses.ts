import { askApi } from '../../src/cli/askApi.ts'

type Id = { id: string }
type Stored = {
  images: { nodes: Id[] }
  datasets: { nodes: Id[] }
  evaluations: { nodes: (Id & { status: string; dataset: Id; protocol: { profile: string } })[] }
}

const query = `{
  images(first: 1) { nodes { id } }
  datasets(first: 1) { nodes { id } }
  evaluations(first: 100) { nodes { id status dataset { id } protocol { profile } } }
}`

/**
 * Every address of the page, by a name for it, with the newest image, dataset, completed evaluation and comparable pair that
 * are stored; those that nothing is stored for are left out.
 * @param url of a server that asks for no key
 */
export async function pageAddresses(url: string): Promise<Record<string, string>> {
  const { images, datasets, evaluations } = await askApi<Stored>(url, query, {})
  const [image] = images.nodes
  const [dataset] = datasets.nodes
  const completed = evaluations.nodes.filter(({ status }) => status === 'COMPLETED')
  const [evaluation] = completed
  const like = (one: (typeof completed)[number]) => (other: typeof one) =>
    one.id !== other.id && one.dataset.id === other.dataset.id && one.protocol.profile === other.protocol.profile
  const candidate = completed.find(one => completed.some(like(one)))
  const baseline = candidate && completed.find(like(candidate))
  return {
    detect: '/',
    history: '/history',
    ...(image ? { image: `/history/${image.id}` } : {}),
    datasets: '/datasets',
    ...(dataset ? { dataset: `/datasets/${dataset.id}` } : {}),
    evaluations: '/evaluations',
    ...(evaluation ? { evaluation: `/evaluations/${evaluation.id}` } : {}),
    compare: candidate && baseline ? `/compare?baseline=${baseline.id}&candidate=${candidate.id}` : '/compare',
  }
}
