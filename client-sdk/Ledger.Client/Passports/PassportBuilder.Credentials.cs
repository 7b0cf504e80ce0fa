using Google.Protobuf;
using Ledger.Passports.Credentials;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Client.Passports;

/// <summary>Passports of credentials.</summary>
public sealed partial class PassportBuilder
{
    /// <summary>
    /// The passport of a credential that answers a request: it shows the fields asked for and no others, and the subject's key signs it.
    /// What is read of the chain for it is the same whoever asks, for whatever section: a node learns neither.
    /// </summary>
    /// <param name="file">The subject's file from the issuer.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="holder">The subject's key with its registered certificate.</param>
    /// <param name="options">What goes in beside it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>
    /// The passport; null where the state holds no commitments to the record. Whether it is valid, the verifier says: so before it is given
    /// to anyone, check it against the request.
    /// </returns>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answers do not verify.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is not whole, or the request is not well formed or asks for another kind of record.
    /// </exception>
    public async Task<Passport?> BuildCredentialAsync(
        CredentialFile file,
        PassportRequest request,
        ClientSigner holder,
        PassportOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(holder);
        options ??= new PassportOptions();
        var (body, openings) = Choose(file, request);
        var key = CredentialTables.CommitmentKey(body.SubjectUscc, body.RecordId.Span);
        var evaluation = new ProvenEvaluation(client, options.Height);
        var first = await evaluation.ProveAsync(key, cancellationToken).ConfigureAwait(false);
        if (first.Value is null)
        {
            return null;
        }

        var issuer = new Digest(file.Commitments.CertificateId.Span);
        var der = await ReadCertificateAsync(issuer, first.Height, cancellationToken).ConfigureAwait(false);
        var question = new CredentialQuestion(key, issuer, ParseCertificate(der), holder.CertificateId, first.Time);
        await evaluation.EvaluateAsync(
            known => CredentialEvidence.Read(known, client.Genesis.Hasher, _verifier, question), cancellationToken)
            .ConfigureAwait(false);
        var drafts = new SortedDictionary<ulong, BlockDraft>();
        await AddReadsAsync(first.Height, evaluation.Reads, drafts, cancellationToken).ConfigureAwait(false);
        return Present(
            new Passport
            {
                ChainId = ByteString.CopyFrom(client.Genesis.ChainId.ToArray()),
                Kind = PassportKind.Credential,
                RecordKey = ByteString.CopyFrom(key),
                Blocks = { drafts.Values.Select(one => one.Build()) },
                Certificates = { der },
                Openings = { openings },
                Genesis = options.WithGenesis ? ByteString.CopyFrom(client.Genesis.FileBytes.Span) : ByteString.Empty,
                Commitments = file.Commitments,
            },
            request,
            holder);
    }

    private (FieldCommitments Body, IReadOnlyList<PassportOpening> Openings) Choose(CredentialFile file, PassportRequest request)
    {
        if (!CredentialFiles.TryRead(client.Genesis, file, out var body, out var fields, out var error))
        {
            throw new InvalidDataException($"The credential's file cannot be used: {error}.");
        }

        if (PassportRequests.Check(client.Genesis.ChainId, request) is { Length: > 0 } fault)
        {
            throw new InvalidDataException($"The request cannot be answered: {fault}.");
        }

        return request.Fields.FirstOrDefault(name => !fields.ContainsKey(name)) is { } missing
            ? throw new InvalidDataException($"The credential has no field {missing}: it is of another kind than {request.Kind}.")
            : file.Commitments.CertificateId.Length != Digest.Bytes
                ? throw new InvalidDataException("The credential's file names no certificate of its issuer.")
                : (body, [.. request.Fields.Select(name => fields[name])]);
    }

    private Passport Present(Passport passport, PassportRequest request, ClientSigner holder)
    {
        var asked = request.ToByteString();
        var message = PresentationBytes.Message(client.Genesis.Hasher, passport.ToByteArray(), holder.CertificateId, asked.Span);
        passport.Presentation = new Presentation
        {
            Request = asked,
            CertificateId = ByteString.CopyFrom(holder.CertificateId.ToArray()),
            Signature = holder.Key.SignatureOver(message),
        };
        return passport;
    }
}
