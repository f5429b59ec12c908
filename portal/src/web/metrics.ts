import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** The numbers of one process, for Prometheus. Labels come from closed lists: no person, no address, no text. */
export interface Metrics {
  /** For counters of features: all begin with `kerbside_` and are set to 0 at start. */
  readonly registry: Registry
  /** @param route the pattern of the address, such as `/bills/:number/` */
  countRequest(method: string, route: string, status: number, seconds: number): void
}

// From a page out of memory to the longest that anybody waits.
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'kerbside_' })
  const requests = new Counter({
    name: 'kerbside_http_requests_total',
    help: 'Requests answered, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const duration = new Histogram({
    name: 'kerbside_http_request_seconds',
    help: 'Time from the head of a request to its answer, by route.',
    labelNames: ['route'],
    buckets: BUCKETS,
    registers: [registry],
  })
  // Looking a child up by its labels costs more than counting.
  const bound = new Map<string, { inc(): void; observe(seconds: number): void }>()
  return {
    registry,
    countRequest(method, route, status, seconds) {
      const key = `${method} ${status} ${route}`
      let child = bound.get(key)
      if (!child) {
        const count = requests.labels(method, route, String(status))
        const time = duration.labels(route)
        child = { inc: () => count.inc(), observe: (value) => time.observe(value) }
        bound.set(key, child)
      }
      child.inc()
      child.observe(seconds)
    },
  }
}
