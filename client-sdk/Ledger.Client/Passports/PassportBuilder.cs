using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Crypto.Signatures;
using Ledger.Passports.Guarantees;
using Ledger.Passports.Verification;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Membership;

namespace Ledger.Client.Passports;

/// <summary>
/// Makes passports from a node's proven answers. Which keys of the state go in is not listed anywhere: the function that reads a passport
/// is evaluated here first, and what it asks for is proven.
/// </summary>
/// <param name="client">A client of the chain; it needs no signer.</param>
public sealed partial class PassportBuilder(LedgerClient client)
{
    private readonly SignatureVerifier _verifier = new();

    /// <summary>The passport of a guarantee.</summary>
    /// <param name="guaranteeId">Its 16 bytes.</param>
    /// <param name="options">What goes in beside it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The passport; null where the state holds no such guarantee. Whether it is valid, the verifier says.</returns>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answers do not verify.</exception>
    /// <exception cref="InvalidDataException">
    /// The chain does not show how the guarantee was issued: the node does not keep the block.
    /// </exception>
    public async Task<Passport?> BuildGuaranteeAsync(
        ReadOnlyMemory<byte> guaranteeId, PassportOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PassportOptions();
        var key = GuaranteeTables.Guarantees.Key(guaranteeId.Span);
        var drafts = new SortedDictionary<ulong, BlockDraft>();
        var evaluation = new ProvenEvaluation(client, options.Height);
        var first = await evaluation.ProveAsync(key, cancellationToken).ConfigureAwait(false);
        if (first.Value is not { } value)
        {
            return null;
        }

        Add(first.Height, evaluation.Reads[0], drafts);
        var record = Guarantee.Parser.ParseFrom(value.Span);
        var (status, issue) = await AddIssueAsync(record, first.Height, drafts, cancellationToken).ConfigureAwait(false);
        var der = await ReadCertificateAsync(issue.Signer, first.Height, cancellationToken).ConfigureAwait(false);
        var question = new GuaranteeQuestion(key, issue.Signer, ParseCertificate(der), TimeOf(status), first.Time);
        await evaluation.EvaluateAsync(
            known => GuaranteeEvidence.Read(known, client.Genesis.Hasher, _verifier, question), cancellationToken)
            .ConfigureAwait(false);
        await AddReadsAsync(first.Height, evaluation.Reads.Skip(1), drafts, cancellationToken).ConfigureAwait(false);
        var opening = options.Opening ?? await FindOpeningAsync(record, first.Height, cancellationToken).ConfigureAwait(false);
        return new Passport
        {
            ChainId = ByteString.CopyFrom(client.Genesis.ChainId.ToArray()),
            Kind = PassportKind.Guarantee,
            RecordKey = ByteString.CopyFrom(key),
            Blocks = { drafts.Values.Select(one => one.Build()) },
            Certificates = { der },
            Openings = { opening is null ? [] : new[] { opening } },
            Genesis = options.WithGenesis ? ByteString.CopyFrom(client.Genesis.FileBytes.Span) : ByteString.Empty,
        };
    }

    private static void Add(ulong height, GetStateResponse answer, SortedDictionary<ulong, BlockDraft> drafts)
    {
        if (!drafts.TryGetValue(height, out var draft))
        {
            drafts[height] = draft = new BlockDraft(answer.Header, answer.Headers, answer.Certificate);
        }

        draft.Add(answer.Proof);
    }

