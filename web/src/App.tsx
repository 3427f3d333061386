import { Suspense } from 'react'
import { Provider } from 'urql'
import { Route, Switch, useLocation } from 'wouter'
import { client } from './api/client.ts'
import { DetectPage } from './detect/DetectPage.tsx'
import { ErrorBoundary } from './parts/ErrorBoundary.tsx'
import { lazyPart } from './parts/lazyPart.tsx'
import { NotFoundPage } from './parts/NotFoundPage.tsx'
import { Shell } from './parts/Shell.tsx'

const HistoryPage = lazyPart(() => import('./history/HistoryPage.tsx'))
const ImagePage = lazyPart(() => import('./history/ImagePage.tsx'))
const DatasetsPage = lazyPart(() => import('./datasets/DatasetsPage.tsx'))
const DatasetPage = lazyPart(() => import('./datasets/DatasetPage.tsx'))
const EvaluationsPage = lazyPart(() => import('./evaluations/EvaluationsPage.tsx'))
const EvaluationPage = lazyPart(() => import('./evaluations/EvaluationPage.tsx'))
const ComparePage = lazyPart(() => import('./compare/ComparePage.tsx'))

/** The page: one component an address, all but the first loaded when they are opened. */
export function App() {
  const [address] = useLocation()
  return (
    <Provider value={client}>
      <Shell>
        <ErrorBoundary address={address}>
          <Suspense fallback={<div style={{ minHeight: '100vh' }} />}>
            <Switch>
              <Route path="/" component={DetectPage} />
              <Route path="/history" component={HistoryPage} />
              <Route path="/history/:id">{({ id }) => <ImagePage key={id} id={id} />}</Route>
              <Route path="/datasets" component={DatasetsPage} />
              <Route path="/datasets/:id">{({ id }) => <DatasetPage key={id} id={id} />}</Route>
              <Route path="/evaluations" component={EvaluationsPage} />
              <Route path="/evaluations/:id">{({ id }) => <EvaluationPage key={id} id={id} />}</Route>
              <Route path="/compare" component={ComparePage} />
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </Shell>
    </Provider>
  )
}
