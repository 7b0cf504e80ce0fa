import type { Failure } from '../ledger/protocol.js';
import { chinese, t } from './language.js';

/** What a failure says to a person: what was wrong, and what to do. */
export function explain(failure: Failure): { title: string; what: string; todo: string } {
  switch (failure.cause) {
    case 'unreachable':
      return {
        title: t('节点没有应答', 'The node does not answer'),
        what: t('没有收到答复，这不说明链上记录有任何问题。', 'No answer came. That says nothing about what is on the chain.'),
        todo: t('请检查网络；页面每两秒会自动再问一次。', 'Check the network; the page asks again every two seconds.'),
      };
    case 'unknown':
      return {
        title: t('这个节点没有见过它', 'This node has never seen it'),
        what: t('它可能从未提交，也可能还没到这里：单凭标识无法证明它不存在。', 'It may never have been sent, or not have come here yet: of an id alone nobody can prove that there is none.'),
        todo: t('请核对标识，或稍后再问。', 'Check the id, or ask again later.'),
      };
    case 'refused':
      return {
        title: t('节点拒绝了这个问题', 'The node refused the question'),
        what: failure.rule ? (chinese.value ? failure.rule.zh : failure.rule.en) : failure.message,
        todo: failure.remedy ? (chinese.value ? failure.remedy.zh : failure.remedy.en) : '',
      };
    case 'checked':
      return { ...verdict(failure), what: failure.message };
    default:
      return {
        title: t('本页出错', 'This page failed'),
        what: failure.message,
        todo: t('请重新载入；若仍如此，请换一个浏览器。', 'Load it again; if it stays so, try another browser.'),
      };
  }
}

function verdict({ verdict, kind }: Failure): { title: string; todo: string } {
  switch (verdict) {
    case 'untrusted':
      return kind === 'OTHER_CHAIN'
        ? {
            title: t('这是另一条链', 'This is another chain'),
            todo: t('请核对网址。若运营者告知已更换链，可在「为何可信」页忘记原来的链。', 'Check the address. If its operator says that the chain was replaced, forget the old one under “Why believe it”.'),
          }
        : {
            title: t('签署者不受信任', 'Its signers are not trusted'),
            todo: t('签署者不在创世文件推出的验证节点之中。请换一个节点核对。', 'They are not validators that follow from the genesis file. Compare with another node.'),
          };
    case 'stale':
      return {
        title: t('节点落后了', 'The node has fallen behind'),
        todo: t('它给出的区块比本浏览器已见过的更旧。请稍候，或换一个节点。', 'It shows an older block than this browser has seen. Wait, or use another node.'),
      };
    case 'newer':
      return {
        title: t('本页版本过旧', 'This page is too old'),
        todo: t('记录用的是更新的格式，这不说明它有问题。请重新载入页面。', 'The record is of a newer format, which says nothing against it. Load the page again.'),
      };
    case 'unverified':
      return {
        title: t('缺少证明', 'The proof is missing'),
        todo: t('节点没有给出足够的证明。请换一个节点再问。', 'The node did not show what would prove it. Ask another node.'),
      };
    default:
      return {
        title: t('证明不成立', 'The proof does not hold'),
        todo: t('请不要采信，并告知该节点的运营者与监管部门。', 'Do not rely on it, and tell the node’s operator and the regulator.'),
      };
  }
}
