/**
 * Loads HDF5, compiled to WebAssembly, so that its errors are thrown and never printed. When it gives up it prints, by
 * the `console.error` that was there while it was loaded, and then throws the same.
 */
async function load() {
  const { error } = console
  console.error = (...values: unknown[]) => {
    if (!String(values[0]).startsWith('Aborted(')) error(...values)
  }
  try {
    const { default: h5wasm } = await import('h5wasm/node')
    const library = await h5wasm.ready
    library.activate_throwing_error_handler()
    return h5wasm
  } finally {
    console.error = error
  }
}

let loaded: ReturnType<typeof load> | undefined

/** HDF5, loaded when it is first asked for. */
export function loadHdf5(): ReturnType<typeof load> {
  loaded ??= load()
  return loaded
}
