using Ledger.Protocol.V1;

namespace Ledger.Client.Guarantees;

/// <summary>
/// Reveals opened guarantees on the chain, many in a transaction. Where one of them is refused the others are revealed all the same: nobody
/// keeps a section's guarantees back by sealing a bad one.
/// </summary>
/// <param name="client">Signs as the section's centre, or as issuer or bidder of all of them.</param>
public sealed class GuaranteeRevealer(LedgerClient client)
{
    /// <summary>How many one transaction reveals.</summary>
    public const int RevealedAtOnce = 64;

    /// <summary>Reveals them in their order; an earlier version stands before a later one.</summary>
    /// <param name="sectionCode">标段(包)编号.</param>
    /// <param name="opened">What <see cref="GuaranteeOpener"/> opened.</param>
    /// <param name="cancellationToken">Ends the work; what is revealed stays revealed.</param>
    /// <returns>Those that the chain refused, each with its rule.</returns>
    /// <exception cref="LedgerClientException">The node is unreachable, or an answer does not verify.</exception>
    public async Task<IReadOnlyList<RejectedGuarantee>> RevealAsync(
        string sectionCode, IReadOnlyList<OpenedGuarantee> opened, CancellationToken cancellationToken = default)
    {
        var rejected = new List<RejectedGuarantee>();
        foreach (var batch in opened.Chunk(RevealedAtOnce))
        {
            await RevealAsync(sectionCode, batch, rejected, cancellationToken).ConfigureAwait(false);
        }

        return rejected;
    }

    /// <summary>The call that reveals these.</summary>
    public static Call Revealing(string sectionCode, IReadOnlyList<OpenedGuarantee> opened) => new()
    {
        Guarantee = new GuaranteeCall { Open = new OpenGuarantees { SectionCode = sectionCode, Guarantees = { opened } } },
    };

    /// <summary>One that the chain refuses, with its rule.</summary>
    public static RejectedGuarantee Refused(OpenedGuarantee opened, Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(refusal);
        return new RejectedGuarantee(opened.GuaranteeId, new RefusedException(refusal).Message, refusal.RuleZh);
    }

    // Halves a refused batch until the refused ones stand alone: log₂ 64 more transactions for each of them.
    private async Task RevealAsync(
        string sectionCode, OpenedGuarantee[] batch, List<RejectedGuarantee> rejected, CancellationToken cancellationToken)
    {
        try
        {
            var result = await client.SubmitAsync(Revealing(sectionCode, batch), cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            result.EnsureDone();
        }
        catch (RefusedException refused) when (batch.Length == 1)
        {
            rejected.Add(Refused(batch[0], refused.Refusal));
        }
        catch (RefusedException)
        {
            await RevealAsync(sectionCode, batch[..(batch.Length / 2)], rejected, cancellationToken).ConfigureAwait(false);
            await RevealAsync(sectionCode, batch[(batch.Length / 2)..], rejected, cancellationToken).ConfigureAwait(false);
        }
    }
}
