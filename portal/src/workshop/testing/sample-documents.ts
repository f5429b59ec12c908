import type { PrintedDocument } from '../document.ts'

/** A bill with names in all scripts. */
export function sampleBill(overrides: Partial<PrintedDocument> = {}): PrintedDocument {
  return {
    language: 'en',
    direction: 'ltr',
    title: 'Bill B-2026-000123',
    createdAt: Date.UTC(2026, 2, 1),
    sender: { name: 'Green Valley Waste', lines: ['1 Depot Road', 'Kathmandu', 'bills@example.org'] },
    recipient: ['Sita Sharma (सीता शर्मा)', 'محمد القحطاني', '12 Hill Street'],
    heading: 'Bill for March 2026',
    lead: 'Please pay Rs 1,412.50 by 15 March 2026.',
    facts: [
      { label: 'Bill number', value: 'B-2026-000123' },
      { label: 'Customer number', value: 'C-100017' },
    ],
    tables: [
      {
        heading: 'New charges',
        columns: [
          { label: 'What', holds: 'text' },
          { label: 'Quantity', holds: 'numbers' },
          { label: 'Price', holds: 'numbers' },
          { label: 'Amount', holds: 'numbers' },
        ],
        rows: [
          {
            cells: ['Household collection, 1 to 12 March', '1', 'Rs 300.00', 'Rs 120.00'],
            detail: '12 of 30 days; price since 1 January 2026',
          },
          { cells: ['Garden waste, bag', '5', 'Rs 25.00', 'Rs 125.00'] },
        ],
        totals: [
          { label: 'New charges', value: 'Rs 245.00', emphasis: 'plain' },
          { label: 'Total due', value: 'Rs 1,412.50', emphasis: 'strong' },
        ],
      },
    ],
    notes: [{ heading: 'How to pay', lines: ['At any counter, with your customer number.'] }],
    code: {
      text: 'https://portal.example.org/check/abc',
      alternative: 'QR code of the page that confirms this bill',
      caption: 'Is this bill real?',
    },
    pageLine: 'Page {page} of {pages}',
    ...overrides,
  }
}

export const arabicBill = (): PrintedDocument =>
  sampleBill({
    language: 'ar',
    direction: 'rtl',
    title: 'الفاتورة B-2026-000123',
    heading: 'فاتورة مارس 2026',
    lead: 'يرجى دفع 1,412.50 ر.ن قبل 15 مارس 2026.',
    recipient: ['محمد القحطاني', '12 Hill Street'],
    facts: [
      { label: 'رقم الفاتورة', value: 'B-2026-000123' },
      { label: 'رقم العميل', value: 'C-100017' },
    ],
    tables: [
      {
        heading: 'رسوم جديدة',
        columns: [
          { label: 'البيان', holds: 'text' },
          { label: 'الكمية', holds: 'numbers' },
          { label: 'المبلغ', holds: 'numbers' },
        ],
        rows: [{ cells: ['جمع النفايات المنزلية', '1', '120.00 ر.ن'], detail: '12 من 30 يومًا' }],
        totals: [{ label: 'الإجمالي المستحق', value: '1,412.50 ر.ن', emphasis: 'strong' }],
      },
    ],
    notes: [{ heading: 'كيفية الدفع', lines: ['في أي مكتب، مع رقم العميل.'] }],
    pageLine: 'صفحة {page} من {pages}',
  })

export const nepaliBill = (): PrintedDocument =>
  sampleBill({
    language: 'ne',
    title: 'बिल B-2026-000123',
    heading: 'मार्च 2026 को बिल',
    lead: 'कृपया 15 मार्च 2026 सम्म रु 1,412.50 तिर्नुहोस्।',
    recipient: ['सीता शर्मा', 'काठमाडौँ'],
    pageLine: 'पृष्ठ {page} / {pages}',
  })
