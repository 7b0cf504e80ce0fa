using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Crypto;
using Ledger.Passports.Verification;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Credential;

namespace Ledger.Passports.Credentials;

/// <summary>The checks of a credential's passport, once its blocks are final.</summary>
/// <param name="genesis">The trusted chain.</param>
/// <param name="verifier">Checks signatures.</param>
/// <param name="checks">Takes the outcomes.</param>
/// <param name="asked">What the reader asked for; null where it says nothing.</param>
internal sealed class CredentialChecks(GenesisFile genesis, ISignatureVerifier verifier, CheckList checks, PassportRequest? asked)
{
    private readonly IssuerChecks _issuer = new(genesis.Hasher, checks);

    /// <summary>Runs them all; what is shown counts only where none failed.</summary>
    internal CredentialView? Run(Passport passport, ProvenBlock checkpoint)
    {
        var (signed, presentation) = (passport.Commitments, passport.Presentation);
        if (ReadBody(passport) is not { } body || ReadRequest(presentation) is not { } request
            || !Digest.TryRead(signed.CertificateId.Span, out var signer)
            || !Digest.TryRead(presentation.CertificateId.Span, out var holder)
            || _issuer.FindCertificate(passport, signer) is not { } certificate)
        {
            return null;
        }

        var question = new CredentialQuestion(passport.RecordKey.ToByteArray(), signer, certificate, holder, checkpoint.Header.Time);
        if (ReadState(checkpoint, question) is not { Committed: { } committed } evidence)
        {
            return null;
        }

        CheckIssuer(signed, evidence, committed, certificate);
        CheckHolder(passport, question, evidence, body.SubjectUscc);
        CheckStanding(committed.Standing, asked?.AsOf ?? request.AsOf, checkpoint.Header.Time);
        if (!CheckCommitment(passport, body, committed, out var fields) || !CheckRequest(request, committed.Kind, fields))
        {
            return null;
        }

        return new CredentialView
        {
            SubjectUscc = body.SubjectUscc,
            SubjectName = evidence.Subject?.Name ?? string.Empty,
            IssuerUscc = body.IssuerUscc,
            IssuerName = evidence.Member?.Name ?? string.Empty,
            RecordId = body.RecordId.Memory,
            Kind = committed.Kind,
            IsLate = CredentialRules.IsLateFor(committed.Standing, request.AsOf),
            CommittedAtMs = committed.CommittedAt,
            Request = request,
            PresentedBy = holder,
            Fields = fields,
        };
    }

    private FieldCommitments? ReadBody(Passport passport)
    {
        var body = StrictMessage.Read(FieldCommitments.Parser, passport.Commitments.Body);
        var fault = body is null ? "the commitments are not the one encoding of FieldCommitments"
            : !body.ChainId.Span.SequenceEqual(genesis.ChainId.ToArray()) ? "the commitments are of another chain"
            : !CredentialTables.CommitmentKey(body.SubjectUscc, body.RecordId.Span).AsSpan().SequenceEqual(passport.RecordKey.Span)
                ? "the record's key is not that of the record which the commitments name"
            : string.Empty;
        return fault.Length == 0 || checks.Fail(PassportCheckNames.Commitment, fault) ? body : null;
    }

    private PassportRequest? ReadRequest(Presentation presentation)
    {
        var request = StrictMessage.Read(PassportRequest.Parser, presentation.Request);
        var fault = request is null ? "what it answers is not the one encoding of PassportRequest"
            : PassportRequests.Check(genesis.ChainId, request);
        return fault.Length == 0 || checks.Fail(PassportCheckNames.Request, fault) ? request : null;
    }

    private CredentialEvidence? ReadState(ProvenBlock checkpoint, CredentialQuestion question)
    {
        var evidence = _issuer.Read(checkpoint, reader => CredentialEvidence.Read(reader, genesis.Hasher, verifier, question));
        if (evidence is { Committed: null })
        {
            checks.Fail(PassportCheckNames.StateProof, "the checkpoint's state holds no commitments under the passport's key");
        }

        return evidence;
    }

    private void CheckIssuer(
        SignedCommitments signed, CredentialEvidence evidence, CommittedCredential committed, Certificate certificate)
    {
        const string Name = PassportCheckNames.IssuerSignature;
        var issuer = committed.Standing.Recorded.IssuerUscc;
        var message = SignPurposes.FieldCommitments.Over(FieldCommitment.DigestOf(genesis.Hasher, signed.Body.Span));
        if (evidence.Issuer!.Registered is not { } registered)
        {
            checks.Fail(Name, "the certificate that signed the commitments is not registered");
            return;
        }

        var key = new PublicKey((SignatureAlgorithm)registered.Algorithm, registered.PublicKey.Span);
        _ = registered.Uscc != issuer ? checks.Fail(Name, $"{registered.Uscc} signed, the issuer is {issuer}")
            : !Holds(key, message, signed.Signature) ? checks.Fail(Name, "the signature under the commitments does not verify")
            : checks.Pass(Name, $"{issuer} signed the commitments");
        _issuer.CheckCertificate(certificate, evidence.Issuer, committed.CommittedAt);
        _issuer.CheckStatus(evidence.Issuer.Trust, issuer, committed.CommittedAt);
    }

