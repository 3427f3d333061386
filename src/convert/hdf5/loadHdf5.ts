/**
 * Loads HDF5, compiled to WebAssembly, so that its errors are thrown and never printed. Warnings, and that it gives up,
 * it prints by the `console.error` that there is while it is loaded.
 */
async function load() {
  const { error } = console
  let isLoaded = false
  console.error = (...values: unknown[]) => {
    if (!isLoaded) error(...values)
  }
  try {
    const { default: h5wasm } = await import('h5wasm/node')
    const library = await h5wasm.ready
    library.activate_throwing_error_handler()
    return h5wasm
  } finally {
    console.error = error
    isLoaded = true
  }
}

let loaded: ReturnType<typeof load> | undefined

/** HDF5, loaded when it is first asked for. */
export function loadHdf5(): ReturnType<typeof load> {
  loaded ??= load()
  return loaded
}
