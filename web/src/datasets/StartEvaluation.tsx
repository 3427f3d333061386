import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { forgetPages } from '../api/usePages.ts'
import { Button } from '../parts/Button.tsx'
import { Panel } from '../parts/Panel.tsx'
import { createEvaluationStarter, type StartOutcome } from './createEvaluationStarter.ts'
import type { DatasetDetail } from './DatasetFacts.tsx'
import { EvaluationOptions } from './EvaluationOptions.tsx'
import { EvaluationSource } from './EvaluationSource.tsx'
import { changedForm, type EvaluationForm, emptyForm, isAnotherSource, namedForm } from './evaluationForm.ts'
import { Preflight } from './Preflight.tsx'
import type { ResultsPlan } from './planResults.ts'
import { SendingView } from './SendingView.tsx'
import styles from './UploadSetup.module.css'
import { useSending } from './useSending.ts'

/** Starts an evaluation on a dataset: what is evaluated, by which rules, what pre-flight says of it. */
export function StartEvaluation({ dataset }: { dataset: DatasetDetail }) {
  const [given, setForm] = useState<EvaluationForm>(() => ({
    ...emptyForm,
    source: dataset.photoCount > 0 ? 'MODEL' : 'FILE',
  }))
  const [results, setResults] = useState<ResultsPlan | null>(null)
  const form = namedForm(given, results)
  const [starter] = useState(() => createEvaluationStarter(dataset.id))
  const sending = useSending<StartOutcome>()
  const outcome = useRef<HTMLDivElement>(null)
  const buttons = useRef<HTMLDivElement>(null)
  const [, go] = useLocation()
  const isBusy = sending.step !== null

  useEffect(() => {
    if (location.hash === '#evaluate') document.getElementById('evaluate')?.scrollIntoView()
  }, [])

  function change(part: Partial<EvaluationForm>) {
    setForm(form => changedForm(form, part))
    if (isAnotherSource(part)) sending.forget()
  }

  function take(plan: ResultsPlan | null) {
    setResults(plan)
    change({ source: 'FILE', categorySpace: null, matchBy: null })
  }

  async function run(verb: 'check' | 'start', form: EvaluationForm) {
    if (isBusy) return
    // What has the focus is out of use while it is sent.
    if (!buttons.current?.contains(document.activeElement)) outcome.current?.focus()
    const done = await sending.start(step => starter[verb](form, results, step))
    if (done?.startedId) {
      forgetPages()
      go(`/evaluations/${done.startedId}`)
    } else outcome.current?.focus()
  }

  const isReady = form.source === 'FILE' ? results !== null : form.model !== ''
  return (
    <Panel
      title="Evaluate a detector"
      id="evaluate"
      lead="Detections are checked for what makes numbers wrong before anything is started."
    >
      <form
        className={styles.setup}
        onSubmit={event => {
          event.preventDefault()
          void run('start', form)
        }}
      >
        <fieldset disabled={isBusy} className={styles.whole}>
          <EvaluationSource dataset={dataset} form={form} results={results} onChange={change} onResults={take} />
          <EvaluationOptions form={form} onChange={change} />
        </fieldset>
        <div ref={outcome} tabIndex={-1} className={styles.setup}>
          {sending.result && (
            <Preflight
              {...sending.result}
              form={form}
              onChange={change}
              onAgain={part => {
                const changed = { ...given, ...part }
                setForm(changed)
                void run('check', namedForm(changed, results))
              }}
            />
          )}
          <SendingView {...sending} title="It could not be started" cancelled="Nothing was started." />
        </div>
        <div ref={buttons} className={styles.buttons}>
          <Button look="primary" type="submit" disabled={!isReady} aria-disabled={isBusy}>
            Start the evaluation
          </Button>
          <Button onClick={() => run('check', form)} disabled={!isReady} aria-disabled={isBusy}>
            Check only
          </Button>
        </div>
      </form>
    </Panel>
  )
}
