import { useTranslation } from 'react-i18next'
import type { CallStatistics } from '@contract/telephony/call-statistics'
import { useCodecText } from '../i18n/use-codec-text'
import './statistics-table.css'

const directions = ['received', 'sent'] as const

/** What was measured over a call, a row for each direction. */
export function StatisticsTable({ statistics }: { statistics: CallStatistics }) {
  const { t, i18n } = useTranslation()
  const codecText = useCodecText()
  const { codec, encryption, roundTripMs } = statistics
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value)
  return (
    <div className="statistics-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('quality.label')}</th>
            <th scope="col">{t('history.columns.mos')}</th>
            <th scope="col">{t('history.columns.lowestMos')}</th>
            <th scope="col">{t('history.columns.loss')}</th>
            <th scope="col">{t('history.columns.jitter')}</th>
          </tr>
        </thead>
        <tbody>
          {directions.map((direction) => {
            const stream = statistics[direction]
            return (
              <tr key={direction}>
                <th scope="row">{t(`history.directions.${direction}`)}</th>
                {stream ? (
                  <>
                    <td>{number(stream.mos)}</td>
                    <td>{number(stream.lowestMos)}</td>
                    <td>{t('history.percent', { value: number(stream.lossPercent) })}</td>
                    <td>{t('history.milliseconds', { value: number(stream.jitterMs) })}</td>
                  </>
                ) : (
                  <td colSpan={4} className="statistics-table__unknown">
                    {t('history.notReported')}
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
      <p>
        {codecText(codec)}, {t(`quality.encryption.${encryption}`)}.
        {roundTripMs !== null && ` ${t('quality.roundTrip', { delay: number(roundTripMs) })}`}
      </p>
    </div>
  )
}
