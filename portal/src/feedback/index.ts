import type { Feature } from '../web/feature.ts'
import { feedbackApi } from './api.ts'
import { feedbackRoutes } from './routes.ts'

export const feedback: Feature = {
  routes: () => ({ folder: 'feedback', customer: feedbackRoutes(), token: feedbackApi() }),
}
