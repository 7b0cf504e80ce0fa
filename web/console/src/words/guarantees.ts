import { GuaranteeState } from '@ledger/client/gen/ledger/v1/guarantee_pb.js';
import { term } from './vocabulary.js';

export const guaranteeState = (state: GuaranteeState) => term('GuaranteeState', GuaranteeState[state]);

export function guaranteeTone(state: GuaranteeState): string {
  switch (state) {
    case GuaranteeState.REVEALED:
    case GuaranteeState.RELEASED:
      return 'ok';
    case GuaranteeState.CLAIMED:
    case GuaranteeState.PAY_SUSPENDED:
      return 'warn';
    case GuaranteeState.REFUSED:
    case GuaranteeState.PAID:
      return 'bad';
    default:
      return '';
  }
}
