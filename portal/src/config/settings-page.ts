import type { Setting } from './settings.ts'
import { settings } from './settings.ts'

/** The table of `docs/settings.md`: a row a setting, with its default and what it does. */
export function settingsTable(): string {
  const rows = Object.entries<Setting<unknown>>(settings).map(
    ([name, { shownDefault, meaning }]) => `| \`${name}\` | ${shownDefault} | ${meaning} |`,
  )
  return ['| Setting | Default | What it does |', '|---|---|---|', ...rows].join('\n')
}
