using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Orders;

// Exposure: for each bidder and in all, on this side alone.
public sealed partial class GuarantorDesk
{
    /// <summary>What weighs on the guarantor now.</summary>
    public async Task<DeskExposure> ExposureAsync(CancellationToken cancellationToken = default)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var byBidder = Threads.GroupBy(thread => thread.View.Application!.Applicant.Uscc, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => (group.Sum(ExposureOf), LimitOf(group.Key)), StringComparer.Ordinal);
            return new DeskExposure(Threads.Sum(ExposureOf), _own.Limits.TotalFen, byBidder);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Sets limits. What is approved already stays so.</summary>
    /// <param name="totalFen">The most in all, in fen; null to leave it.</param>
    /// <param name="bidderFen">The most for a bidder without an exception; null to leave it.</param>
    /// <param name="uscc">A bidder with an exception; null for none.</param>
    /// <param name="exceptionFen">That bidder's most; null with a bidder to end its exception.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative.</exception>
    public async Task SetLimitsAsync(
        long? totalFen, long? bidderFen, string? uscc = null, long? exceptionFen = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(totalFen ?? 0);
        ArgumentOutOfRangeException.ThrowIfNegative(bidderFen ?? 0);
        ArgumentOutOfRangeException.ThrowIfNegative(exceptionFen ?? 0);
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _own.Limits.TotalFen = totalFen ?? _own.Limits.TotalFen;
            _own.Limits.BidderFen = bidderFen ?? _own.Limits.BidderFen;
            if (uscc is not null)
            {
                var others = _own.Limits.Bidders.Where(limit => limit.Uscc != uscc).ToList();
                others.AddRange(exceptionFen is { } fen ? [new BidderLimit { Uscc = uscc, LimitFen = fen }] : []);
                _own.Limits.Bidders.Clear();
                _own.Limits.Bidders.AddRange(others.OrderBy(limit => limit.Uscc, StringComparer.Ordinal));
            }

            SaveOwn();
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Looks up which issued guarantees have ended, and takes them off the exposure.</summary>
    /// <returns>How many have ended since the last time.</returns>
    public async Task<int> RefreshAsync(CancellationToken cancellationToken = default)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var ended = 0;
            var time = await Options.Chain.TimeAsync(cancellationToken).ConfigureAwait(false);
            foreach (var thread in Threads.Where(thread => OrderStates.IsExposed(thread.View.State) && !thread.File.Ended))
            {
                if (await HasEndedAsync(thread, time, cancellationToken).ConfigureAwait(false))
                {
                    thread.File.Ended = true;
                    Save(thread);
                    ended++;
                }
            }

            return ended;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>What was issued has ended on the chain; what was not issued can be issued no more.</summary>
    private async Task<bool> HasEndedAsync(OrderThread thread, long time, CancellationToken cancellationToken)
    {
        if (time > thread.View.Terms!.ValidUntil && thread.View.State != OrderState.IssuedSealed)
        {
            return true;
        }

        if (thread.View.State != OrderState.IssuedSealed)
        {
            var section = thread.View.Application?.Plain is { } plain
                ? await Options.Chain.SectionAsync(plain.SectionCode, cancellationToken).ConfigureAwait(false)
                : null;
            return section is not null &&
                SectionRules.EffectiveState(section, time) is not (SectionState.Announced or SectionState.Postponed or SectionState.Paused)
                && thread.File.Versions.All(version => version.State != DeskVersionState.Batched);
        }

        return await Options.Chain.GuaranteeAsync(thread.View.GuaranteeId.Memory, cancellationToken).ConfigureAwait(false) is { } record
            && HasEnded(record, thread.View.Terms!.ValidUntil, time);
    }

    // A sealed guarantee that was never revealed in its time can be claimed by nobody.
    private static bool HasEnded(Guarantee record, long validUntil, long time)
    {
        var state = GuaranteeRules.EffectiveState(record, time);
        return GuaranteeRules.IsEnd(state) || state == GuaranteeState.Expired ||
            (state == GuaranteeState.IssuedSealed && time > validUntil);
    }

    private OrderRefused CheckLimits(OrderThread thread, long amountFen)
    {
        var uscc = thread.View.Application!.Applicant.Uscc;
        var present = ExposureOf(thread);
        var ofBidder = Threads.Where(other => other.View.Application!.Applicant.Uscc == uscc).Sum(ExposureOf) - present;
        var inAll = Threads.Sum(ExposureOf) - present;
        return amountFen > LimitOf(uscc) - ofBidder
            ? new(OrderRefusal.BidderLimit, $"{ofBidder} fen weigh for {uscc}; {amountFen} more would exceed its limit of {LimitOf(uscc)}.")
            : amountFen > _own.Limits.TotalFen - inAll
                ? new(
                    OrderRefusal.TotalLimit,
                    $"{inAll} fen weigh in all; {amountFen} more would exceed the limit of {_own.Limits.TotalFen}.")
                : OrderRefused.No;
    }

    private long LimitOf(string uscc) => _own.Limits.Bidders.FirstOrDefault(limit => limit.Uscc == uscc)?.LimitFen ?? _own.Limits.BidderFen;

    /// <summary>The highest of the versions that stand or are promised.</summary>
    private static long ExposureOf(OrderThread thread) => thread.File.Ended || !OrderStates.IsExposed(thread.View.State)
        ? 0
        : thread.File.Versions.Where(version => version.State != DeskVersionState.Void)
            .Select(version => GuaranteeTerms.Parser.ParseFrom(version.Terms).AmountFen).DefaultIfEmpty().Max();
}

/// <summary>What weighs on a guarantor: approved and issued guarantees that have not ended.</summary>
/// <param name="TotalFen">In all, in fen.</param>
/// <param name="TotalLimitFen">The most in all.</param>
/// <param name="Bidders">For each bidder: what weighs, and the most.</param>
public sealed record DeskExposure(long TotalFen, long TotalLimitFen, IReadOnlyDictionary<string, (long Fen, long LimitFen)> Bidders);
