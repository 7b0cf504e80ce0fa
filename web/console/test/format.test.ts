import { describe, expect, it } from 'vitest';
import { capitals, grouped, money, moment } from '../src/words/format.js';

describe('amounts', () => {
  it.each([
    [0n, '¥0.00'], [1n, '¥0.01'], [123_456n, '¥1,234.56'], [-5n, '−¥0.05'], [913_000_000_000n, '¥9,130,000,000.00'],
    [9_223_372_036_854_775_807n, '¥92,233,720,368,547,758.07'],
  ])('%d fen', (fen, text) => {
    expect(money(fen)).toBe(text);
  });

  // 支付结算办法, annex 1: zeros between are read once, and 整 ends what has no 分.
  it.each([
    [0n, '人民币零元整'], [5n, '人民币伍分'], [50n, '人民币伍角整'], [100n, '人民币壹元整'], [105n, '人民币壹元零伍分'], [1_000n, '人民币壹拾元整'],
    [140_950n, '人民币壹仟肆佰零玖元伍角整'], [600_714n, '人民币陆仟零柒元壹角肆分'], [10_710_002n, '人民币壹拾万零柒仟壹佰元零贰分'],
    [80_000_000n, '人民币捌拾万元整'], [1_000_000_000n, '人民币壹仟万元整'], [10_000_000_100n, '人民币壹亿零壹元整'], [100_050_000n, '人民币壹佰万零伍佰元整'],
    [913_000_000_000n, '人民币玖拾壹亿叁仟万元整'], [-100n, '负人民币壹元整'],
  ])('%d fen in capitals', (fen, text) => {
    expect(capitals(fen)).toBe(text);
  });

  it('parts thousands', () => {
    expect(grouped(1_234_567)).toBe('1,234,567');
    expect(grouped('999')).toBe('999');
  });
});

it('shows times of the chain in China Standard Time', () => {
  expect(moment(1_577_151_000_000n)).toBe('2019-12-24 09:30:00 +08:00');
  expect(moment(1_577_115_000_000n)).toBe('2019-12-23 23:30:00 +08:00');
});
