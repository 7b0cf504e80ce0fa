-- The layout of an archive's database. Every comment here is what `ledger audit query` shows of a table or column, and what
-- docs/spec/archive-sql.md is made of. A change of layout is a new number in ArchiveDatabase.Layout.

CREATE TABLE chain (chain_id VARCHAR, layout INTEGER, height UBIGINT, hash VARCHAR, time TIMESTAMPTZ);
COMMENT ON TABLE chain IS 'the chain, and how far the archive reaches: one row';
COMMENT ON COLUMN chain.chain_id IS 'the hash of the genesis file';
COMMENT ON COLUMN chain.layout IS 'the number of this layout';
COMMENT ON COLUMN chain.height IS 'the newest block';
COMMENT ON COLUMN chain.hash IS 'its hash';
COMMENT ON COLUMN chain.time IS 'its time';

CREATE TABLE blocks (height UBIGINT, time TIMESTAMPTZ, hash VARCHAR, proposer VARCHAR, transactions UINTEGER, state_root VARCHAR);
COMMENT ON TABLE blocks IS 'the blocks, from 1';
COMMENT ON COLUMN blocks.time IS 'the median of the validators'' signed clocks';
COMMENT ON COLUMN blocks.hash IS 'the hash of the header';
COMMENT ON COLUMN blocks.proposer IS 'the validator that signed the batch; null of a block without one';
COMMENT ON COLUMN blocks.transactions IS 'places in the batch, those of no transaction too';
COMMENT ON COLUMN blocks.state_root IS 'the root of the state after it';

CREATE TABLE transactions (
    height UBIGINT, index UINTEGER, time TIMESTAMPTZ, id VARCHAR, certificate VARCHAR, uscc VARCHAR, code UINTEGER, result VARCHAR);
COMMENT ON TABLE transactions IS 'the transactions that landed: done, or refused in their block';
COMMENT ON COLUMN transactions.index IS 'its place in the block, from 0';
COMMENT ON COLUMN transactions.certificate IS 'the certificate that it names as its signer';
COMMENT ON COLUMN transactions.uscc IS 'whose certificate that is, as the chain has it then; null where it is not registered';
COMMENT ON COLUMN transactions.code IS '0 is done, any other a refusal''s (docs/spec/refusals.md)';
COMMENT ON COLUMN transactions.result IS 'OK, or the refusal''s name';

CREATE TABLE calls (height UBIGINT, index UINTEGER, number UINTEGER, name VARCHAR, body JSON);
COMMENT ON TABLE calls IS 'what transactions asked for';
COMMENT ON COLUMN calls.number IS 'the call''s place in the transaction, from 0';
COMMENT ON COLUMN calls.name IS 'contract and method';
COMMENT ON COLUMN calls.body IS 'the call, in the form of --json';

CREATE TABLE events (
    height UBIGINT, index UINTEGER, number UINTEGER, time TIMESTAMPTZ, type VARCHAR, table_name VARCHAR, key VARCHAR, record JSON);
COMMENT ON TABLE events IS 'what happened, each with the record that it left: the history of every record';
COMMENT ON COLUMN events.height IS '0 is genesis, whose records have the type genesis';
COMMENT ON COLUMN events.number IS 'its place in the receipt, from 0';
COMMENT ON COLUMN events.type IS 'docs/spec/events.md';
COMMENT ON COLUMN events.table_name IS 'contract and table, as in docs/spec/storage-keys.md';
COMMENT ON COLUMN events.key IS 'the record''s key in the state, as `ledger state get` takes it';
COMMENT ON COLUMN events.record IS 'the record as it then stood, in the form of --json; null where it was removed';

-- What stood at a height: SELECT * FROM records_at(1000).
CREATE MACRO records_at(at_height) AS TABLE
    SELECT table_name, key, record, height, time
    FROM (
        SELECT *, row_number() OVER (PARTITION BY key ORDER BY height DESC, index DESC, number DESC) AS age
        FROM events WHERE height <= at_height)
    WHERE age = 1 AND record IS NOT NULL;

CREATE VIEW records AS SELECT * FROM records_at(18446744073709551615);
COMMENT ON VIEW records IS 'what stands at the archive''s end, as far as events told it; records_at(H) has the same as of height H';
COMMENT ON COLUMN records.height IS 'where it was written last';
COMMENT ON COLUMN records.time IS 'when that was';

CREATE VIEW sections AS SELECT
    record->>'$.announced.section_code' AS section_code,
    record->>'$.announced.tender_project_code' AS tender_project_code,
    record->>'$.announced.name' AS name,
    record->>'$.region' AS region,
    record->>'$.trade_class' AS trade_class,
    record->>'$.centre_uscc' AS centre_uscc,
    record->>'$.tenderer_uscc' AS tenderer_uscc,
    record->>'$.state' AS state,
    (record->>'$.announced.bond_fen')::BIGINT AS bond_fen,
    (record->>'$.announced.estimated_price_fen')::BIGINT AS estimated_price_fen,
    (record->>'$.announced_at')::TIMESTAMPTZ AS announced_at,
    (record->>'$.opening_time')::TIMESTAMPTZ AS opening_time,
    (record->>'$.opened_at')::TIMESTAMPTZ AS opened_at,
    (record->>'$.bidders')::UINTEGER AS bidders,
    record->>'$.awards[#-1].winner_uscc' AS winner_uscc,
    (record->>'$.awards[#-1].award_fen')::BIGINT AS award_fen,
    (record->>'$.awards[#-1].awarded_at')::TIMESTAMPTZ AS awarded_at,
    (record->>'$.contract.contract_fen')::BIGINT AS contract_fen,
    (record->>'$.contract.signed_at')::TIMESTAMPTZ AS contracted_at,
    (record->>'$.ended_at')::TIMESTAMPTZ AS ended_at,
    height
    FROM records WHERE table_name = 'tender/section';
