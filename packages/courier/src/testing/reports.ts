/** What a mail server writes of one recipient. */
export interface ReportedRecipient {
  readonly to?: string
  readonly original?: string
  readonly action?: string
  readonly status?: string
  readonly diagnostic?: string
}

/** A delivery status report as mail servers write it (RFC 3464), about the mail with this Message-ID. */
export function deliveryReport(messageId: string | undefined, ...recipients: readonly ReportedRecipient[]): string {
  const blocks = recipients.map(
    ({ to = 'ann@example.org', original, action = 'failed', status = '5.1.1', diagnostic }) =>
      [
        `Final-Recipient: rfc822; ${to}`,
        ...(original ? [`Original-Recipient: rfc822;${original}`] : []),
        `Action: ${action}`,
        `Status: ${status}`,
        'Remote-MTA: dns; mx.example.org',
        ...(diagnostic ? [`Diagnostic-Code: smtp; ${diagnostic}`] : []),
      ].join('\r\n'),
  )
  const report = `Reporting-MTA: dns; mail.example.net\r\n\r\n${blocks.join('\r\n\r\n')}\r\n`
  return mailOf('delivery-status', 'message/delivery-status', report, messageId)
}

/** A complaint as providers write it (RFC 5965). */
export const complaint = (messageId: string, feedbackType = 'abuse'): string =>
  mailOf(
    'feedback-report',
    'message/feedback-report',
    `Feedback-Type: ${feedbackType}\r\nUser-Agent: Example/1.0\r\nVersion: 1\r\n`,
    messageId,
  )

function mailOf(reportType: string, type: string, report: string, messageId: string | undefined): string {
  const returned = messageId
    ? `--edge\r\nContent-Type: text/rfc822-headers\r\n\r\nReturn-Path: <noreply@example.net>\r\nMessage-ID: ${messageId}\r\nSubject: Your bill\r\n\r\n`
    : ''
  return `From: Mail Delivery System <MAILER-DAEMON@mail.example.net>
To: noreply@example.net
Subject: Undelivered Mail Returned to Sender
Message-ID: <20260302090000.1234@mail.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=${reportType};
 boundary="edge"

This is a MIME-encapsulated message.
--edge
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered.

--edge
Content-Type: ${type}

${report}
${returned}--edge--
`.replaceAll(/\r?\n/g, '\r\n')
}
