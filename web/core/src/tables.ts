import type { DescMessage } from '@bufbuild/protobuf';
import { startsWith, utf8 } from './bytes.js';
import * as account from './gen/ledger/v1/account_pb.js';
import { ValidatorSetSchema } from './gen/ledger/v1/block_pb.js';
import { GuarantorCardSchema } from './gen/ledger/v1/card_pb.js';
import * as trust from './gen/ledger/v1/catrust_pb.js';
import * as credential from './gen/ledger/v1/credential_pb.js';
import { CosignatureSchema, SessionRecordSchema, SupervisionFindingSchema } from './gen/ledger/v1/evidence_pb.js';
import { ChainLimitsSchema } from './gen/ledger/v1/genesis_pb.js';
import * as guarantee from './gen/ledger/v1/guarantee_pb.js';
import * as membership from './gen/ledger/v1/membership_pb.js';
import * as tender from './gen/ledger/v1/tender_pb.js';

/** A table of the state (docs/spec/storage-keys.md): its keys begin with its name and a slash, its values are records of one message. */
export interface StateTable {
  name: string;
  record: DescMessage;
}

const list: [string, DescMessage][] = [
  ['membership/member', membership.MemberSchema],
  ['membership/validators', ValidatorSetSchema],
  ['membership/receipt_key', membership.ReceiptKeySchema],
  ['membership/cosigners', membership.CosignerKeysSchema],
  ['membership/limits', ChainLimitsSchema],
  ['membership/rules', membership.RuleVersionSchema],
  ['membership/proposal', membership.ProposalSchema],
  ['account/subject', account.SubjectSchema],
  ['account/certificate', account.CertificateRecordSchema],
  ['account/certificate_der', account.CertificateDerSchema],
  ['account/certificate_by_serial', account.CertificateRefSchema],
  ['account/local_account', account.LocalAccountSchema],
  ['account/key', account.KeyRecordSchema],
  ['account/operator', account.OperatorSchema],
  ['tender/project', tender.ProjectSchema],
  ['tender/project_change', tender.ProjectChangeSchema],
  ['tender/section', tender.SectionSchema],
  ['tender/notice', tender.NoticeSchema],
  ['tender/bond_cap', tender.BondCapScheduleSchema],
  ['tender/rule', tender.TenderRuleScheduleSchema],
  ['tender/work_calendar', tender.WorkCalendarSchema],
  ['tender/decryption_failure', tender.DecryptionFailureSchema],
  ['tender/bidder', tender.ListedBidderSchema],
  ['guarantee/guarantee', guarantee.GuaranteeSchema],
  ['guarantee/by_section', guarantee.GuaranteeRefSchema],
  ['guarantee/by_bidder', guarantee.GuaranteeRefSchema],
  ['guarantee/card', GuarantorCardSchema],
  ['catrust/authority', trust.CertificateAuthoritySchema],
  ['catrust/standing', trust.AuthorityStandingSchema],
  ['catrust/by_name', trust.AuthorityIdsSchema],
  ['catrust/acceptance', trust.AcceptanceHistorySchema],
  ['catrust/floor', trust.FloorHistorySchema],
  ['catrust/freshness', trust.FreshnessHistorySchema],
  ['catrust/revocation', trust.RevocationSchema],
  ['catrust/crl', trust.RevocationListsSchema],
  ['catrust/crl_upload', trust.CrlUploadSchema],
  ['catrust/crl_part', trust.CrlPartSchema],
  ['catrust/crl_queue', trust.CrlQueueSchema],
  ['evidence/sessions', SessionRecordSchema],
  ['evidence/newest', SessionRecordSchema],
  ['evidence/cosignatures', CosignatureSchema],
  ['evidence/findings', SupervisionFindingSchema],
  ['credential/record', credential.CredentialRecordSchema],
  ['credential/commitments', credential.CommittedCredentialSchema],
  ['credential/check', credential.CredentialCheckSchema],
  ['credential/certificate_no', credential.CredentialRefSchema],
  ['credential/performance', credential.CredentialRefSchema],
  ['credential/catalog', credential.QualificationTypeScheduleSchema],
  ['credential/competence', credential.CompetenceScheduleSchema],
];

/** All tables whose records are messages. */
export const tables: StateTable[] = list.map(([name, record]) => ({ name, record }));

const prefixes = tables.map((known) => ({ known, prefix: utf8(`${known.name}/`) }));

/** The table that a key is of; null where this program knows none, as of an execution's own bookkeeping. */
export function table(key: Uint8Array): StateTable | null {
  return prefixes.find(({ prefix }) => startsWith(key, prefix))?.known ?? null;
}
