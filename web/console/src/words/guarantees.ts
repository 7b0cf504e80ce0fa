import { GuaranteeState, type Guarantee } from '@ledger/client/gen/ledger/v1/guarantee_pb.js';
import { term } from './vocabulary.js';

/** A guarantee's state at a time of the chain: EXPIRED is not written, it follows from its end (docs/spec/guarantee.md). */
export function stateOf({ state, terms }: Guarantee, time: bigint): GuaranteeState {
  return state === GuaranteeState.REVEALED && terms && time >= terms.validUntil ? GuaranteeState.EXPIRED : state;
}

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
