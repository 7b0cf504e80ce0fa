import { chinese } from './language.js';

/** ¥ with two decimals from fen, exact whatever the amount. */
export function money(fen: bigint): string {
  const sign = fen < 0n ? '−' : '';
  const abs = fen < 0n ? -fen : fen;
  return `${sign}¥${grouped(abs / 100n)}.${(abs % 100n).toString().padStart(2, '0')}`;
}

/** A whole number with its thousands parted. */
export function grouped(value: bigint | number | string): string {
  return value.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

const digits = '零壹贰叁肆伍陆柒捌玖';
const units = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '万亿'];

/** 人民币大写 of an amount in fen, as 支付结算办法 and its annex write it. */
export function capitals(fen: bigint): string {
  if (fen < 0n) {
    return `负${capitals(-fen)}`;
  }
  const yuan = yuanCapitals(fen / 100n);
  const [jiao, cent] = [Number(fen / 10n % 10n), Number(fen % 10n)];
  const gap = jiao === 0 && cent > 0 && yuan !== '' ? '零' : '';
  const rest = `${jiao > 0 ? `${digits[jiao]}角` : gap}${cent > 0 ? `${digits[cent]}分` : ''}`;
  const whole = yuan === '' ? (rest === '' ? '零元' : '') : `${yuan}元`;
  return `人民币${whole}${cent > 0 ? rest : `${rest}整`}`;
}

function yuanCapitals(yuan: bigint): string {
  let text = '';
  let zero = false;
  const figures = yuan.toString();
  for (let i = 0; i < figures.length; i++) {
    const place = figures.length - 1 - i;
    const digit = Number(figures[i]);
    if (digit > 0) {
      text += `${zero && text !== '' ? '零' : ''}${digits[digit]}${units[place % 4]}`;
      zero = false;
    } else {
      zero = true;
    }
    if (place % 4 === 0 && place > 0 && yuan / 10n ** BigInt(place) % 10_000n !== 0n) {
      text += groups[place / 4];
    }
  }
  return text;
}

/** A time of the chain, UTC milliseconds, in China Standard Time. */
export function moment(time: bigint): string {
  const shifted = new Date(Number(time) + 8 * 3_600_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 19)} +08:00`;
}

/** How long ago, in words. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [value, zh, en] = seconds < 90 ? [seconds, '秒', 's'] : seconds < 5_400 ? [Math.floor(seconds / 60), '分钟', 'min']
    : seconds < 172_800 ? [Math.floor(seconds / 3_600), '小时', 'h'] : [Math.floor(seconds / 86_400), '天', 'days'];
  return chinese.value ? `${value} ${zh}前` : `${value} ${en} ago`;
}

/** The ends of a long name of hexadecimal digits. */
export function short(hex: string): string {
  return hex.length > 18 ? `${hex.slice(0, 8)}…${hex.slice(-6)}` : hex;
}
