import type { View, ViewRequest } from '../view.ts'
import { createViews } from '../view.ts'

/** The instant of every test page: 14:50 in Kathmandu, on 4 March 2026. */
export const testNow = Date.UTC(2026, 2, 4, 9, 5)

/** A view for tests of pages: English, nobody signed in, unless the test says otherwise. */
export function testView(request: Partial<ViewRequest> = {}): View {
  return view({ locale: 'en', now: testNow, csrf: 'test-token', path: '/', ...request })
}

const view = createViews({ operator: 'Green & Sons', timeZone: 'Asia/Kathmandu' })
