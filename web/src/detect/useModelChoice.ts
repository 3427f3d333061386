import { useSearchParams } from 'wouter'
import { useModels } from './useModels.ts'

/** The models that can be used now, and the one that is chosen: the one in the address, `?model=`, or the default one. */
export function useModelChoice() {
  const { data, problem, ask } = useModels()
  const [params, setParams] = useSearchParams()
  const models = data?.models.filter(({ available }) => available) ?? []
  const wanted = params.get('model')
  const model = models.find(({ name }) => name === wanted) ?? models.find(({ isDefault }) => isDefault) ?? models[0]

  return {
    models,
    /** undefined until they are known, or where none can be used */
    model,
    /** what photos are given to: the name in the address until it is known whether there is such a model; null for the default one */
    name: data ? (model?.name ?? null) : wanted,
    /** the name in the address that no usable model has */
    unknown: data && wanted !== null && model?.name !== wanted ? wanted : null,
    areNone: data !== undefined && models.length === 0,
    problem,
    askAgain: ask,
    choose(name: string): void {
      setParams(
        before => {
          const after = new URLSearchParams(before)
          after.set('model', name)
          return after
        },
        { replace: true },
      )
    },
  }
}

export type ModelChoice = ReturnType<typeof useModelChoice>