    private async Task AddReadsAsync(
        ulong checkpoint,
        IEnumerable<GetStateResponse> reads,
        SortedDictionary<ulong, BlockDraft> drafts,
        CancellationToken cancellationToken)
    {
        foreach (var answer in reads)
        {
            Add(checkpoint, answer, drafts);
        }

        await AddValidatorChangesAsync(checkpoint, drafts, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(TransactionStatus Status, SignedTransaction Issue)> AddIssueAsync(
        Guarantee record, ulong head, SortedDictionary<ulong, BlockDraft> drafts, CancellationToken cancellationToken)
    {
        var found = await new TransactionSearch(client).FindAsync(record.IssuedAt, head, body => IssueOf(body, record), cancellationToken)
            .ConfigureAwait(false)
            ?? throw new InvalidDataException($"No block of time {record.IssuedAt} has the transaction that issued the guarantee.");
        var status = await client.ProveTransactionAsync(found.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException($"The node does not prove transaction {found.Id}, which issued the guarantee.");
        TransactionReader.TryRead(
            found.Transaction.Memory, client.Genesis.Hasher, client.Genesis.ChainId, client.Genesis.Content.Limits, out var issue);
        var carried = new PassportTransaction { Transaction = found.Transaction };
        TransactionPath.Write(status.TransactionProof, carried);
        if (!drafts.TryGetValue(status.Height, out var draft))
        {
            drafts[status.Height] = draft = new BlockDraft(status.Header, status.Headers, status.Certificate);
        }

        draft.Add(carried);
        return (status, issue!);
    }

    private async Task AddValidatorChangesAsync(
        ulong checkpoint, SortedDictionary<ulong, BlockDraft> drafts, CancellationToken cancellationToken)
    {
        foreach (var height in client.ValidatorChanges.Where(height => height < checkpoint))
        {
            var key = MembershipTables.Validators.Key(MembershipTables.Current);
            var (value, answer) = await client.GetProvenAsync(key, height, cancellationToken).ConfigureAwait(false);
            Add(value.Height, answer, drafts);
        }
    }

    private async Task<ByteString> ReadCertificateAsync(Digest id, ulong height, CancellationToken cancellationToken)
    {
        var table = AccountTables.CertificateDers;
        var read = await client.ReadAsync(table, table.Key(id.ToArray()), height, cancellationToken).ConfigureAwait(false);
        return read.Record?.Der
            ?? throw new InvalidDataException($"The state does not hold certificate {id}, which signed for the issuer.");
    }

    private async Task<PassportOpening?> FindOpeningAsync(Guarantee record, ulong head, CancellationToken cancellationToken)
    {
        if (record.RevealedAt == 0)
        {
            return null;
        }

        var found = await new TransactionSearch(client)
            .FindAsync(record.RevealedAt, head, body => OpeningOf(body, record), cancellationToken).ConfigureAwait(false);
        return found is { } opened ? new PassportOpening { Salt = opened.Found.Salt, Content = opened.Found.Terms } : null;
    }

    private static SealedGuarantee? IssueOf(TxBody body, Guarantee record) => body.Calls
        .SelectMany(call => call.Guarantee?.Issue?.Guarantees ?? Enumerable.Empty<SealedGuarantee>())
        .FirstOrDefault(one => one.GuaranteeId.Equals(record.GuaranteeId) && one.Commitment.Equals(record.Commitment));

    private OpenedGuarantee? OpeningOf(TxBody body, Guarantee record) => body.Calls
        .SelectMany(call => call.Guarantee?.Open?.Guarantees ?? Enumerable.Empty<OpenedGuarantee>())
        .FirstOrDefault(one => one.GuaranteeId.Equals(record.GuaranteeId) && one.Salt.Length == GuaranteeCommitment.SaltBytes
            && record.Commitment.Span.SequenceEqual(
                GuaranteeCommitment.Compute(client.Genesis.Hasher, one.Salt.Span, one.Terms.Span).ToArray()));

    private static Certificate ParseCertificate(ByteString der) =>
        Certificate.TryParseAnyKey(der.Memory, out var certificate, out var error)
        ? certificate
        : throw new InvalidDataException($"The state holds a certificate that cannot be read: {error}.");

    private static long TimeOf(TransactionStatus status) => BlockHeader.TryDecode(status.Header.Span, out var header)
        ? header.Time
        : throw new InvalidDataException("A header that was verified cannot be read.");
}

/// <summary>What goes into a passport beside the record.</summary>
public sealed record PassportOptions
{
    /// <summary>The checkpoint: a final height that the node keeps; 0 for the newest.</summary>
    public ulong Height { get; init; }

    /// <summary>
    /// Salt and terms of a guarantee that is still sealed, from somebody who holds them: the passport then shows the terms before anyone
    /// else can. Leave null otherwise; those of a revealed guarantee are found on the chain.
    /// </summary>
    public PassportOpening? Opening { get; init; }

    /// <summary>Whether the genesis file goes in, for readers who know only its hash.</summary>
    public bool WithGenesis { get; init; }
}
