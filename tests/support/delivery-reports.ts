/** Mail that comes back, in the shapes in which three sorts of mail server write it; the words are ours. */

export interface Reported {
  /** Of the mail that it is about, without brackets. */
  messageId: string
  to: string
  action?: string
  /** The second part, in place of the usual one. */
  status?: string
  /** Put into the returned message: what must be kept nowhere. */
  body?: string
}

const mail = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'))

/** With the headers of the message folded, the report in 8 bits, and the whole message returned. */
export const likePostfix = ({ messageId, to, action = 'failed', status, body = 'Words' }: Reported): Buffer =>
  mail(
    'Return-Path: <>',
    'Received: by mx1.anyshire.example (Postfix) id 4F1B2200C1; Mon, 23 Nov 2026 09:01:00 +0000 (GMT)',
    'Date: Mon, 23 Nov 2026 09:01:00 +0000 (GMT)',
    'From: MAILER-DAEMON@mx1.anyshire.example (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4F1B2200C1.1795424460/mx1.anyshire.example"',
    'Content-Transfer-Encoding: 8bit',
    'Message-Id: <20261123090100.4F1B2200C1@mx1.anyshire.example>',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4F1B2200C1.1795424460/mx1.anyshire.example',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Your mail could not be delivered.',
    '',
    '--4F1B2200C1.1795424460/mx1.anyshire.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    ...(status ?? postfixStatus(to, action)).split('\n'),
    '',
    '--4F1B2200C1.1795424460/mx1.anyshire.example',
    'Content-Description: Undelivered Message',
    'Content-Type: message/rfc822',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Return-Path: <goldenthread@anyshire.example>',
    'From: goldenthread@anyshire.example',
    `To: ${to}`,
    'Subject: Your milestones for',
    ' November',
    `Message-ID: <${messageId}>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
    '',
    '--4F1B2200C1.1795424460/mx1.anyshire.example--',
    '',
  )

const postfixStatus = (to: string, action: string): string =>
  [
    'Reporting-MTA: dns; mx1.anyshire.example',
    'X-Postfix-Queue-ID: 4F1B2200C1',
    'Arrival-Date: Mon, 23 Nov 2026 09:00:58 +0000 (GMT)',
    '',
    `Final-Recipient: rfc822; ${to}`,
    `Original-Recipient: rfc822;${to}`,
    `Action: ${action}`,
    `Status: ${action === 'failed' ? '5.1.1' : '4.4.1'}`,
    'Remote-MTA: dns; mx.health.example',
    `Diagnostic-Code: smtp; 550 5.1.1 <${to}>: Recipient address rejected:`,
    '    User unknown in virtual mailbox table',
  ].join('\n')

/** Names of fields and values in other letters, the address led on to another, only the headers returned. */
export const likeExchange = ({ messageId, to, action = 'failed' }: Reported): Buffer =>
  mail(
    'Received: from DB9.prod.example (::1) by LO4.prod.example with HTTPS; Mon, 23 Nov 2026 09:02:00 +0000',
    'Content-Type: multipart/report;',
    ' report-type=delivery-status; boundary="16f4e0a2-5b9a-4c2b-8a5e-3e9c1b7d2f10"',
    'MIME-Version: 1.0',
    'From: postmaster@health.example',
    'To: goldenthread@anyshire.example',
    'Subject: Undeliverable: Your milestones for November',
    'Auto-Submitted: auto-replied',
    '',
    '--16f4e0a2-5b9a-4c2b-8a5e-3e9c1b7d2f10',
    'Content-Type: multipart/alternative; differences=Content-Type;',
    ' boundary="a5cf9d0b-inner"',
    '',
    '--a5cf9d0b-inner',
    'Content-Type: text/html; charset="us-ascii"',
    '',
    '<p>Your message to <a href="mailto:someone">someone</a> could not be delivered.</p>',
    '--a5cf9d0b-inner--',
    '',
    '--16f4e0a2-5b9a-4c2b-8a5e-3e9c1b7d2f10',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns;LO4.prod.example',
    'Received-From-MTA: dns;mx1.anyshire.example',
    'Arrival-Date: Mon, 23 Nov 2026 09:01:58 +0000',
    '',
    `original-recipient: RFC822;${to.toUpperCase()}`,
    'Final-Recipient: rfc822;led-on@health.example',
    `action: ${action.toUpperCase()}`,
    'Status: 5.1.10',
    'Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    'X-Display-Name: Someone',
    '',
    '',
    '--16f4e0a2-5b9a-4c2b-8a5e-3e9c1b7d2f10',
    'Content-Type: text/rfc822-headers',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'From: <goldenthread@anyshire.example>',
    `Message-ID:=20<${messageId.slice(0, 20)}=`,
    `${messageId.slice(20)}>`,
    'Subject: Your milestones for November',
    '',
    '--16f4e0a2-5b9a-4c2b-8a5e-3e9c1b7d2f10--',
  )

/** A part around a part for people, a boundary without quotes, the cause named in the report too, and lines that end in "\n". */
export const likeGmail = ({ messageId, to, action = 'failed' }: Reported): Buffer =>
  Buffer.from(
    [
      'Delivered-To: goldenthread@anyshire.example',
      'Content-Type: multipart/report; boundary=000000000000b1c2d305e1f2a3b4; report-type="delivery-status"',
      `In-Reply-To: <${messageId}>`,
      'Subject: Delivery Status Notification (Failure)',
      '',
      '--000000000000b1c2d305e1f2a3b4',
      'Content-Type: multipart/related; boundary="000000000000b1c2d305e1f2a3b5"',
      '',
      '--000000000000b1c2d305e1f2a3b5',
      'Content-Type: text/plain; charset="UTF-8"',
      '',
      '** Address not found **',
      '--000000000000b1c2d305e1f2a3b5--',
      '--000000000000b1c2d305e1f2a3b4',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; googlemail.example',
      `X-Original-Message-ID: <${messageId}>`,
      '',
      `Final-Recipient: rfc822; ${to}`,
      `Action: ${action}`,
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.',
      ' 550 5.1.1 Check the address',
      'Last-Attempt-Date: Mon, 23 Nov 2026 01:02:03 -0800 (PST)',
      '',
      '--000000000000b1c2d305e1f2a3b4',
      'Content-Type: message/rfc822',
      '',
      'From: goldenthread@anyshire.example',
      `Message-ID: <${messageId}>`,
      '',
      'Words',
      '--000000000000b1c2d305e1f2a3b4--',
      '',
    ].join('\n'),
  )