COMMENT ON VIEW sections IS 'sections (标段) as they stand';
COMMENT ON COLUMN sections.state IS 'as written: that a section is closed follows from its opening time';
COMMENT ON COLUMN sections.opening_time IS 'of the newest notice';
COMMENT ON COLUMN sections.winner_uscc IS 'of the last award';

CREATE VIEW bidders AS SELECT split_part(key, '/', 3) AS section_code, record->>'$.uscc' AS uscc, height
    FROM records WHERE table_name = 'tender/bidder';
COMMENT ON VIEW bidders IS 'who bid, as centres listed them after the opening (唱标)';
COMMENT ON COLUMN bidders.uscc IS 'of a consortium its lead''s; null of a bidder without a code';

CREATE VIEW guarantees AS SELECT
    record->>'$.guarantee_id' AS guarantee_id,
    record->>'$.state' AS state,
    record->>'$.issuer_uscc' AS issuer_uscc,
    record->>'$.terms.guarantee_no' AS guarantee_no,
    record->>'$.terms.section_code' AS section_code,
    record->>'$.terms.beneficiary_uscc' AS beneficiary_uscc,
    record->>'$.terms.applicant_uscc' AS applicant_uscc,
    record->>'$.terms.applicant_name' AS applicant_name,
    record->>'$.terms.form' AS form,
    record->>'$.terms.legal_nature' AS legal_nature,
    (record->>'$.terms.amount_fen')::BIGINT AS amount_fen,
    (record->>'$.terms.premium_fen')::BIGINT AS premium_fen,
    (record->>'$.issued_at')::TIMESTAMPTZ AS issued_at,
    (record->>'$.terms.valid_until')::TIMESTAMPTZ AS valid_until,
    (record->>'$.revealed_at')::TIMESTAMPTZ AS revealed_at,
    (record->>'$.ended_at')::TIMESTAMPTZ AS ended_at,
    record->>'$.release_reason' AS release_reason,
    (record->>'$.claim.amount_fen')::BIGINT AS claimed_fen,
    record->>'$.claim.reason' AS claim_reason,
    (record->>'$.claim.claimed_at')::TIMESTAMPTZ AS claimed_at,
    (record->>'$.paid_fen')::BIGINT AS paid_fen,
    height
    FROM records WHERE table_name = 'guarantee/guarantee';
COMMENT ON VIEW guarantees IS 'guarantees as they stand; of one that is still sealed the terms are null';
COMMENT ON COLUMN guarantees.state IS 'as written: that a guarantee has expired follows from its end';
COMMENT ON COLUMN guarantees.claimed_fen IS 'of the newest claim';

CREATE VIEW members AS SELECT
    record->>'$.uscc' AS uscc, record->>'$.name' AS name, record->>'$.region' AS region, record->'$.roles' AS roles, height
    FROM records WHERE table_name = 'membership/member';
COMMENT ON VIEW members IS 'members of the consortium';

CREATE VIEW subjects AS SELECT
    record->>'$.uscc' AS uscc, record->>'$.name' AS name, (record->>'$.registered_at')::TIMESTAMPTZ AS registered_at, height
    FROM records WHERE table_name = 'account/subject';
COMMENT ON VIEW subjects IS 'market subjects (账户通)';

CREATE VIEW certificates AS SELECT
    split_part(key, '/', 3)[3:] AS certificate, record->>'$.uscc' AS uscc,
    (record->>'$.not_before')::TIMESTAMPTZ AS not_before,
    (record->>'$.not_after')::TIMESTAMPTZ AS not_after,
    (record->>'$.registered_at')::TIMESTAMPTZ AS registered_at,
    (record->>'$.revoked_at')::TIMESTAMPTZ AS revoked_at,
    record, height
    FROM records WHERE table_name = 'account/certificate';
COMMENT ON VIEW certificates IS 'certificates that subjects have registered';
COMMENT ON COLUMN certificates.certificate IS 'its id, as transactions name it';

CREATE VIEW credentials AS SELECT
    record->>'$.recorded.record_id' AS record_id,
    record->>'$.recorded.subject_uscc' AS subject_uscc,
    record->>'$.recorded.issuer_uscc' AS issuer_uscc,
    record->>'$.recorded.document_no' AS document_no,
    (record->>'$.recorded.effective_from')::TIMESTAMPTZ AS effective_from,
    (record->>'$.recorded.effective_until')::TIMESTAMPTZ AS effective_until,
    (record->>'$.recorded_at')::TIMESTAMPTZ AS recorded_at,
    record, height
    FROM records WHERE table_name = 'credential/record';
COMMENT ON VIEW credentials IS 'qualifications, certificates, performances and credit records (链资信)';
