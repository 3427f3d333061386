import { AppError, type ErrorCode } from '../errors.ts'

type Answer<Data> = { data?: Data | null; errors?: { message: string; extensions: { code: ErrorCode } }[] }

/**
 * Sends one operation as a front end would, with a file as a GraphQL multipart request.
 * @param file of the variable of that name
 * @throws AppError with what the API said
 */
export async function askApi<Data>(url: string, query: string, variables: object, file?: File): Promise<Data> {
  const json = JSON.stringify({ query, variables })
  const form = new FormData()
  if (file) {
    form.set('operations', json)
    form.set('map', JSON.stringify({ file: ['variables.file'] }))
    form.set('file', file)
  }
  const headers = file ? { 'apollo-require-preflight': '1' } : { 'content-type': 'application/json' }
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: file ? form : json })
  const { data, errors } = (await response.json()) as Answer<Data>
  const [error] = errors ?? []
  if (data && !error) return data
  throw new AppError(error?.extensions.code ?? 'INTERNAL_SERVER_ERROR', error?.message ?? `status ${response.status}`)
}
