import { Counter, Histogram } from 'prom-client'
import type { Metrics } from '../../web/metrics.ts'

const ISSUED = 'kerbside_bills_issued_total'
const SECONDS = 'kerbside_billing_batch_seconds'
// A batch is one transaction: what takes a second holds up whoever saves meanwhile.
const BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** What is counted of runs; made at the first call, and the same at each. */
export function runMetrics({ registry }: Metrics) {
  const [issued, batchSeconds] = [registry.getSingleMetric(ISSUED), registry.getSingleMetric(SECONDS)]
  return {
    issued:
      issued instanceof Counter
        ? issued
        : new Counter({ name: ISSUED, help: 'Bills that runs in the background have issued.', registers: [registry] }),
    batchSeconds:
      batchSeconds instanceof Histogram
        ? batchSeconds
        : new Histogram({
            name: SECONDS,
            help: 'Time of one batch of a run in the background, which is one transaction.',
            buckets: BUCKETS,
            registers: [registry],
          }),
  }
}
