using Ledger.Certificates;
using Ledger.Certificates.Paths;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;

namespace Ledger.Client.CaTrust;

/// <summary>
/// Reads the CA trust list and registered certificates, and imports revocation lists. The node only hands over proved entries of the state;
/// what follows from them is worked out here.
/// </summary>
public sealed class CaTrustClient
{
    private readonly LedgerClient _client;
    private readonly SignatureVerifier _verifier = new();

    internal CaTrustClient(LedgerClient client) => _client = client;

    /// <summary>Was this certificate good for this use, here, at this time?</summary>
    /// <param name="certificate">The certificate, registered or not.</param>
    /// <param name="usage">The use.</param>
    /// <param name="place">Region, and the centre where the question is about one.</param>
    /// <param name="atMs">
    /// The time, UTC milliseconds; null for the time of the state that answers. A later one than that is answered with no.
    /// </param>
    /// <param name="height">A final height that the node keeps; 0 for the newest.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    /// <exception cref="InvalidDataException">The proved state contradicts itself.</exception>
    public async Task<TrustCheck> CheckAsync(
        Certificate certificate, CertificateUsage usage, TrustPlace place, long? atMs = null, ulong height = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(place);
        var hasher = _client.Genesis.Hasher;
        var evaluation = new ProvenEvaluation(_client, height);
        var first = await evaluation.ProveAsync(CaTrustTables.NameKey(certificate.Issuer, hasher), cancellationToken).ConfigureAwait(false);
        var question = new TrustQuestion(certificate, usage, place, atMs ?? first.Time);
        var answer = await evaluation
            .EvaluateAsync(known => CertificateTrust.Check(known, hasher, _verifier, question, first.Time), cancellationToken)
                .ConfigureAwait(false);
        return new TrustCheck(answer, question.AtMs, first.Height, first.Time, evaluation.Reads);
    }

    /// <summary>All CAs of the trust list.</summary>
    /// <param name="height">A final height that the node keeps; 0 for the newest.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<AuthorityListing> ListAsync(ulong height = 0, CancellationToken cancellationToken = default)
    {
        var entries = await _client.ListAsync(CaTrustTables.Authorities.Prefix.ToArray(), height, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var standings = await _client.ListAsync(
            CaTrustTables.Standings.Prefix.ToArray(), entries.Height, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var authorities = entries.Entries.Zip(standings.Entries, (entry, standing) => new RecognisedAuthority(
            CertificateAuthority.Parser.ParseFrom(entry.Value.Span), AuthorityStanding.Parser.ParseFrom(standing.Value.Span)));
        return entries.Entries.Count == standings.Entries.Count
            ? new AuthorityListing([.. authorities], entries.Height, entries.Time)
            : throw new InvalidDataException(
                $"The state holds {entries.Entries.Count} CAs and the standings of {standings.Entries.Count}.");
    }

    /// <summary>The registered certificates of a key: in all, or of more than 16 the newest.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<CertificateListing> CertificatesOfAsync(PublicKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        var row = AccountTables.KeyOf(key, _client.Genesis.Hasher);
        var found = await _client.ReadAsync(AccountTables.Keys, row, cancellationToken: cancellationToken).ConfigureAwait(false);
        var certificates = new List<RegisteredCertificate>();
        foreach (var id in found.Record?.CertificateIds ?? [])
        {
            var certificate = await _client.ReadAsync(
                AccountTables.Certificates, AccountTables.Certificates.Key(id.Span), found.Height, cancellationToken).ConfigureAwait(false);
            certificates.Add(new RegisteredCertificate(
                new Digest(id.Span),
                certificate.Record ?? throw new InvalidDataException(
                    $"The state names certificate {new Digest(id.Span)} under a key, and has no such certificate.")));
        }

        return new CertificateListing(certificates, found.Height, found.Time);
    }

    /// <summary>The registered certificates of a subject, by a walk over all that are registered.</summary>
    /// <param name="uscc">统一社会信用代码 of the subject.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<CertificateListing> CertificatesOfAsync(string uscc, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uscc);
        var prefix = AccountTables.Certificates.Prefix.ToArray();
        var certificates = new List<RegisteredCertificate>();
        StateListing? last = null;
        await foreach (var page in _client.ListPagesAsync(prefix, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            last = page;
            certificates.AddRange(page.Entries
                .Select(entry => new RegisteredCertificate(
                    new Digest(entry.Key.Span[prefix.Length..]), CertificateRecord.Parser.ParseFrom(entry.Value.Span)))
                .Where(one => one.Record.Uscc == uscc));
        }

        return new CertificateListing([.. certificates.OrderBy(one => one.Record.RegisteredAt)], last!.Height, last.Time);
    }

    /// <summary>
    /// The calls that <see cref="ImportRevocationListAsync"/> would send next, as the chain stands; nothing is sent. For who judges them
    /// before.
    /// </summary>
    /// <param name="caId">The CA.</param>
    /// <param name="der">The list's DER.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    /// <exception cref="InvalidOperationException">
    /// The client was opened without a signer, or its certificate is not registered.
    /// </exception>
    public async Task<IReadOnlyList<Call>> NextImportCallsAsync(
        string caId, ReadOnlyMemory<byte> der, CancellationToken cancellationToken = default) =>
        der.Length <= CrlUploadLimits.OneCallBytesMax
            ? [TrustCalls.ImportCrl(caId, der.Span)]
            : await new RevocationListUpload(_client, caId, der, progress: null).NextCallsAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Imports a CA's revocation list; anyone with a registered certificate may. Up to 64 KiB go in one transaction; a longer list, 4 MiB
    /// at most, goes in parts, each a transaction, and is then applied in steps. An import that was broken off goes on where the chain has
    /// it.
    /// </summary>
    /// <param name="caId">The CA.</param>
    /// <param name="der">The list's DER.</param>
    /// <param name="progress">Hears of every part and step of a list in parts.</param>
    /// <param name="cancellationToken">Breaks the import off.</param>
    /// <returns>The transaction that ended the import, or the one that was refused.</returns>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    /// <exception cref="InvalidOperationException">
    /// The client was opened without a signer, or its certificate is not registered.
    /// </exception>
    public Task<TransactionResult> ImportRevocationListAsync(
        string caId,
        ReadOnlyMemory<byte> der,
        IProgress<RevocationImportProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        der.Length <= CrlUploadLimits.OneCallBytesMax
            ? _client.SubmitAsync(TrustCalls.ImportCrl(caId, der.Span), cancellationToken: cancellationToken)
            : new RevocationListUpload(_client, caId, der, progress).RunAsync(cancellationToken);
}

/// <summary>An answer of the CA trust list with its proof: everything that it was computed from, as of one final height.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="AtMs">The time that it is for, UTC milliseconds.</param>
/// <param name="Height">The height of the state.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
/// <param name="Reads">
/// The checked answers of the node, one for each key that was read, present or absent; with their proofs, for others to check again.
/// </param>
public sealed record TrustCheck(TrustAnswer Answer, long AtMs, ulong Height, long Time, IReadOnlyList<GetStateResponse> Reads);
