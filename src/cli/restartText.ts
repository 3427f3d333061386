/**
 * What whoever runs a server is told of a model that was installed: servers read the models when they start.
 * @param before the ONNX file that the model of that name had
 * @param file the one that it has now
 */
export function restartText(before: string | undefined, file: string): string {
  if (before === undefined) return 'restart a running server to serve it'
  if (before === file) return 'replaced, with the same ONNX file: restart servers that run with it'
  return `replaced; ${before} stays for servers that run with it: restart them`
}
