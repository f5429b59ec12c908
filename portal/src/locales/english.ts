import ui from './en/ui.json' with { type: 'json' }

/**
 * Every English text, by its key. English comes by import, unlike the other languages, because the compiler takes the
 * keys from it: a page that asks for a text that is not there does not compile. A new folder adds its line here.
 */
export const english = {
  ...ui,
}

/** The name of a text, `folder.page.part`. */
export type TextKey = keyof typeof english
