/** A minute as a timetable sees it, without its year; `dow` counts from Sunday, which is 0. */
export interface Minute {
  min: number
  hour: number
  date: number
  month: number
  dow: number
}

/** The minute in England at a minute in UTC. */
export function inEngland(utc: Minute): Minute {
  if (!isSummer(utc)) return utc
  if (utc.hour < 23) return { ...utc, hour: utc.hour + 1 }
  return { ...utc, ...dayAfter(utc), hour: 0, dow: (utc.dow + 1) % 7 }
}

/** From one o'clock UTC on the last Sunday of March to one o'clock on the last Sunday of October. */
function isSummer({ month, date, dow, hour }: Minute): boolean {
  if (month !== 3 && month !== 10) return month > 3 && month < 10
  const lastSunday = date - dow
  const isPast = lastSunday > 24 && (dow > 0 || hour >= 1)
  return month === 3 ? isPast : !isPast
}

/** Of a day in summer, which knows no February. */
function dayAfter({ month, date }: Minute): Pick<Minute, 'month' | 'date'> {
  const days = [4, 6, 9].includes(month) ? 30 : 31
  return date < days ? { month, date: date + 1 } : { month: month + 1, date: 1 }
}
