/** Everything that a page is built from. */
export { type Asset, assetPath, findAsset } from './assets.ts'
export { csrfFieldName, emptyForm, type FormError, type FormState, filledForm, isRefused } from './form-state.ts'
export { createFormats, type Formats } from './formats.ts'
export { attributes, type Content, type Html, html } from './html.ts'
export { type IconName, icon } from './icons.ts'
export { type Page, page } from './layout.ts'
export { listAddress } from './list-address.ts'
export { type Mail, type MailedCode, mail } from './mail.ts'
export {
  customerNavigation,
  type Navigation,
  type NavLink,
  type StaffScreen,
  staffNavigation,
  staffScreens,
} from './navigation.ts'
export { type Button, button, buttonRow, type LinkButton, linkButton } from './parts/button/button.ts'
export { buttonCard, type Card, card, cardGrid, figureCard, linkCard } from './parts/card/card.ts'
export { checkbox, type Radios, radios, ticked } from './parts/choices/choices.ts'
export { type CodeField, codeField, digitsField } from './parts/code-field/code-field.ts'
export { type Confirmation, confirmation } from './parts/confirmation/confirmation.ts'
export { copyButton } from './parts/copy-button/copy-button.ts'
export { type Countdown, countdown } from './parts/countdown/countdown.ts'
export { type Column, type DataTable, dataTable } from './parts/data-table/data-table.ts'
export { type Delivery, type DeliveryState, delivery, deliveryAgain } from './parts/delivery/delivery.ts'
export { type Description, descriptionList } from './parts/description-list/description-list.ts'
export { type Disclosure, disclosure, type LateDisclosure, lateDisclosure } from './parts/disclosure/disclosure.ts'
export { type EmptyState, emptyState } from './parts/empty-state/empty-state.ts'
export { errorSummary } from './parts/error-summary/error-summary.ts'
export type { Field } from './parts/field/field.ts'
export { type Filters, filters } from './parts/filters/filters.ts'
export { csrfField, hiddenField, type PostForm, postForm } from './parts/form/form.ts'
export { instant } from './parts/instant/instant.ts'
export { languageFields, languagesHref } from './parts/languages/languages.ts'
export { lines } from './parts/lines/lines.ts'
export { matchLine, matchMark } from './parts/match-mark/match-mark.ts'
export { more } from './parts/more/more.ts'
export { type NoticePart, notice } from './parts/notice/notice.ts'
export { type Pagination, pagination } from './parts/pagination/pagination.ts'
export { type PasskeyForm, passkeyForm } from './parts/passkey/passkey.ts'
export { type Progress, progress } from './parts/progress/progress.ts'
export { type Select, select } from './parts/select/select.ts'
export { type Steps, steps } from './parts/steps/steps.ts'
export { type Sum, sums } from './parts/sums/sums.ts'
export { type Tab, tabs } from './parts/tabs/tabs.ts'
export { tag } from './parts/tag/tag.ts'
export {
  dateField,
  emailField,
  moneyField,
  type TextField,
  telField,
  textArea,
  textField,
} from './parts/text-field/text-field.ts'
export { verbatim } from './parts/verbatim/verbatim.ts'
export { stylesPage } from './styles/styles-page.ts'
export { createViews, type Notice, type Person, type Tone, type View, type ViewRequest } from './view.ts'
