// GSM 03.38 (3GPP TS 23.038 §6.2.1): the basic table, and its extension, of which each sign takes two places.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const EXTENDED = '^{}\\[~]|€\f'

/** How many segments an SMS takes: 160 places in GSM-7 or 70 in UCS-2, and 153 or 67 each when it takes several. */
export function countSegments(text: string): number {
  const signs = [...text]
  const isGsm = signs.every((sign) => BASIC.includes(sign) || EXTENDED.includes(sign))
  const places = isGsm ? signs.reduce((sum, sign) => sum + (EXTENDED.includes(sign) ? 2 : 1), 0) : text.length
  const [alone, joined] = isGsm ? [160, 153] : [70, 67]
  return places <= alone ? 1 : Math.ceil(places / joined)
}
