using Google.Protobuf;
using Ledger.Client.Guarantees;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

// Sealed batches: written before they are sent, so that a batch that is tried again is the same bytes.
public sealed partial class GuarantorDesk
{
    private const int IssueAttemptsMax = 8;
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
            var anotherWrote = false;
            if (!batch.Issued)
            {
                (batch, anotherWrote) = await IssueAsync(batch, cancellationToken).ConfigureAwait(false);
                FinishIssues(batch);
            }

            if (batch.Surrenders.Count > 0)
            {
                await SurrenderAsync(batch, cancellationToken).ConfigureAwait(false);
            }

            var outcome = new BatchOutcome(
                batch.Number, batch.Items.Count, batch.Surrendered.Count, batch.Issue.Guarantees.Count, batch.Surrenders.Count)
            {
                AnotherCopyWrote = anotherWrote,
            };
            _own.Pending = null;
            SaveOwn();
            return outcome;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>
    /// Puts a batch's issues on the chain. Where the chain has some of its ids, or another batch of its number, as a copy of the folder
    /// left them, what stands there as this guarantor's is issued, and what stands there as another's is set aside; the rest goes with a
    /// batch that is made anew. A copy that is far ahead is caught up with over several ticks.
    /// </summary>
    private async Task<(SealedBatch Batch, bool AnotherWrote)> IssueAsync(SealedBatch batch, CancellationToken cancellationToken)
    {
        var anotherWrote = false;
        var refused = await SubmitIssueAsync(batch, cancellationToken).ConfigureAwait(false);
        for (var attempt = 0; IsTaken(refused) && attempt < IssueAttemptsMax; attempt++)
        {
            anotherWrote |= refused.Code == RefusalCode.OtherContent; // of its number, which only a copy of the folder derives
            await SetAsideForeignAsync(batch, cancellationToken).ConfigureAwait(false);
            batch = await PrepareAsync(cancellationToken).ConfigureAwait(false);
            refused = await SubmitIssueAsync(batch, cancellationToken).ConfigureAwait(false);
        }

        return refused.IsRefused ? throw new OrderException(new(OrderRefusal.NotOnChain, $"{refused.Code}: {refused.Detail}"))
            : (batch, anotherWrote);

        static bool IsTaken(Refused refused) => refused.Code is RefusalCode.GuaranteeExists or RefusalCode.OtherContent;
    }

    private Task<Refused> SubmitIssueAsync(SealedBatch batch, CancellationToken cancellationToken) => Options.Chain.SubmitAsync(
        [new Call { Guarantee = new GuaranteeCall { Issue = batch.Issue } }], _secrets.IssueKey(batch.Number), cancellationToken);

    private async Task SetAsideForeignAsync(SealedBatch batch, CancellationToken cancellationToken)
    {
        foreach (var (thread, version, item) in Find(batch.Items))
        {
            var record = await Options.Chain.GuaranteeAsync(item.GuaranteeId.Memory, cancellationToken).ConfigureAwait(false);
            if (record?.IssuerUscc == Options.Party.Uscc)
            {
                FinishIssue(thread, version, item);
                continue;
            }

            version.State = DeskVersionState.Queued;
            if (record is not null)
            {
                version.GuaranteeId = item.GuaranteeId;
                SetAside(
                    version, $"Guarantee {Convert.ToHexStringLower(item.GuaranteeId.Span)} stands on the chain as {record.IssuerUscc}'s.");
            }

            Save(thread);
        }

        foreach (var decoy in batch.Decoys)
        {
            var record = await Options.Chain.GuaranteeAsync(decoy.Memory, cancellationToken).ConfigureAwait(false);
            if (record?.IssuerUscc == Options.Party.Uscc)
            {
                _own.Decoys.Add(decoy);
            }
        }

        _own.Pending = null;
        SaveOwn();
    }

    private static void SetAside(DeskVersion version, string why) => (version.SetAside, version.Held) = (true, why);

