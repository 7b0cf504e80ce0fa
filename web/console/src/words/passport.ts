import type { CheckName, CheckOutcome } from '@ledger/client';
import { t } from './language.js';

/** A check of a passport in words (docs/spec/passport.md). */
export function checkName(name: CheckName): string {
  return {
    'format': t('文件格式', 'Format'),
    'genesis': t('所属的链', 'Its chain'),
    'validator-chain': t('验证节点从创世推出', 'Validators follow from genesis'),
    'quorum-certificate': t('超过三分之二签署', 'Signed by more than two thirds'),
    'state-proof': t('记录在状态之中', 'The record stands in the state'),
    'transaction-inclusion': t('出具交易在区块之中', 'The issuing transaction stands in its block'),
    'issuer-signature': t('出具人的签名', 'The issuer’s signature'),
    'issuer-certificate': t('出具人的证书', 'The issuer’s certificate'),
    'as-of-status': t('签署时的证书路径', 'The certificate’s path as of signing'),
    'commitment': t('与承诺一致', 'As it was committed to'),
    'terms': t('保函条款', 'Its terms'),
  }[name];
}

/** What became of a check, in a word. */
export function checkOutcome(outcome: CheckOutcome): string {
  return {
    passed: t('成立', 'holds'),
    failed: t('不成立', 'does not hold'),
    untrusted: t('不受信任', 'not trusted'),
    newer: t('格式更新', 'newer format'),
    notApplicable: t('不适用', 'does not apply'),
    notJudged: t('本页不核对', 'not judged here'),
    notReached: t('未到这一步', 'not reached'),
  }[outcome];
}
