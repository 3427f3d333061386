import { Notice } from './Notice.tsx'

/** Says plainly that the model at work is the one that comes with fovea. */
export function DemoModelNotice() {
  return (
    <Notice tone="warn" title="The demo model is at work: it knows drawings, not photographs.">
      <p>
        It finds little that is right in a photo. For photos install a real detector, such as{' '}
        <code>npx fovea models pull retinanet-tf</code>, and choose it here.
      </p>
    </Notice>
  )
}