    private void CheckHolder(Passport passport, CredentialQuestion question, CredentialEvidence evidence, string subjectUscc)
    {
        const string Name = PassportCheckNames.Holder;
        if (evidence.Holder is not { } holder)
        {
            checks.Fail(Name, $"{evidence.HolderRefused.Code}: {evidence.HolderRefused.Detail}");
            return;
        }

        var shown = passport.Clone();
        shown.Presentation = null;
        var message = PresentationBytes.Message(
            genesis.Hasher, shown.ToByteArray(), question.HolderCertificate, passport.Presentation.Request.Span);
        _ = holder.Uscc != subjectUscc ? checks.Fail(Name, $"{holder.Uscc} presents what is {subjectUscc}'s")
            : evidence.Operator is { } person
                && !OperatorRules.PowersAt(person, question.StateTimeMs).Contains(OperatorPower.Sign)
                ? checks.Fail(Name, $"who presents it may not sign for {subjectUscc} at the checkpoint's time")
            : !Holds(holder.Key, message, passport.Presentation.Signature) ? checks.Fail(
                Name, "the subject's signature does not cover this passport and this request")
            : checks.Pass(Name, $"{subjectUscc} signed by certificate {question.HolderCertificate}");
    }

    private void CheckStanding(CredentialRecord standing, long asOf, long provenAt)
    {
        const string Name = PassportCheckNames.Standing;
        var (then, now) = (CredentialRules.StatusAt(standing, asOf), CredentialRules.StatusAt(standing, provenAt));
        _ = asOf > provenAt ? checks.Fail(
                Name, $"it proves the state of {provenAt}, before {asOf}, which was asked about: ask for one made later")
            : then != CredentialStatus.InForce ? checks.Fail(Name, $"the record is {then} at {asOf}")
            : now is not (CredentialStatus.InForce or CredentialStatus.Expired) ? checks.Fail(
                Name, $"the record was in force at {asOf}, and is {now} at {provenAt}")
            : checks.Pass(
                Name,
                $"in force at {asOf}{(CredentialRules.IsLateFor(standing, asOf) ? ", by what came to the chain only after it" : "")}" +
                $"{(now == CredentialStatus.Expired ? $", expired by {provenAt}" : "")}");
    }

    private bool CheckCommitment(
        Passport passport, FieldCommitments body, CommittedCredential committed, out IReadOnlyList<CredentialField> fields)
    {
        const string Name = PassportCheckNames.Commitment;
        fields = [];
        var digest = FieldCommitment.DigestOf(genesis.Hasher, passport.Commitments.Body.Span);
        if (!committed.CommitmentsDigest.Span.SequenceEqual(digest.ToArray()))
        {
            return checks.Fail(
                Name, "the issuer has made other commitments to this record since, or never these: ask it for the newest file");
        }

        if (body.IssuerUscc != committed.Standing.Recorded.IssuerUscc)
        {
            return checks.Fail(Name, $"the commitments name {body.IssuerUscc} as their issuer, the record is another's");
        }

        if (!CredentialFiles.TryOpen(genesis.Hasher, body, passport.Openings, out var opened, out var fault))
        {
            return checks.Fail(Name, fault);
        }

        fields = [.. opened.Select(one => one.Field)];
        return checks.Pass(Name, $"{fields.Count} of {body.Commitments.Count} fields opened");
    }

    private bool CheckRequest(PassportRequest answered, CredentialKind kind, IReadOnlyList<CredentialField> fields)
    {
        var fault = asked is null ? "whether it answers you only your request tells: give it"
            : answered.SectionCode != asked.SectionCode
                ? $"it was made for section {Quote(answered.SectionCode)}, not for {Quote(asked.SectionCode)}"
            : answered.Audience != asked.Audience ? $"it was made for {Quote(answered.Audience)}, not for {Quote(asked.Audience)}"
            : !answered.Nonce.Equals(asked.Nonce) ? "it answers another request: its nonce is another"
            : !answered.Equals(asked) ? "it answers another request: kind, fields or time are others"
            : kind != asked.Kind ? $"it shows a record of {kind}, asked for was {asked.Kind}"
            : !fields.Select(field => field.Name).SequenceEqual(asked.Fields)
                ? $"it shows {string.Join(", ", fields.Select(field => Quote(field.Name)))}; asked for were " +
                    $"{string.Join(", ", asked.Fields)}, in this order"
            : string.Empty;
        return fault.Length == 0
            ? checks.Pass(PassportCheckNames.Request, $"for {answered.Audience}{(answered.SectionCode is "" ? "" : ", section ")}" +
                answered.SectionCode)
            : checks.Fail(PassportCheckNames.Request, fault);
    }

    private static string Quote(string text) => text.Length == 0 ? "none" : $"“{text}”";

    private bool Holds(PublicKey key, SignBytes message, Signature? signature)
    {
        if (signature is null || signature.Algorithm != (uint)key.Algorithm)
        {
            return false;
        }

        Span<bool> holds = [false];
        verifier.Verify([new SignatureCheck(key, message.Span.ToArray(), signature.Value.Memory)], holds);
        return holds[0];
    }
}
