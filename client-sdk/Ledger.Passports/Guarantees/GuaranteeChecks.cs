using Ledger.Crypto;
using Ledger.Passports.Verification;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Passports.Guarantees;

/// <summary>The checks of a guarantee's passport, once its blocks are final and its transaction stands in one of them.</summary>
internal sealed class GuaranteeChecks(IHasher hasher, ISignatureVerifier verifier, CheckList checks)
{
    private readonly IssuerChecks _issuer = new(hasher, checks);

    /// <summary>Runs them all; what is shown counts only where none failed.</summary>
    internal GuaranteeView? Run(Passport passport, ProvenBlock checkpoint, IReadOnlyList<IncludedTransaction> transactions)
    {
        if (FindIssue(passport, transactions) is not var (issue, sealedRecord) ||
            _issuer.FindCertificate(passport, issue.Transaction.Signer) is not { } certificate)
        {
            return null;
        }

        var question = new GuaranteeQuestion(
            passport.RecordKey.ToByteArray(), issue.Transaction.Signer, certificate, issue.Block.Time, checkpoint.Header.Time);
        if (ReadState(checkpoint, question) is not { Record: { } record } evidence)
        {
            return null;
        }

        CheckSignature(issue.Transaction, evidence);
        _issuer.CheckCertificate(certificate, new(evidence.Certificate, evidence.Refused, evidence.Trust!), issue.Block.Time);
        _issuer.CheckStatus(evidence.Trust!, record.IssuerUscc, issue.Block.Time);
        var opening = passport.Openings.Count == 0 ? null : passport.Openings[0];
        if (!CheckCommitment(record, sealedRecord, issue.Block, opening) || !TermsCheck.Run(record, opening, checks, out var terms))
        {
            return null;
        }

        return new GuaranteeView
        {
            Record = record,
            State = GuaranteeRules.EffectiveState(record, checkpoint.Header.Time),
            Terms = terms,
            TermsAreSigned = opening is not null,
            IssuerName = evidence.Issuer?.Name ?? string.Empty,
            BeneficiaryName = evidence.BeneficiaryName,
            IssuedBy = issue.Transaction.Id,
            IssuedHeight = issue.Block.Height,
            Section = evidence.Section,
            Project = evidence.Project,
        };
    }

    private (IncludedTransaction Issue, SealedGuarantee Sealed)? FindIssue(
        Passport passport, IReadOnlyList<IncludedTransaction> transactions)
    {
        var prefix = GuaranteeTables.Guarantees.Prefix;
        var key = passport.RecordKey.Span;
        if (!key.StartsWith(prefix) || key.Length != prefix.Length + GuaranteeTables.IdBytes)
        {
            checks.Fail(PassportCheckNames.Commitment, "the record's key is not that of a guarantee");
            return null;
        }

        if (transactions.Count != 1)
        {
            checks.Fail(
                PassportCheckNames.TransactionInclusion,
                $"it carries {transactions.Count} transactions; a guarantee's passport carries the one that issued it");
            return null;
        }

        var id = key[prefix.Length..].ToArray();
        var issued = transactions[0].Transaction.Body.Calls
            .SelectMany(call => call.Guarantee?.Issue?.Guarantees ?? Enumerable.Empty<SealedGuarantee>())
            .FirstOrDefault(one => one.GuaranteeId.Span.SequenceEqual(id));
        if (issued is null)
        {
            checks.Fail(
                PassportCheckNames.Commitment,
                $"transaction {transactions[0].Transaction.Id} does not issue guarantee {Convert.ToHexStringLower(id)}");
            return null;
        }

        return (transactions[0], issued);
    }

    private GuaranteeEvidence? ReadState(ProvenBlock checkpoint, GuaranteeQuestion question)
    {
        var evidence = _issuer.Read(checkpoint, reader => GuaranteeEvidence.Read(reader, hasher, verifier, question));
        if (evidence is { Record: null })
        {
            checks.Fail(PassportCheckNames.StateProof, "the checkpoint's state holds no record under the passport's key");
        }

        return evidence;
    }

    private void CheckSignature(SignedTransaction transaction, GuaranteeEvidence evidence)
    {
        if (evidence.Certificate is not { } registered)
        {
            checks.Fail(PassportCheckNames.IssuerSignature, $"certificate {transaction.Signer} is not registered");
            return;
        }

        var key = new PublicKey((SignatureAlgorithm)registered.Algorithm, registered.PublicKey.Span);
        Span<bool> holds = [false];
        verifier.Verify([transaction.SignatureCheck(key)], holds);
        _ = registered.Uscc != evidence.Record!.IssuerUscc ? checks.Fail(
            PassportCheckNames.IssuerSignature, $"{registered.Uscc} signed, the issuer is {evidence.Record.IssuerUscc}")
            : transaction.Algorithm != key.Algorithm ? checks.Fail(
                PassportCheckNames.IssuerSignature, $"the signature is marked {transaction.Algorithm}, the key is of {key.Algorithm}")
            : !holds[0] ? checks.Fail(PassportCheckNames.IssuerSignature, $"the signature of transaction {transaction.Id} does not verify")
            : checks.Pass(PassportCheckNames.IssuerSignature, $"{registered.Uscc} signed transaction {transaction.Id}");
    }

    private bool CheckCommitment(Guarantee record, SealedGuarantee issued, BlockHeader block, PassportOpening? opening)
    {
        const string Name = PassportCheckNames.Commitment;
        if (!record.Commitment.Equals(issued.Commitment) || record.IssuedAt != block.Time)
        {
            return checks.Fail(
                Name,
                $"the record was issued at {record.IssuedAt} under another commitment, or by another transaction than that of " +
                $"{block.Time}");
        }

        if (opening is null)
        {
            return checks.Pass(Name, $"{Convert.ToHexStringLower(record.Commitment.Span)}, not opened here");
        }

        return opening.Salt.Length == GuaranteeCommitment.SaltBytes
            && record.Commitment.Span.SequenceEqual(GuaranteeCommitment.Compute(hasher, opening.Salt.Span, opening.Content.Span).ToArray())
            ? checks.Pass(Name, $"{Convert.ToHexStringLower(record.Commitment.Span)}, opened")
            : checks.Fail(Name, "salt and terms of the opening do not hash to the commitment");
    }
}
