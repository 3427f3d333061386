import { lazy, Suspense } from 'react'
import { Provider } from 'urql'
import { Route, Switch } from 'wouter'
import { client } from './api/client.ts'
import { DetectPage } from './detect/DetectPage.tsx'
import { NotFoundPage } from './parts/NotFoundPage.tsx'
import { Shell } from './parts/Shell.tsx'

const HistoryPage = lazy(() => import('./history/HistoryPage.tsx'))
const ImagePage = lazy(() => import('./history/ImagePage.tsx'))
const DatasetsPage = lazy(() => import('./datasets/DatasetsPage.tsx'))
const DatasetPage = lazy(() => import('./datasets/DatasetPage.tsx'))
const EvaluationsPage = lazy(() => import('./evaluations/EvaluationsPage.tsx'))
const EvaluationPage = lazy(() => import('./evaluations/EvaluationPage.tsx'))
const ComparePage = lazy(() => import('./compare/ComparePage.tsx'))

/** The page: one component an address, all but the first loaded when they are opened. */
export function App() {
  return (
    <Provider value={client}>
      <Shell>
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
      </Shell>
    </Provider>
  )
}
