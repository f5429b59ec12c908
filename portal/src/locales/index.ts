export { isTextKey, type TextKey } from './english.ts'
export {
  type Direction,
  directions,
  formattingTags,
  isLocale,
  type Locale,
  languageName,
  localeOf,
  locales,
} from './languages.ts'
export { pickLocale } from './negotiate.ts'
export { compose, type PieceValues, type TextValues, type Translate, translate } from './translate.ts'