    private async Task<SealedBatch> PrepareAsync(CancellationToken cancellationToken)
    {
        var batch = new SealedBatch { Number = _own.Batches + 1 };
        var random = _secrets.RandomOf(batch.Number);
        var waiting = from thread in Threads
                      from version in thread.File.Versions
                      where version.State == DeskVersionState.Queued && !version.SetAside
                      orderby version.Held.Length > 0, version.QueuedAt, thread.Id
                      select (thread, version);
        var records = new List<SealedGuarantee>();
        foreach (var (thread, version) in waiting.ToList())
        {
            if (records.Count == _options.IssueSlots)
            {
                break;
            }

            if (await TrySealAsync(thread, version, cancellationToken).ConfigureAwait(false) is { } made)
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
    /// The sealed record of a version; null where it does not go on now. What a guard holds back – too late, or too short since a
    /// postponement – is tried again behind all others; what the chain refuses is set aside.
    /// </summary>
    private async Task<(SealedGuarantee Record, ReadOnlyMemory<byte> Salt)?> TrySealAsync(
        OrderThread thread, DeskVersion version, CancellationToken cancellationToken)
    {
        var before = (version.Held, version.SetAside);
        var held = await HeldByAsync(thread, version, cancellationToken).ConfigureAwait(false);
        version.Held = held.IsRefused ? $"{held.Code}: {held.Detail}" : string.Empty;
        try
        {
            return held.IsRefused ? null : await SealAsync(thread, version, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OrderException or InvalidDataException)
        {
            SetAside(version, e.Message);
            return null;
        }
        finally
        {
            if (before != (version.Held, version.SetAside))
            {
                Save(thread);
            }
        }
    }

    private async Task<OrderRefused> HeldByAsync(OrderThread thread, DeskVersion version, CancellationToken cancellationToken)
    {
        var refused = await CheckOwnAsync(thread, Answer(version), cancellationToken).ConfigureAwait(false);
        return refused.IsRefused || version.Version > 1 ? refused
            : await CheckAgreedAsync(GuaranteeTerms.Parser.ParseFrom(version.Terms), cancellationToken).ConfigureAwait(false);
    }

    private async Task<(SealedGuarantee Record, ReadOnlyMemory<byte> Salt)?> SealAsync(
        OrderThread thread, DeskVersion version, CancellationToken cancellationToken)
    {
        var random = _secrets.RandomOf(thread.File.OrderId.Span, version.Version, version.Attempt);
        var sealer = new GuaranteeSealer(Options.Party.Genesis, random);
        var terms = GuaranteeTerms.Parser.ParseFrom(version.Terms);
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
                      where version.State == DeskVersionState.Surrendering && !version.SetAside
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
            FinishIssue(thread, version, item);
        }

        _own.Decoys.AddRange(batch.Decoys);
        batch.Issued = true;
        SaveOwn();
    }

    private void FinishIssue(OrderThread thread, DeskVersion version, BatchItem item)
    {
        (version.State, version.GuaranteeId, version.Salt, version.SealingKey) = (
            DeskVersionState.Issued, item.GuaranteeId, item.Salt, ByteString.Empty);
        Write(thread, Answer(version));
        Save(thread);
    }

    private async Task SurrenderAsync(SealedBatch batch, CancellationToken cancellationToken)
    {
        for (var attempt = 0; batch.Surrenders.Count > 0; attempt++)
        {
            var calls = batch.Surrenders.Select(surrender => new Call { Guarantee = new GuaranteeCall { Surrender = surrender } }).ToList();
            var refused = await Options.Chain.SubmitAsync(
                calls, _secrets.SurrenderKey(batch.Number, batch.SurrenderAttempt), cancellationToken)
                .ConfigureAwait(false);
            if (!refused.IsRefused)
            {
                break;
            }

            if (attempt == SurrenderAttemptsMax || !await DropUnsealedAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                SetSurrendersAside(batch, $"{refused.Code}: {refused.Detail}");
                return;
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

    /// <summary>The issues of the batch are on the chain; its surrenders wait for `desk repair`, and hold up no later batch.</summary>
    private void SetSurrendersAside(SealedBatch batch, string why)
    {
        foreach (var (thread, version, _) in Find(batch.Surrendered))
        {
            SetAside(version, why);
            Save(thread);
        }

        batch.Surrendered.Clear();
        batch.Surrenders.Clear();
    }

    /// <summary>
    /// Takes those out that are not sealed, or not this guarantor's: answers who waits for one, forgets decoys, and fills up anew.
    /// </summary>
    /// <returns>Whether there were any.</returns>
    private async Task<bool> DropUnsealedAsync(SealedBatch batch, CancellationToken cancellationToken)
    {
        var dropped = 0;
        foreach (var surrender in batch.Surrenders.ToList())
        {
            var record = await Options.Chain.GuaranteeAsync(surrender.GuaranteeId.Memory, cancellationToken).ConfigureAwait(false);
            if (record is { State: GuaranteeState.IssuedSealed } && record.IssuerUscc == Options.Party.Uscc)
            {
                continue;
            }

            dropped++;
            batch.Surrenders.Remove(surrender);
            _own.Decoys.Remove(surrender.GuaranteeId);
            batch.Decoys.Remove(surrender.GuaranteeId);
            foreach (var (thread, _, item) in Find(batch.Surrendered).Where(found => found.Item.GuaranteeId.Equals(surrender.GuaranteeId)))
            {
                batch.Surrendered.Remove(item);
                RefuseSurrender(thread, $"The guarantee is {record?.State} on the chain.");
            }
        }

        batch.SurrenderAttempt++;
        AddDecoySurrenders(batch, Options.Random);
        SaveOwn();
        return dropped > 0;
    }

    private void RefuseSurrender(OrderThread thread, string why)
    {
        foreach (var version in thread.File.Versions.Where(version => version.State == DeskVersionState.Surrendering))
        {
            version.State = DeskVersionState.Issued;
        }

        if (thread.View.PendingSurrender is not null)
        {
            Write(thread, new OrderContent { SurrenderAnswered = new SurrenderAnswered { Reasons = { Shorten(why) } } });
        }

        Save(thread);
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

    /// <summary>The entries of a batch whose orders are here: a folder that was restored from an older copy lacks some.</summary>
    private IReadOnlyList<(OrderThread Thread, DeskVersion Version, BatchItem Item)> Find(IEnumerable<BatchItem> items) =>
    [
        .. from item in items
           let thread = Find(Convert.ToHexStringLower(item.OrderId.Span))
           let version = thread?.File.Versions.FirstOrDefault(version => version.Version == item.Version)
           where version is not null
           select (thread, version, item),
    ];
}
