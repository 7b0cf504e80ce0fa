using Google.Protobuf;
using Ledger.Client.Guarantees;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

// Sealed batches: written before they are sent, so that a batch that is tried again is the same bytes.
public sealed partial class GuarantorDesk
{
    private const int SurrenderAttemptsMax = 8;

    /// <summary>
    /// One tick: finishes the batch that is pending, or makes one and puts it on the chain – always so many issues and so many surrenders,
    /// decoys included.
    /// </summary>
    internal async Task<BatchOutcome> SendBatchAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var batch = _own.Pending ?? await PrepareAsync(cancellationToken).ConfigureAwait(false);
            if (!batch.Issued)
            {
                await SubmitAsync(
                    [new Call { Guarantee = new GuaranteeCall { Issue = batch.Issue } }],
                    _secrets.IssueKey(batch.Number),
                    cancellationToken)
                    .ConfigureAwait(false);
                FinishIssues(batch);
            }

            if (batch.Surrenders.Count > 0)
            {
                await SurrenderAsync(batch, cancellationToken).ConfigureAwait(false);
            }

            var outcome = new BatchOutcome(
                batch.Number, batch.Items.Count, batch.Surrendered.Count, batch.Issue.Guarantees.Count, batch.Surrenders.Count);
            _own.Pending = null;
            SaveOwn();
            return outcome;
        }
        finally
        {
            Gate.Release();
        }
    }

    private async Task<SealedBatch> PrepareAsync(CancellationToken cancellationToken)
    {
        var batch = new SealedBatch { Number = _own.Batches + 1 };
        var random = _secrets.RandomOf(batch.Number);
        var waiting = from thread in Threads
                      from version in thread.File.Versions
                      where version.State == DeskVersionState.Queued
                      orderby version.QueuedAt, thread.Id
                      select (thread, version);
        var records = new List<SealedGuarantee>();
        foreach (var (thread, version) in waiting.Take(_options.IssueSlots).ToList())
        {
            if (await SealAsync(thread, version, cancellationToken).ConfigureAwait(false) is { } made)
            {
                records.Add(made.Record);
                batch.Items.Add(
                    new BatchItem
                    {
                        OrderId = thread.File.OrderId,
                        Version = version.Version,
                        GuaranteeId = made.Record.GuaranteeId,
                        Salt = ByteString.CopyFrom(made.Salt.Span),
                    });
            }
        }

        var sealer = new GuaranteeSealer(Options.Party.Genesis, random);
        batch.Issue = sealer.Pad(records.Count > 0 ? records : [sealer.Decoy()], _options.IssueSlots);
        batch.Decoys.AddRange(
            batch.Issue.Guarantees.Select(record => record.GuaranteeId).Except(batch.Items.Select(item => item.GuaranteeId)));
        FillSurrenders(batch, random);
        _own.Batches = batch.Number;
        _own.Pending = batch;
        SaveOwn();
        RestoreBatch();
        return batch;
    }

    /// <summary>
    /// The sealed record of a version; null where a guard holds it back: too late, or too short since a postponement. Then it stays queued.
    /// </summary>
    private async Task<(SealedGuarantee Record, ReadOnlyMemory<byte> Salt)?> SealAsync(
        OrderThread thread, DeskVersion version, CancellationToken cancellationToken)
    {
        var sealer = new GuaranteeSealer(Options.Party.Genesis, _secrets.RandomOf(thread.File.OrderId.Span, version.Version));
        var terms = GuaranteeTerms.Parser.ParseFrom(version.Terms);
        if ((await CheckOwnAsync(thread, Answer(version), cancellationToken).ConfigureAwait(false)).IsRefused)
        {
            return null;
        }

        if (version.Version == 1 && (await CheckAgreedAsync(terms, cancellationToken).ConfigureAwait(false)).IsRefused)
        {
            return null;
        }

        if (version.Version > 1 && await AmendRevealedAsync(thread, version, terms, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        if (!version.SealingKey.IsEmpty)
        {
            return SealedBoxKey.TryImport(Options.Party.Genesis.Suite, version.SealingKey.Span, out var key)
                ? sealer.SealBlind(terms, key)
                : throw new InvalidDataException($"The file of order {thread.Id} holds a damaged sealing key.");
        }

        var section = await Options.Chain.SectionAsync(terms.SectionCode, cancellationToken).ConfigureAwait(false);
        var time = await Options.Chain.TimeAsync(cancellationToken).ConfigureAwait(false);
        return time < section!.OpeningTime ? sealer.SealWithSalt(terms, section.Announced.OpeningKey.Span) : null;
    }

    /// <summary>A change of a guarantee that was revealed in the meantime is made in clear.</summary>
    private async Task<bool> AmendRevealedAsync(
        OrderThread thread, DeskVersion version, GuaranteeTerms terms, CancellationToken cancellationToken)
    {
        var record = await Options.Chain.GuaranteeAsync(thread.View.GuaranteeId.Memory, cancellationToken).ConfigureAwait(false);
        if (record?.State != GuaranteeState.Revealed)
        {
            return false;
        }

        await AmendAsync(thread, terms, cancellationToken).ConfigureAwait(false);
        (version.State, version.GuaranteeId, version.SealingKey) = (DeskVersionState.Issued, thread.View.GuaranteeId, ByteString.Empty);
        Write(thread, Answer(version));
        Save(thread);
        return true;
    }

    private void FillSurrenders(SealedBatch batch, IRandomSource random)
    {
        var waiting = from thread in Threads
                      from version in thread.File.Versions
                      where version.State == DeskVersionState.Surrendering
                      select (thread, version);
        foreach (var (thread, version) in waiting.Take(_options.SurrenderSlots))
        {
            batch.Surrendered.Add(
                new BatchItem { OrderId = thread.File.OrderId, Version = version.Version, GuaranteeId = version.GuaranteeId });
            batch.Surrenders.Add(
                new SurrenderGuarantee { GuaranteeId = version.GuaranteeId, AttestationDigest = version.AttestationDigest });
        }

        AddDecoySurrenders(batch, random);
    }

    /// <summary>
    /// Fills up with decoys, drawn from all that were issued; a batch that cannot be filled is not sent, for its size would tell.
    /// </summary>
    private void AddDecoySurrenders(SealedBatch batch, IRandomSource random)
    {
        var decoys = _own.Decoys.Concat(batch.Decoys).Except(batch.Surrenders.Select(surrender => surrender.GuaranteeId)).ToList();
        if (batch.Surrenders.Count + decoys.Count < _options.SurrenderSlots)
        {
            batch.Surrenders.Clear();
            batch.Surrendered.Clear();
            return;
        }

        while (batch.Surrenders.Count < _options.SurrenderSlots)
        {
            var at = random.Below(decoys.Count);
            var attestation = new byte[Digest.Bytes];
            random.Fill(attestation);
            batch.Surrenders.Add(
                new SurrenderGuarantee { GuaranteeId = decoys[at], AttestationDigest = UnsafeByteOperations.UnsafeWrap(attestation) });
            decoys.RemoveAt(at);
        }

        // Ids are random: their order hides which came first.
        var sorted = batch.Surrenders.OrderBy(surrender => Convert.ToHexString(surrender.GuaranteeId.Span), StringComparer.Ordinal)
            .ToList();
        batch.Surrenders.Clear();
        batch.Surrenders.AddRange(sorted);
    }

    private void FinishIssues(SealedBatch batch)
    {
        foreach (var (thread, version, item) in Find(batch.Items).Where(found => found.Version.State == DeskVersionState.Batched))
        {
            (version.State, version.GuaranteeId, version.Salt, version.SealingKey) = (
                DeskVersionState.Issued, item.GuaranteeId, item.Salt, ByteString.Empty);
            Write(thread, Answer(version));
            Save(thread);
        }

        _own.Decoys.AddRange(batch.Decoys);
        batch.Issued = true;
        SaveOwn();
    }

    private async Task SurrenderAsync(SealedBatch batch, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var calls = batch.Surrenders.Select(surrender => new Call { Guarantee = new GuaranteeCall { Surrender = surrender } }).ToList();
            var refused = await Options.Chain.SubmitAsync(
                calls, _secrets.SurrenderKey(batch.Number, batch.SurrenderAttempt), cancellationToken)
                .ConfigureAwait(false);
            if (!refused.IsRefused)
            {
                break;
            }

            if (attempt == SurrenderAttemptsMax || !await DropRevealedAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                throw new OrderException(new(OrderRefusal.NotOnChain, $"{refused.Code}: {refused.Detail}"));
            }
        }

        foreach (var (thread, version, _) in Find(batch.Surrendered).Where(found => found.Version.State == DeskVersionState.Surrendering))
        {
            version.State = DeskVersionState.Surrendered;
            if (thread.File.Versions.All(other => other.State is DeskVersionState.Surrendered or DeskVersionState.Void))
            {
                Write(thread, new OrderContent { SurrenderAnswered = new SurrenderAnswered { Accepted = 1 } });
            }

            Save(thread);
        }

        var gone = batch.Surrenders.Select(surrender => surrender.GuaranteeId).ToHashSet();
        var left = _own.Decoys.Where(decoy => !gone.Contains(decoy)).ToList();
        _own.Decoys.Clear();
        _own.Decoys.AddRange(left);
    }

    /// <summary>Takes those out that are sealed no more, answers them, and fills up anew.</summary>
    private async Task<bool> DropRevealedAsync(SealedBatch batch, CancellationToken cancellationToken)
    {
        var dropped = 0;
        foreach (var (thread, _, item) in Find(batch.Surrendered))
        {
            var record = await Options.Chain.GuaranteeAsync(item.GuaranteeId.Memory, cancellationToken).ConfigureAwait(false);
            if (record?.State == GuaranteeState.IssuedSealed)
            {
                continue;
            }

            batch.Surrendered.Remove(item);
            batch.Surrenders.Remove(batch.Surrenders.First(surrender => surrender.GuaranteeId.Equals(item.GuaranteeId)));
            foreach (var version in thread.File.Versions.Where(version => version.State == DeskVersionState.Surrendering))
            {
                version.State = DeskVersionState.Issued;
            }

            if (thread.View.PendingSurrender is not null)
            {
                Write(
                    thread,
                    new OrderContent
                    {
                        SurrenderAnswered = new SurrenderAnswered
                        {
                            Reasons = { Shorten($"The guarantee is {record?.State} on the chain.") },
                        },
                    });
            }

            Save(thread);
            dropped++;
        }

        batch.SurrenderAttempt++;
        AddDecoySurrenders(batch, Options.Random);
        SaveOwn();
        return dropped > 0 && batch.Surrenders.Count > 0;
    }

    /// <summary>Marks what a pending batch holds: from the moment that it is written, nothing in it can be cancelled.</summary>
    private void RestoreBatch()
    {
        foreach (var (thread, version, _) in Find(_own.Pending?.Items ?? []).Where(found => found.Version.State == DeskVersionState.Queued))
        {
            version.State = DeskVersionState.Batched;
            Save(thread);
        }
    }

    private IReadOnlyList<(OrderThread Thread, DeskVersion Version, BatchItem Item)> Find(IReadOnlyList<BatchItem> items) =>
    [
        .. items.Select(item =>
        {
            var thread = Require(Convert.ToHexStringLower(item.OrderId.Span));
            return (thread, thread.File.Versions.First(version => version.Version == item.Version), item);
        }),
    ];
}
