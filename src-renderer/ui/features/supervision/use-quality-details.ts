import { useTranslation } from 'react-i18next'
import type { CallQuality, StreamQuality } from '@contract/telephony/call-quality'
import { useCodecText } from '../../i18n/use-codec-text'

/** What was measured, in words. */
export function useQualityDetails(quality: CallQuality | null): string {
  const { t, i18n } = useTranslation()
  const codecText = useCodecText()
  if (!quality) return ''
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value)
  const stream = (where: 'received' | 'sent', { lossPercent, jitterMs, mos }: StreamQuality) =>
    t(`quality.${where}`, {
      loss: number(lossPercent),
      jitter: number(jitterMs),
      mos: number(mos)
    })
  return [
    `${codecText(quality.codec)}, ${t(`quality.encryption.${quality.encryption}`)}.`,
    ...(quality.path ? [t(`quality.paths.${quality.path}`)] : []),
    ...(quality.received ? [stream('received', quality.received)] : []),
    ...(quality.sent ? [stream('sent', quality.sent)] : []),
    ...(quality.roundTripMs === null
      ? []
      : [t('quality.roundTrip', { delay: number(quality.roundTripMs) })])
  ].join(' ')
}
