type Named = { readonly name: string | null; readonly model: { readonly name: string } | null }

/** What an evaluation is called: its name, or whose detections it is of and on what. */
export const evaluationTitle = ({ name, model, dataset }: Named & { readonly dataset: { readonly name: string } }) =>
  name ?? `${model?.name ?? 'Results from elsewhere'} on ${dataset.name}`
