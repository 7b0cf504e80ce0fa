import { fromBinary, toBinary, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import { equal, startsWith, utf8 } from '../bytes.js';
import { PassportKind, PassportSchema, type Passport } from '../gen/ledger/v1/passport_pb.js';

/** What every passport of this version begins with. */
export const passportMagic = utf8('ledger/passport1');

/** Longest file, in bytes. */
export const passportBytesMax = 1024 * 1024;

const blocksMax = 1024;
const headersMax = 1024;
const transactionsMax = 64;
const attachmentsMax = 64;

/** Why bytes are no passport that is read here; `newer` says nothing against them. */
export interface FormFault {
  newer: boolean;
  detail: string;
}

/** A message in its one encoding: fields in their order, none unknown or twice, numbers as short as they go; null for any other bytes. */
export function readCanonical<Schema extends DescMessage>(schema: Schema, bytes: Uint8Array): MessageShape<Schema> | null {
  try {
    const read = fromBinary(schema, bytes, { readUnknownFields: false });
    return equal(toBinary(schema, read), bytes) ? read : null;
  } catch {
    return null; // no protobuf at all
  }
}

/** Reads a file's form (docs/spec/passport.md, The file); nothing of it is checked yet. Takes any bytes. */
export function readPassport(file: Uint8Array): Passport | FormFault {
  if (file.length > passportBytesMax) {
    return fault(`it has ${file.length} bytes; the most is ${passportBytesMax}`);
  }
  if (!startsWith(file, passportMagic)) {
    const version = passportMagic.length - 1;
    return startsWith(file, passportMagic.subarray(0, version)) && file.length > version
      ? { newer: true, detail: 'it is of another version than 1' }
      : fault('it does not begin with the magic of passports');
  }
  const passport = readCanonical(PassportSchema, file.subarray(passportMagic.length));
  if (!passport) {
    return fault('it is not in the one encoding: a field is unknown, twice, out of order, or longer than needed');
  }
  const wrong = countsOf(passport);
  return wrong === null ? passport : fault(wrong);
}

export const isFault = (read: Passport | FormFault): read is FormFault => 'newer' in read;

const fault = (detail: string): FormFault => ({ newer: false, detail });

function countsOf({ kind, blocks, certificates, openings, commitments, presentation }: Passport): string | null {
  if (kind !== PassportKind.GUARANTEE && kind !== PassportKind.CREDENTIAL) {
    return `its kind ${kind} is not known`;
  }
  if (blocks.length < 1 || blocks.length > blocksMax) {
    return `it has ${blocks.length} blocks; it must have 1 to ${blocksMax}`;
  }
  if (Math.max(certificates.length, openings.length) > attachmentsMax) {
    return `it has ${certificates.length} certificates and ${openings.length} openings; the most is ${attachmentsMax} of each`;
  }
  if (blocks.some((block) => block.headers.length > headersMax || block.transactions.length > transactionsMax)) {
    return `a block has more than ${headersMax} headers above it or ${transactionsMax} transactions`;
  }
  // What a kind does not read is not in its passports: every byte counts.
  if (kind === PassportKind.GUARANTEE) {
    return commitments || presentation ? "it is a guarantee's and carries parts of a credential's" : null;
  }
  return !commitments || !presentation ? "it is a credential's without commitments or presentation"
    : blocks.some((block) => block.transactions.length > 0) ? "it is a credential's and carries transactions"
    : null;
}
